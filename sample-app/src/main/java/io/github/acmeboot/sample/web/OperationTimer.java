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

package io.github.acmeboot.sample.web;

import java.util.List;
import java.util.function.Supplier;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import io.github.acmeboot.sample.token.TokenStoreException;

/**
 * Measures operations by their outcome. Every series is there from the start, since
 * Prometheus sees no increase in one that starts at 1.
 */
final class OperationTimer {

	private static final String SUCCESS = "success";

	private static final String REJECTED = "rejected";

	private static final String UNAVAILABLE = "unavailable";

	private static final String ERROR = "error";

	private final MeterRegistry registry;

	OperationTimer(MeterRegistry registry) {
		this.registry = registry;
		for (Operation operation : Operation.values()) {
			List.of(SUCCESS, REJECTED, UNAVAILABLE, ERROR).forEach((outcome) -> timer(operation, outcome));
		}
	}

	/**
	 * Measures an operation.
	 * @param <T> the type of the result
	 * @param operation the operation
	 * @param work what it does
	 * @return the result
	 */
	<T> T record(Operation operation, Supplier<T> work) {
		Timer.Sample sample = Timer.start(this.registry);
		String outcome = ERROR;
		try {
			T result = work.get();
			outcome = SUCCESS;
			return result;
		}
		catch (OAuthException ex) {
			outcome = REJECTED;
			throw ex;
		}
		catch (TokenStoreException ex) {
			outcome = UNAVAILABLE;
			throw ex;
		}
		finally {
			sample.stop(timer(operation, outcome));
		}
	}

	private Timer timer(Operation operation, String outcome) {
		return Timer.builder("tokenginx.operation.duration")
			.description("Time an operation took")
			.tag("operation", operation.tag())
			.tag("outcome", outcome)
			.register(this.registry);
	}

}
