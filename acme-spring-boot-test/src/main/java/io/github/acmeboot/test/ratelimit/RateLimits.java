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

package io.github.acmeboot.test.ratelimit;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

import io.github.acmeboot.test.protocol.RetryAfter;

/**
 * The limits a CA enforces. Immutable: each method that changes something returns other
 * limits.
 *
 * @param limits what is limited
 * @param failuresUntilPause after how many failed authorizations in a row, for the same
 * account and identifier, the identifier is paused, or 0 for never
 * @param retryAfter how the CA tells when to come back
 */
public record RateLimits(Map<Limit, RateLimit> limits, int failuresUntilPause, RetryAfter retryAfter) {

	public RateLimits {
		limits = Map.copyOf(limits);
	}

	/**
	 * Returns the limits of a CA that does not count.
	 * @return no limits
	 */
	public static RateLimits none() {
		return new RateLimits(Map.of(), 0, RetryAfter.SECONDS);
	}

	/**
	 * Returns the limits of Let's Encrypt's production environment.
	 * @return the limits, as they were in 2026
	 */
	public static RateLimits letsEncrypt() {
		return none().with(Limit.NEW_ACCOUNTS, 10, Duration.ofHours(3))
			.with(Limit.NEW_ORDERS, 300, Duration.ofHours(3))
			.with(Limit.CERTIFICATES_PER_DOMAIN, 50, Duration.ofDays(7))
			.with(Limit.CERTIFICATES_PER_IDENTIFIER_SET, 5, Duration.ofDays(7))
			.with(Limit.FAILED_AUTHORIZATIONS, 5, Duration.ofHours(1))
			.withPauseAfter(1152);
	}

	/**
	 * Limits something.
	 * @param limit what is limited
	 * @param count how much can be spent at once
	 * @param period how long it takes until all of it is back
	 * @return limits with that one
	 */
	public RateLimits with(Limit limit, int count, Duration period) {
		Map<Limit, RateLimit> changed = new EnumMap<>(Limit.class);
		changed.putAll(this.limits);
		changed.put(limit, new RateLimit(count, period));
		return new RateLimits(changed, this.failuresUntilPause, this.retryAfter);
	}

	/**
	 * Pauses identifiers that keep failing.
	 * @param failures how many failed authorizations in a row, or 0 for never
	 * @return limits with that pause
	 */
	public RateLimits withPauseAfter(int failures) {
		return new RateLimits(this.limits, failures, this.retryAfter);
	}

	/**
	 * Sets how the CA tells when to come back.
	 * @param form in seconds, the default, or as a date
	 * @return limits that tell it so
	 */
	public RateLimits withRetryAfter(RetryAfter form) {
		return new RateLimits(this.limits, this.failuresUntilPause, form);
	}

	Optional<RateLimit> of(Limit limit) {
		return Optional.ofNullable(this.limits.get(limit));
	}

}
