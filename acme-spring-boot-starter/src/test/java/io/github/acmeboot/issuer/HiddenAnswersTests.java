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

package io.github.acmeboot.issuer;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.challenge.ChallengeRequest;
import io.github.acmeboot.challenge.PresentedChallenge;
import io.github.acmeboot.test.AcmeTestServer;
import io.github.acmeboot.test.protocol.Operation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Answers that are not visible as soon as they are presented.
 */
class HiddenAnswersTests {

	private final AcmeTestServer server = AcmeTestServer.builder().asyncValidation(false).start();

	private final VirtualTimeline time = new VirtualTimeline();

	private final HiddenAnswers answers = new HiddenAnswers();

	private final TestIssuer issuer = new TestIssuer(this.server.directoryUrl().toString(), this.server.sslBundle(),
			this.answers)
		.timelines(() -> this.time);

	HiddenAnswersTests() {
		this.server.http01Port(this.answers.port());
	}

	@AfterEach
	void stop() {
		this.issuer.close();
		this.server.close();
	}

	@Test
	void theCaIsToldToLookOnceAllAnswersAreVisible() {
		this.issuer.issue("a.example.org", "b.example.org", "c.example.org");
		assertThat(this.answers.visibleAt).hasSize(3);
		assertThat(this.answers.triggeredBeforeVisible).isZero();
	}

	@Test
	void theAnswersOfAnOrderAreWaitedForSideBySide() {
		this.issuer.issue("a.example.org", "b.example.org", "c.example.org");
		Duration first = this.answers.firstLooks.get("a.example.org");
		assertThat(this.answers.visibleAt.values()).allSatisfy((at) -> assertThat(at.minus(first))
			.isBetween(HiddenAnswers.HIDDEN, HiddenAnswers.HIDDEN.multipliedBy(2).minus(HiddenAnswers.INTERVAL)));
	}

	@Test
	void ofAnswersThatStayHiddenTheCaIsNotToldAndNoneIsLeft() {
		this.answers.failure = new AcmeException(Reason.DNS, "Nobody sees it");
		AcmeException failure = this.issuer.failure("a.example.org", "b.example.org");
		assertThat(failure).hasMessage("Nobody sees it");
		assertThat(triggered()).isZero();
		assertThat(this.answers.open()).isZero();
		this.answers.failure = null;
		this.issuer.issue("a.example.org", "b.example.org");
		assertThat(this.server.orders()).hasSize(1);
	}

	private long triggered() {
		return this.server.requests().stream().filter((request) -> request.operation() == Operation.CHALLENGE).count();
	}

	/**
	 * Answers that are visible a minute after somebody has looked for the first time.
	 */
	private final class HiddenAnswers extends Http01TestServer {

		static final Duration HIDDEN = Duration.ofMinutes(1);

		static final Duration INTERVAL = Duration.ofSeconds(5);

		private final Map<String, Duration> firstLooks = new ConcurrentHashMap<>();

		private final Map<String, Duration> visibleAt = new ConcurrentHashMap<>();

		private long triggeredBeforeVisible;

		private volatile @Nullable AcmeException failure;

		@Override
		public PresentedChallenge present(ChallengeRequest challenge) {
			PresentedChallenge presented = super.present(challenge);
			String name = challenge.identifier().value();
			return new PresentedChallenge() {

				@Override
				public void onFetched(Runnable listener) {
					presented.onFetched(listener);
				}

				@Override
				public Optional<Duration> untilVisible() {
					return look(name);
				}

				@Override
				public void close() {
					presented.close();
				}

			};
		}

		private Optional<Duration> look(String name) {
			this.triggeredBeforeVisible += triggered();
			AcmeException failure = this.failure;
			if (failure != null) {
				throw failure;
			}
			Duration now = HiddenAnswersTests.this.time.elapsed();
			Duration first = this.firstLooks.computeIfAbsent(name, (key) -> now);
			if (now.minus(first).compareTo(HIDDEN) < 0) {
				return Optional.of(INTERVAL);
			}
			this.visibleAt.put(name, now);
			return Optional.empty();
		}

	}

}
