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
import java.time.Instant;

/**
 * What is left of a limit. Not thread-safe.
 */
final class TokenBucket {

	private final RateLimit limit;

	private Instant full = Instant.MIN;

	TokenBucket(RateLimit limit) {
		this.limit = limit;
	}

	void spend(Instant now) {
		Instant from = this.full.isBefore(now) ? now : this.full;
		this.full = from.plus(this.limit.refill());
	}

	int spent(Instant now) {
		if (!this.full.isAfter(now)) {
			return 0;
		}
		Duration refill = this.limit.refill();
		return (int) Duration.between(now, this.full).plus(refill).minusNanos(1).dividedBy(refill);
	}

	boolean isEmpty(Instant now) {
		return spent(now) >= this.limit.count();
	}

	/**
	 * Returns when one can be spent.
	 * @return the instant, which has passed unless the bucket is empty
	 */
	Instant nextAt() {
		return this.full.minus(this.limit.refill().multipliedBy(this.limit.count() - 1L));
	}

}
