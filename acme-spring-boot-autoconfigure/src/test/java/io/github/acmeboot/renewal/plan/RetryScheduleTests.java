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

package io.github.acmeboot.renewal.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.issuer.ratelimit.LimitReachedException;
import io.github.acmeboot.renewal.TestCertificates;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RetrySchedule}.
 */
class RetryScheduleTests {

	private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

	private final RetrySchedule exact = new RetrySchedule(() -> 0.5);

	@Test
	void waitsLongerAndLongerAndThenDaily() {
		List<Duration> waits = IntStream.rangeClosed(1, 8).mapToObj((count) -> wait(count, Optional.empty())).toList();
		assertThat(waits).containsExactly(Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofHours(1),
				Duration.ofHours(4), Duration.ofHours(12), Duration.ofDays(1), Duration.ofDays(1), Duration.ofDays(1));
	}

	@Test
	void spreadsByAFifth() {
		AcmeException failure = failure(AcmeException.Reason.NETWORK, null);
		assertThat(new RetrySchedule(() -> 0).next(NOW, failure, 3, Optional.empty()))
			.isEqualTo(NOW.plus(Duration.ofMinutes(48)));
		assertThat(new RetrySchedule(() -> 1).next(NOW, failure, 3, Optional.empty()))
			.isEqualTo(NOW.plus(Duration.ofMinutes(72)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "P4D", "PT80H", "PT1H", "PT30M" })
	void neverWaitsMoreThanAnEighthOfTheLifeLeft(Duration left) {
		Optional<IssuedCertificate> held = held(Duration.ofDays(90), left);
		for (int count = 1; count < 10; count++) {
			assertThat(wait(count, held)).isLessThanOrEqualTo(left.dividedBy(8));
		}
		assertThat(wait(9, held)).isEqualTo(left.dividedBy(8));
	}

	@Test
	void doesNotApproachTheEndByEverSmallerSteps() {
		assertThat(wait(9, held(Duration.ofDays(90), Duration.ofSeconds(4)))).isEqualTo(Duration.ofMinutes(1));
		assertThat(wait(9, held(Duration.ofMinutes(2), Duration.ofSeconds(4)))).isEqualTo(Duration.ofMillis(1200));
	}

	@Test
	void anExpiredCertificateLimitsTheWaitByItsWholeLife() {
		assertThat(wait(9, held(Duration.ofMinutes(2), Duration.ofDays(-3)))).isEqualTo(Duration.ofSeconds(15));
		assertThat(wait(9, held(Duration.ofDays(90), Duration.ofDays(-3)))).isEqualTo(Duration.ofDays(1));
	}

	@Test
	void retryAfterIsAFloor() {
		Instant later = NOW.plus(Duration.ofDays(3));
		AcmeException limited = failure(AcmeException.Reason.RATE_LIMITED, later);
		assertThat(this.exact.next(NOW, limited, 1, held(Duration.ofDays(90), Duration.ofDays(1)))).isEqualTo(later);
		AcmeException past = failure(AcmeException.Reason.RATE_LIMITED, NOW.minusSeconds(60));
		assertThat(this.exact.next(NOW, past, 1, Optional.empty())).isEqualTo(NOW.plus(Duration.ofMinutes(1)));
	}

	@Test
	void whatWeRefusedOurselvesIsTriedAsSoonAsItMayBe() {
		AcmeException ours = new LimitReachedException("Not yet.", NOW.plusSeconds(90), true);
		assertThat(wait(ours, 1)).isEqualTo(Duration.ofSeconds(90));
		assertThat(wait(ours, 9)).isEqualTo(Duration.ofSeconds(90));
		assertThat(wait(new LimitReachedException("Not yet.", NOW, true), 3)).isEqualTo(Duration.ofHours(1));
	}

	@ParameterizedTest
	@EnumSource(value = AcmeException.Reason.class,
			names = { "REJECTED_IDENTIFIER", "ACCOUNT", "TERMS", "CONFIGURATION" })
	void whatNoRetryCanMendWaitsForTheDailySlot(AcmeException.Reason reason) {
		Instant next = this.exact.next(NOW, failure(reason, null), 1, held(Duration.ofHours(160), Duration.ofHours(8)));
		assertThat(next).isEqualTo(NOW.plus(Duration.ofDays(1)));
	}

	@Test
	void anOrderThatIsBeingProcessedIsLookedAtSoon() {
		AcmeException parked = failure(AcmeException.Reason.TIMEOUT, null);
		assertThat(IntStream.rangeClosed(1, 9).mapToObj((count) -> wait(parked, count))).extracting(Duration::toMinutes)
			.containsExactly(1L, 2L, 5L, 10L, 15L, 20L, 30L, 60L, 60L);
		AcmeException later = failure(AcmeException.Reason.TIMEOUT, NOW.plus(Duration.ofHours(3)));
		assertThat(wait(later, 1)).isEqualTo(Duration.ofHours(3));
	}

	@Test
	void whoLimitsWithoutSayingForHowLongIsLeftAloneForAnHour() {
		AcmeException limited = failure(AcmeException.Reason.RATE_LIMITED, null);
		assertThat(IntStream.rangeClosed(1, 5).mapToObj((count) -> wait(limited, count))).extracting(Duration::toHours)
			.containsExactly(1L, 4L, 12L, 24L, 24L);
	}

	@Test
	void theRemedyOfTheProblemCountsAndNotThatOfItsReason() {
		AcmeException paused = new AcmeException(AcmeException.Reason.RATE_LIMITED, "No", null, null, List.of(), null,
				AcmeException.Remedy.OPERATOR, true);
		assertThat(wait(paused, 1)).isEqualTo(Duration.ofDays(1));
	}

	@Test
	void ofSeveralIssuersTheOneThatMayBeAskedFirstCounts() {
		AcmeException limited = failure(AcmeException.Reason.RATE_LIMITED, NOW.plus(Duration.ofHours(2)));
		AcmeException refused = failure(AcmeException.Reason.ACCOUNT, null);
		Map<String, AcmeException> failures = new LinkedHashMap<>(Map.of("one", limited));
		failures.put("two", refused);
		AcmeException several = IssuersFailedException.of("web", failures, List.of(), Optional.empty());
		assertThat(several.getReason()).isEqualTo(AcmeException.Reason.RATE_LIMITED);
		assertThat(wait(several, 5)).isEqualTo(Duration.ofHours(12));
		assertThat(wait(IssuersFailedException.of("web", failures, List.of(limited), Optional.empty()), 5))
			.isEqualTo(Duration.ofHours(2));
	}

	private Duration wait(AcmeException failure, int count) {
		return Duration.between(NOW, this.exact.next(NOW, failure, count, Optional.empty()));
	}

	private Duration wait(int count, Optional<IssuedCertificate> held) {
		return Duration.between(NOW, this.exact.next(NOW, failure(AcmeException.Reason.NETWORK, null), count, held));
	}

	private Optional<IssuedCertificate> held(Duration life, Duration left) {
		return Optional.of(TestCertificates.issued(NOW.plus(left).minus(life), life));
	}

	private AcmeException failure(AcmeException.Reason reason, @Nullable Instant retryAfter) {
		return new AcmeException(reason, "No", null, null, List.of(), retryAfter);
	}

}
