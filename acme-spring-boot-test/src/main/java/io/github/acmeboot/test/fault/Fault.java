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

package io.github.acmeboot.test.fault;

import java.util.function.Supplier;

import io.github.acmeboot.test.http.ServerRequest;
import io.github.acmeboot.test.http.ServerResponse;

/**
 * Something that goes wrong with a request. Called by several threads.
 */
@FunctionalInterface
public interface Fault {

	/**
	 * Answers a request.
	 * @param request the request
	 * @param processing processes the request as a CA should
	 * @return the answer
	 */
	ServerResponse apply(ServerRequest request, Supplier<ServerResponse> processing);

}
