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
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.acmeboot.RenewBefore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests for {@link RenewalPolicy}.
 */
class RenewalPolicyTests {

	private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

	private final RenewalPolicy policy = new RenewalPolicy();

	@ParameterizedTest
	@CsvSource({ "PT2M, 2", "PT160H, 2", "PT239H, 2", "PT240H, 3", "P45D, 3", "P64D, 3", "P90D, 3" })
	void leavesAThirdOfTheLifeAndHalfOfAShortOne(Duration life, int share) {
		Instant due = START.plus(life).minus(life.dividedBy(share));
		for (int i = 0; i < 50; i++) {
			Instant renewal = renewal("name" + i, life, null, null);
			assertThat(renewal).isBetween(due.minus(life.dividedBy(20)), due);
		}
	}

	@Test
	void jitterIsTheSameEveryTimeAndSpreadOverTheWholeRange() {
		Duration life = Duration.ofDays(90);
		long range = life.dividedBy(20).toMillis();
		Instant due = START.plus(Duration.ofDays(60));
		int[] tenths = new int[10];
		for (int i = 0; i < 10_000; i++) {
			String name = "shop-" + i;
			Instant renewal = renewal(name, life, null, null);
			assertThat(renewal(name, life, null, null)).isEqualTo(renewal);
			tenths[(int) (Duration.between(renewal, due).toMillis() * 10 / (range + 1))]++;
		}
		assertThat(IntStream.of(tenths)).allSatisfy((count) -> assertThat(count).isCloseTo(1000, within(150)));
	}

	@Test
	void namesWithTheSameHashCodeAreSpreadToo() {
		assertThat("Aa").hasSameHashCodeAs("BB");
		assertThat(renewal("Aa", Duration.ofDays(90), null, null))
			.isNotEqualTo(renewal("BB", Duration.ofDays(90), null, null));
	}

	@ParameterizedTest
	@CsvSource({ "10d, 10d", "50%, 45d", "720h, 30d", "99%, 2138h" })
	void theUserOverridesTheShareAndTheCa(String renewBefore, String expected) {
		Duration life = Duration.ofDays(90);
		Instant due = START.plus(life).minus(RenewBefore.valueOf(expected).of(life));
		Instant renewal = renewal("shop", life, renewBefore, START.plus(Duration.ofDays(1)));
		assertThat(renewal).isBetween(due.minus(life.dividedBy(20)), due.plus(Duration.ofHours(1)));
		assertThat(renewal).isAfter(START);
	}

	@ParameterizedTest
	@ValueSource(strings = { "160h", "30d" })
	void aRenewBeforeThatIsNotShorterThanTheLifeIsOfNoUse(String renewBefore) {
		Duration life = Duration.ofHours(160);
		assertThat(renewal("shop", life, renewBefore, null)).isEqualTo(renewal("shop", life, null, null));
	}

	@Test
	void theCaMayAskForALaterRenewalThanAThird() {
		Instant suggested = START.plus(Duration.ofDays(75));
		assertThat(renewal("shop", Duration.ofDays(90), null, suggested)).isEqualTo(suggested);
	}

	@ParameterizedTest
	@CsvSource({ "P90D, P9D", "P5D, PT12H", "PT160H, PT16H", "P10D, PT24H", "PT2M, PT12S" })
	void theCaCannotPutTheRenewalOffBeyondTheBackstop(Duration life, Duration backstop) {
		assertThat(renewal("shop", life, null, START.plus(life).plusSeconds(1)))
			.isEqualTo(START.plus(life).minus(backstop));
	}

	@Test
	void theCaMayAskForARenewalAtOnce() {
		Instant past = START.minusSeconds(1);
		assertThat(renewal("shop", Duration.ofDays(90), null, past)).isEqualTo(past);
	}

	@Test
	void aCertificateThatExpiredOrNeverLivedIsDue() {
		assertThat(renewal("shop", Duration.ofDays(90), null, null)).isBefore(START.plus(Duration.ofDays(90)));
		assertThat(renewal("shop", Duration.ZERO, null, null)).isEqualTo(START);
		assertThat(renewal("shop", Duration.ofDays(-1), "10d", null)).isBefore(START);
	}

	private Instant renewal(String name, Duration life, @Nullable String renewBefore, @Nullable Instant suggested) {
		return this.policy.renewal(name, START, START.plus(life),
				(renewBefore != null) ? RenewBefore.valueOf(renewBefore) : null, suggested);
	}

}
