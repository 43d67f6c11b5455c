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

package io.github.acmeboot.issuer.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests for {@link ClockSkews}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ClockSkewsTests {

	private static final Duration QUICKLY = Duration.ofMillis(200);

	private static final Instant TRUTH = Instant.parse("2030-01-01T00:00:00Z");

	private final Machine machine = new Machine();

	private final ClockSkews skews = new ClockSkews(this.machine, () -> this.machine.uptime.toNanos());

	@Test
	void withoutAnAnswerTimeIsOurs() {
		assertThat(this.skews.clock().instant()).isEqualTo(TRUTH);
		assertThat(this.skews.all()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(longs = { 3600, -3600, 32, -32, 86400 })
	void timeIsThatOfTheCa(long fast) {
		this.machine.fast = Duration.ofSeconds(fast);
		answers("ca", Duration.ZERO);
		assertThat(this.skews.clock().instant()).isCloseTo(TRUTH, within(1, ChronoUnit.SECONDS));
		this.machine.passes(Duration.ofDays(30));
		assertThat(this.skews.clock().instant()).isCloseTo(TRUTH.plus(Duration.ofDays(30)),
				within(1, ChronoUnit.SECONDS));
		assertThat(this.skews.find("ca")).hasValueSatisfying(
				(skew) -> assertThat(skew.skew()).isCloseTo(Duration.ofSeconds(-fast), Duration.ofSeconds(1)));
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 29, -29 })
	void aLittleDoesNotMatter(long fast) {
		this.machine.fast = Duration.ofSeconds(fast);
		answers("ca", Duration.ZERO);
		assertThat(this.skews.clock().instant()).isEqualTo(this.machine.instant());
		assertThat(this.skews.find("ca")).map(ClockSkew::state).contains(ClockSkew.State.AGREES);
	}

	@Test
	void aSlowAnswerProvesLess() {
		this.machine.fast = Duration.ofSeconds(40);
		this.skews.onDate("ca", TRUTH.minusSeconds(15), Duration.ofSeconds(30));
		assertThat(this.skews.find("ca")).hasValueSatisfying((skew) -> {
			assertThat(skew.uncertainty()).isEqualTo(Duration.ofMillis(15500));
			assertThat(skew.state()).isEqualTo(ClockSkew.State.AGREES);
		});
	}

	@ParameterizedTest
	@ValueSource(longs = { 25, -25, 24 * 365 * 40 })
	void anAbsurdDateIsOnlyReported(long hours) {
		answers("ca", Duration.ofHours(hours));
		assertThat(this.skews.clock().instant()).isEqualTo(TRUTH);
		assertThat(this.skews.find("ca")).map(ClockSkew::state).contains(ClockSkew.State.IMPLAUSIBLE);
	}

	@ParameterizedTest
	@CsvSource({ "3600, 3600, 3600", "3600, 0, 0", "-3600, 0, 0", "3600, -3600, -3600", "3600, 3590, 3590",
			"3600, 9999999, 3600" })
	void ofTwoTheOneCountsThatCorrectsLess(long one, long other, long correction) {
		answers("one", Duration.ofSeconds(one));
		answers("other", Duration.ofSeconds(other));
		assertThat(this.skews.clock().instant()).isCloseTo(TRUTH.plusSeconds(correction),
				within(1, ChronoUnit.SECONDS));
	}

	@Test
	void ofThreeTheMedianCounts() {
		answers("one", Duration.ofSeconds(3600));
		answers("two", Duration.ofSeconds(3590));
		answers("three", Duration.ZERO);
		assertThat(this.skews.clock().instant()).isCloseTo(TRUTH.plusSeconds(3590), within(1, ChronoUnit.SECONDS));
	}

	@Test
	void aCorrectionEndsWhenTheClockOfThisMachineIsSet() {
		this.machine.fast = Duration.ofHours(1);
		answers("ca", Duration.ZERO);
		this.machine.passes(Duration.ofDays(3));
		this.machine.fast = Duration.ZERO;
		assertThat(this.skews.clock().instant()).isEqualTo(this.machine.instant());
		this.skews.onDate("ca", this.machine.instant(), QUICKLY);
		assertThat(this.skews.clock().instant()).isEqualTo(this.machine.instant());
		assertThat(this.skews.find("ca")).map(ClockSkew::state).contains(ClockSkew.State.AGREES);
	}

	@Test
	void theTimeDoesNotGoToAndFroWithTheAnswers() {
		this.machine.fast = Duration.ofHours(1);
		answers("ca", Duration.ZERO);
		Instant first = this.skews.clock().instant();
		this.skews.onDate("ca", TRUTH.minusMillis(900), Duration.ofSeconds(2));
		assertThat(this.skews.clock().instant()).isEqualTo(first);
	}

	@Test
	void aSkewIsSaidOnceAndThatItIsGone(CapturedOutput output) {
		this.machine.fast = Duration.ofHours(1);
		answers("ca", Duration.ZERO);
		answers("ca", Duration.ZERO);
		assertThat(output).containsOnlyOnce("The clock of this machine is 3599 s ahead of that of the CA 'ca'.")
			.contains("set the clock, and check that NTP works");
		this.machine.fast = Duration.ZERO;
		answers("ca", Duration.ZERO);
		answers("ca", Duration.ZERO);
		assertThat(output).containsOnlyOnce("The clock of this machine agrees with that of the CA 'ca' again");
	}

	@Test
	void thatNothingIsCorrectedIsSaid(CapturedOutput output) {
		answers("ca", Duration.ofDays(400));
		assertThat(output).containsOnlyOnce("behind that of the CA 'ca', which is too much to tell which of the two")
			.contains("check its clock");
	}

	private void answers(String issuer, Duration ahead) {
		this.skews.onDate(issuer, this.machine.truth().plus(ahead), QUICKLY);
	}

	/**
	 * A machine whose clock may be wrong.
	 */
	private static final class Machine extends Clock {

		private Duration uptime = Duration.ZERO;

		private Duration fast = Duration.ZERO;

		void passes(Duration time) {
			this.uptime = this.uptime.plus(time);
		}

		Instant truth() {
			return TRUTH.plus(this.uptime);
		}

		@Override
		public Instant instant() {
			return truth().plus(this.fast);
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

	}

}
