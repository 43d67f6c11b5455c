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

package io.github.acmeboot.doctor.reach;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.challenge.ChallengeRequest;
import io.github.acmeboot.challenge.ChallengeSolver;
import io.github.acmeboot.challenge.PresentedChallenge;
import io.github.acmeboot.doctor.Examination;
import io.github.acmeboot.doctor.Finding;
import io.github.acmeboot.doctor.Finding.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Dns01Check}.
 */
class Dns01CheckTests {

	private final AtomicInteger trials = new AtomicInteger();

	private final AtomicInteger presented = new AtomicInteger();

	private boolean underWay;

	@Test
	void aRecordIsAddedAndRemovedAgain() {
		assertThat(look(() -> {
		})).extracting(Finding::outcome).containsExactly(Outcome.PASS);
		assertThat(this.trials).hasValue(1);
		assertThat(this.presented).hasValue(0);
	}

	@Test
	void nothingIsAddedWhileAnOrderOfTheCertificateIsUnderWay() {
		this.underWay = true;
		assertSkippedWithoutATrial();
	}

	@Test
	void nothingIsAddedWhereRecordsOfAnotherOrderAre() {
		this.presented.set(1);
		assertSkippedWithoutATrial();
		assertThat(this.presented).hasValue(1);
	}

	@Test
	void whatIsAddedIsRemovedAtOnceIfAnOrderHasBegunMeanwhile() {
		assertThat(look(this.presented::incrementAndGet)).extracting(Finding::toString)
			.containsExactly(
					"dns-01 www.example.org skipped: " + "An order has begun that a trial would be in the way of.");
		assertThat(this.trials).hasValue(1);
		assertThat(this.presented).hasValue(1);
	}

	private void assertSkippedWithoutATrial() {
		assertThat(look(() -> {
		})).containsExactly(new Finding("dns-01", "www.example.org", Outcome.SKIPPED,
				"An order is under way that a trial would be in the way of.", null));
		assertThat(this.trials).hasValue(0);
	}

	private List<Finding> look(Runnable onPresent) {
		Trial trial = new Trial("dns-01", List.of(new ChallengeSolver() {

			@Override
			public String type() {
				return "dns-01";
			}

			@Override
			public boolean supports(Identifier identifier) {
				return true;
			}

			@Override
			public PresentedChallenge present(ChallengeRequest challenge) {
				Dns01CheckTests.this.trials.incrementAndGet();
				Dns01CheckTests.this.presented.incrementAndGet();
				onPresent.run();
				return Dns01CheckTests.this.presented::decrementAndGet;
			}

			@Override
			public int presented(Identifier identifier) {
				return Dns01CheckTests.this.presented.get();
			}

		}), Optional.empty(), Clock.systemUTC());
		Dns01Check check = new Dns01Check(trial, (certificate) -> this.underWay);
		Examination examination = Examination
			.of(new ManagedCertificate("web", List.of(Identifier.of("www.example.org")), List.of("ca"), "dns-01",
					KeyType.EC_P256, false, null, null, true), Duration.ofSeconds(60), Runnable::run)
			.by(check.name());
		check.examine(examination);
		return examination.findings();
	}

}
