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

import org.springframework.util.Assert;

/**
 * How much of something there is. What is spent comes back bit by bit.
 *
 * @param count how much can be spent at once
 * @param period how long it takes until all of it is back
 */
public record RateLimit(int count, Duration period) {

	public RateLimit {
		Assert.isTrue(count > 0, "'count' must be 1 or more");
		Assert.isTrue(!period.isNegative() && !period.isZero(), "'period' must be positive");
	}

	Duration refill() {
		return this.period.dividedBy(this.count);
	}

}
