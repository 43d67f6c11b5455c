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

package io.github.acmeboot.test.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it was received.
 *
 * @param method the method
 * @param path the path, without the query
 * @param headers the headers by lower-case name
 * @param body the body
 */
public record ServerRequest(String method, String path, Map<String, String> headers, byte[] body) {

	/**
	 * Returns a header.
	 * @param name the lower-case name
	 * @return its value
	 */
	public Optional<String> header(String name) {
		return Optional.ofNullable(this.headers.get(name));
	}

	/**
	 * Returns whether this is a POST.
	 * @return whether the method is POST
	 */
	public boolean isPost() {
		return "POST".equals(this.method);
	}

	/**
	 * Returns the body as text.
	 * @return the text
	 */
	public String text() {
		return new String(this.body, StandardCharsets.UTF_8);
	}

}
