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

import java.util.Arrays;

import io.github.acmeboot.test.protocol.Operation;

/**
 * What a path stands for.
 *
 * @param operation the operation
 * @param id the identifier of the resource, empty if there is only one
 */
record Route(Operation operation, String id) {

	static Route of(String path) {
		String[] segments = path.split("/", 3);
		Operation operation = Arrays.stream(Operation.values())
			.filter((candidate) -> segments.length > 1 && candidate.value().equals(segments[1]))
			.findFirst()
			.orElse(Operation.UNKNOWN);
		return new Route(operation, (segments.length > 2) ? segments[2] : "");
	}

}
