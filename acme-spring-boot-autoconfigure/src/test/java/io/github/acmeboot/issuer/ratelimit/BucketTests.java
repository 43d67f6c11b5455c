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

package io.github.acmeboot.issuer.ratelimit;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.acmeboot.RateLimit;
import io.github.acmeboot.store.ledger.Ledger.Entry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Bucket}.
 */
class BucketTests {

	private static final RateLimit WEEKLY = RateLimit.valueOf("5/7d");

	private static final Duration REFILL = Duration.ofMinutes(2016);

	private Instant now = Instant.parse("2030-01-01T00:00:00Z");

	private @Nullable Entry entry;

	@ParameterizedTest
	@ValueSource(strings = { "5/7d", "50/7d", "300/3h", "7/1h", "1/1d", "30000/7d" })
	void givesAllAtOnceAndThenNothing(String text) {
		RateLimit limit = RateLimit.valueOf(text);
		for (int i = 0; i < limit.size(); i++) {
			assertThat(bucket(limit).remaining()).isEqualTo(limit.size() - i);
			assertThat(bucket(limit).has(1)).isTrue();
			this.entry = bucket(limit).spend();
		}
		assertThat(bucket(limit).has(1)).isFalse();
		assertThat(bucket(limit).remaining()).isZero();
		assertThat(bucket(limit).spent()).isEqualTo(limit.size());
	}

	@Test
	void getsOneBackAfterEachRefillAndNotBefore() {
		spend(5);
		assertThat(bucket(WEEKLY).availableAt(1)).isEqualTo(this.now.plus(REFILL));
		assertThat(bucket(WEEKLY).availableAt(2)).isEqualTo(this.now.plus(REFILL.multipliedBy(2)));
		this.now = this.now.plus(REFILL).minusNanos(1);
		assertThat(bucket(WEEKLY).has(1)).isFalse();
		this.now = this.now.plusNanos(1);
		assertThat(bucket(WEEKLY).has(1)).isTrue();
		assertThat(bucket(WEEKLY).has(2)).isFalse();
		this.now = this.now.plus(Duration.ofDays(7));
		assertThat(bucket(WEEKLY).remaining()).isEqualTo(5);
	}

	@Test
	void neverOwesMoreThanAllOfIt() {
		spend(9);
		assertThat(bucket(WEEKLY).availableAt(1)).isEqualTo(this.now.plus(REFILL));
	}

	@Test
	void takesBackWhatWasNotSpent() {
		spend(3);
		this.entry = bucket(WEEKLY).giveBack();
		assertThat(bucket(WEEKLY).spent()).isEqualTo(2);
		for (int i = 0; i < 4; i++) {
			this.entry = bucket(WEEKLY).giveBack();
		}
		assertThat(bucket(WEEKLY).spent()).isZero();
	}

	@Test
	void keepsToALimitThatWasMadeSmaller() {
		spend(5);
		RateLimit smaller = RateLimit.valueOf("1/1h");
		assertThat(bucket(smaller).availableAt(1)).isEqualTo(this.now.plus(Duration.ofHours(1)));
	}

	private void spend(int count) {
		for (int i = 0; i < count; i++) {
			this.entry = bucket(WEEKLY).spend();
		}
	}

	private Bucket bucket(RateLimit limit) {
		return Bucket.of(limit, Optional.ofNullable(this.entry), this.now);
	}

}
