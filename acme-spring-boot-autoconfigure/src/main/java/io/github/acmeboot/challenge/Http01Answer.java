/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.acmeboot.challenge;

import java.util.Map;

/**
 * What a request below {@code /.well-known/acme-challenge/} is answered with.
 *
 * @param status the HTTP status
 * @param headers the headers to set
 * @param body the body, to be left out in the answer to a {@code HEAD}
 */
public record Http01Answer(int status, Map<String, String> headers, String body) {

	static final Http01Answer NOT_FOUND = new Http01Answer(404, Map.of(), "");

	static final Http01Answer METHOD_NOT_ALLOWED = new Http01Answer(405, Map.of("Allow", "GET, HEAD"), "");

	static Http01Answer found(String keyAuthorization) {
		return new Http01Answer(200, Map.of("Content-Type", "application/octet-stream", "Cache-Control", "no-store"),
				keyAuthorization);
	}

}
