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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

import org.junit.jupiter.api.Test;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link OrderPolling}.
 */
class OrderPollingTests {

	private static final Duration TIMEOUT = Duration.ofMinutes(5);

	private static final RandomGenerator MIDDLE = () -> Long.MIN_VALUE;

	private final VirtualTimeline timeline = new VirtualTimeline();

	private final FetchWatch watch = new FetchWatch(this.timeline, 2);

	private final Recorder recorder = new Recorder();

	@Test
	void followsTheScheduleWhenNothingIsSeen() {
		this.recorder.newsAt = 7;
		await(TIMEOUT);
		assertThat(this.recorder.polls).containsExactly(1000L, 2500L, 4500L, 7500L, 12500L, 17500L, 22500L);
	}

	@Test
	void looksATenthOfASecondAfterTheCaHasFetchedEveryAnswer() {
		this.timeline.at(200, () -> this.watch.fetched(0));
		this.timeline.at(300, () -> this.watch.fetched(1));
		await(TIMEOUT);
		assertThat(this.recorder.polls).containsExactly(400L);
	}

	@Test
	void waitsForTheTimerWhenOneAnswerWasNotFetched() {
		this.timeline.at(200, () -> this.watch.fetched(0));
		await(TIMEOUT);
		assertThat(this.recorder.polls).containsExactly(1000L);
	}

	@Test
	void waitsUntilTheFetchesHaveSettled() {
		this.timeline.at(200, () -> this.watch.fetched(0));
		this.timeline.at(300, () -> this.watch.fetched(1));
		this.timeline.at(350, () -> this.watch.fetched(0));
		await(TIMEOUT);
		assertThat(this.recorder.polls).containsExactly(450L);
	}

	@Test
	void looksAgainAfterALaterFetch() {
		this.recorder.newsAt = 2;
		this.timeline.at(200, () -> this.watch.fetched(0));
		this.timeline.at(300, () -> this.watch.fetched(1));
		this.timeline.at(900, () -> this.watch.fetched(1));
		await(TIMEOUT);
		assertThat(this.recorder.polls).containsExactly(400L, 1000L);
	}

	@Test
	void looksAgainAfterAFetchThatHappensDuringALook() {
		this.recorder.newsAt = 2;
		this.recorder.during = () -> {
			this.timeline.pass(Duration.ofMillis(20));
			this.watch.fetched(1);
		};
		this.timeline.at(300, () -> this.watch.fetched(0));
		this.timeline.at(301, () -> this.watch.fetched(1));
		await(TIMEOUT);
		assertThat(this.recorder.polls).containsExactly(401L, 521L);
	}

	@Test
	void neverLooksSoonerThanTheCaAllows() {
		this.recorder.newsAt = 2;
		this.recorder.retryAfter = Optional.of(Duration.ofSeconds(10));
		this.timeline.at(2000, () -> this.watch.fetched(0));
		this.timeline.at(2001, () -> this.watch.fetched(1));
		await(TIMEOUT);
		assertThat(this.recorder.polls).containsExactly(1000L, 11000L);
	}

	@Test
	void keepsItsOwnPaceWhenTheCaAllowsMore() {
		this.recorder.newsAt = 3;
		this.recorder.retryAfter = Optional.of(Duration.ZERO);
		await(TIMEOUT);
		assertThat(this.recorder.polls).containsExactly(1000L, 2500L, 4500L);
	}

	@Test
	void honoursTheRetryAfterOfTheAnswerBefore() {
		polling().await(Optional.of(Duration.ofSeconds(7)), TIMEOUT, this.recorder);
		assertThat(this.recorder.polls).containsExactly(7000L);
	}

	@Test
	void inspectsAtEveryThirdLook() {
		this.recorder.newsAt = 7;
		await(TIMEOUT);
		assertThat(this.recorder.inspections).containsExactly(4500L, 17500L);
	}

	@Test
	void looksOnceMoreAtTheEndOfTheTimeout() {
		this.recorder.newsAt = Integer.MAX_VALUE;
		assertThatExceptionOfType(ParkedException.class).isThrownBy(() -> await(Duration.ofSeconds(3)))
			.satisfies((parked) -> assertThat(parked.retryAfter()).isZero());
		assertThat(this.recorder.polls).containsExactly(1000L, 2500L, 3000L);
	}

	@Test
	void parksAtOnceWhenTheCaWantsUsToWaitForLonger() {
		this.recorder.newsAt = Integer.MAX_VALUE;
		this.recorder.retryAfter = Optional.of(Duration.ofMinutes(20));
		assertThatExceptionOfType(ParkedException.class).isThrownBy(() -> await(TIMEOUT))
			.satisfies((parked) -> assertThat(parked.retryAfter()).isEqualTo(Duration.ofMinutes(20)));
		assertThat(this.recorder.polls).containsExactly(1000L);
	}

	@Test
	void waitsForIssuanceInShorterSteps() {
		this.recorder.newsAt = 9;
		new OrderPolling(this.timeline, PollSchedule.ofIssuance(), this.watch).await(Optional.empty(), TIMEOUT,
				this.recorder);
		assertThat(this.recorder.polls).containsExactly(50L, 300L, 800L, 1800L, 3800L, 6800L, 11800L, 16800L, 21800L);
	}

	@Test
	void keepsTheInterrupt() {
		this.timeline.interrupt();
		assertThatExceptionOfType(AcmeException.class).isThrownBy(() -> await(TIMEOUT))
			.satisfies((failure) -> assertThat(failure.getReason()).isEqualTo(Reason.INTERRUPTED));
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void spreadsTheValidationStepsByAFifth() {
		PollSchedule schedule = PollSchedule.ofValidation(RandomGenerator.of("L64X128MixRandom"));
		for (int i = 0; i < 1000; i++) {
			assertThat(schedule.step(0)).isBetween(Duration.ofMillis(800), Duration.ofMillis(1200));
		}
	}

	private void await(Duration timeout) {
		polling().await(Optional.empty(), timeout, this.recorder);
	}

	private OrderPolling polling() {
		return new OrderPolling(this.timeline, PollSchedule.ofValidation(MIDDLE), this.watch);
	}

	private final class Recorder implements OrderPolling.Poll {

		private final List<Long> polls = new ArrayList<>();

		private final List<Long> inspections = new ArrayList<>();

		private int newsAt = 1;

		private Optional<Duration> retryAfter = Optional.empty();

		private Runnable during = () -> {
		};

		@Override
		public boolean look() {
			this.polls.add(OrderPollingTests.this.timeline.elapsed().toMillis());
			this.during.run();
			this.during = () -> {
			};
			return this.polls.size() >= this.newsAt;
		}

		@Override
		public Optional<Duration> retryAfter() {
			return this.retryAfter;
		}

		@Override
		public void inspect() {
			this.inspections.add(OrderPollingTests.this.timeline.elapsed().toMillis());
		}

	}

}
