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

package io.github.acmeboot.renewal.suggestion;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PollSchedule}.
 */
class PollScheduleTests {

	private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

	private final PollSchedule earliest = new PollSchedule(() -> 0);

	private final PollSchedule latest = new PollSchedule(() -> 0.999999);

	@ParameterizedTest
	@CsvSource({ "-P1D, PT1H", "PT0S, PT1H", "PT59M, PT1H", "PT6H, PT6H", "PT12H, PT12H", "P3D, PT12H" })
	void theCaSaysWhenWithinReason(Duration retryAfter, Duration wait) {
		assertThat(this.earliest.afterAnswer(NOW, NOW.plus(retryAfter))).isEqualTo(NOW.plus(wait));
	}

	@Test
	void aCaThatDoesNotSayIsAskedFourTimesADay() {
		assertThat(this.earliest.afterAnswer(NOW, null)).isEqualTo(NOW.plus(Duration.ofHours(6)));
	}

	@ParameterizedTest
	@CsvSource({ "1, PT1H", "2, PT2H", "3, PT4H", "4, PT8H", "5, PT12H", "6, PT12H", "100000, PT12H" })
	void failuresAreWaitedForLongerEachTime(int failures, Duration wait) {
		assertThat(this.earliest.afterFailure(NOW, null, failures)).isEqualTo(NOW.plus(wait));
	}

	@Test
	void aFailureWithRetryAfterIsLeftAloneForThatLong() {
		assertThat(this.earliest.afterFailure(NOW, NOW.plus(Duration.ofHours(3)), 1))
			.isEqualTo(NOW.plus(Duration.ofHours(3)));
		assertThat(this.earliest.afterFailure(NOW, NOW.plus(Duration.ofDays(3)), 1))
			.isEqualTo(NOW.plus(Duration.ofHours(12)));
	}

	@Test
	void waitsAreSpreadButNeverBeyondTwelveHours() {
		assertThat(this.latest.afterAnswer(NOW, NOW.plus(Duration.ofHours(6))))
			.isBetween(NOW.plus(Duration.ofMinutes(395)), NOW.plus(Duration.ofMinutes(396)));
		assertThat(this.latest.afterAnswer(NOW, NOW.plus(Duration.ofHours(12))))
			.isEqualTo(NOW.plus(Duration.ofHours(12)));
	}

	@Test
	void anInstantOfAClockFarAheadIsNotWaitedFor() {
		assertThat(PollSchedule.isAhead(NOW.plusSeconds(1), NOW)).isTrue();
		assertThat(PollSchedule.isAhead(NOW, NOW)).isFalse();
		assertThat(PollSchedule.isAhead(NOW.plus(Duration.ofDays(400)), NOW)).isFalse();
	}

}
