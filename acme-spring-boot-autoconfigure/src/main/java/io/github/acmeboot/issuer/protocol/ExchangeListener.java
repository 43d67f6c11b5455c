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

package io.github.acmeboot.issuer.protocol;

import java.time.Duration;
import java.time.Instant;

import io.github.acmeboot.issuer.progress.RequestProgress;

/**
 * Told of every request to the CA.
 */
@FunctionalInterface
public interface ExchangeListener {

	/**
	 * Called after each request.
	 * @param operation what was asked
	 * @param outcome {@code success}, the last segment of the problem type, {@code http}
	 * when the CA refused without a problem document, or {@code io} when there was no
	 * answer
	 * @param duration the time from the first byte sent to the last received
	 */
	void onExchange(Operation operation, String outcome, Duration duration);

	/**
	 * Called before each request.
	 * @param operation what is asked
	 * @return told how the request ends
	 */
	default RequestProgress begin(Operation operation) {
		return RequestProgress.UNOBSERVED;
	}

	/**
	 * Called after each answer that tells what time it is at the CA.
	 * @param date the time at the CA, in whole seconds
	 * @param duration the time from the first byte sent to the last received
	 */
	default void onDate(Instant date, Duration duration) {
	}

}
