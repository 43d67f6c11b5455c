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

package io.github.acmeboot.test.server;

import java.time.Instant;
import java.util.Optional;

import io.github.acmeboot.test.http.ServerResponse;
import io.github.acmeboot.test.protocol.Operation;

/**
 * A request the CA has seen.
 *
 * @param time when it was answered, by the CA's clock
 * @param operation what was asked
 * @param method the method
 * @param path the path
 * @param account the URL of the account that signed it, if it was one
 * @param response the answer
 */
public record RecordedRequest(Instant time, Operation operation, String method, String path, Optional<String> account,
		ServerResponse response) {

	/**
	 * Returns the status.
	 * @return the status code of the answer
	 */
	public int status() {
		return this.response.status();
	}

	@Override
	public String toString() {
		return this.operation.value() + " " + this.method + " " + this.path + " " + status();
	}

}
