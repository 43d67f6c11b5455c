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

package io.github.acmeboot.sample.token;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts tokens.
 */
final class TokenMetrics {

	static final String CREATED = "tokenginx.token.created";

	private final Counter created;

	private final Counter retrieved;

	TokenMetrics(MeterRegistry registry) {
		this.created = Counter.builder(CREATED).description("Tokens that were issued").register(registry);
		this.retrieved = Counter.builder("tokenginx.token.retrieved")
			.description("Active tokens that were found")
			.register(registry);
	}

	void created() {
		this.created.increment();
	}

	void retrieved(int number) {
		this.retrieved.increment(number);
	}

}
