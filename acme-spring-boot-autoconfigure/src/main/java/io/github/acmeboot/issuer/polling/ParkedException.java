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

package io.github.acmeboot.issuer.polling;

import java.time.Duration;

/**
 * There was no news in time. The order can be gone on with later.
 */
public final class ParkedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final Duration retryAfter;

	ParkedException(Duration retryAfter) {
		super("No news of the order");
		this.retryAfter = retryAfter;
	}

	/**
	 * Returns how long the CA wants us to wait.
	 * @return the wait, or zero if it did not say
	 */
	public Duration retryAfter() {
		return this.retryAfter;
	}

}
