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

import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.challenge.ChallengeRequest;
import io.github.acmeboot.challenge.ChallengeSolver;
import io.github.acmeboot.challenge.PresentedChallenge;
import io.github.acmeboot.challenge.TlsAlpn01Responder;
import io.github.acmeboot.doctor.Examination;
import io.github.acmeboot.doctor.Finding;
import io.github.acmeboot.doctor.Finding.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TlsAlpn01Check}.
 */
class TlsAlpn01CheckTests {

	private final AtomicInteger presented = new AtomicInteger();

	private final AtomicInteger pending = new AtomicInteger();

	@Test
	void nothingIsPresentedWhileACaMayBeValidatingTheName() {
		this.pending.set(1);
		assertThat(look()).extracting(Finding::outcome).containsExactly(Outcome.SKIPPED);
		assertThat(this.presented).hasValue(0);
	}

	@Test
	void whatIsPresentedIsTakenAwayAtOnceIfAnOrderHasBegunMeanwhile() {
		this.pending.set(0);
		assertThat(look(() -> this.pending.set(2))).extracting(Finding::outcome).containsExactly(Outcome.SKIPPED);
		assertThat(this.presented).hasValue(0);
	}

	@Test
	void whereNothingListensItFailsAndNothingIsLeft() {
		assertThat(look()).extracting(Finding::outcome).containsExactly(Outcome.FAIL);
		assertThat(this.presented).hasValue(0);
	}

	private List<Finding> look() {
		return look(() -> {
		});
	}

	private List<Finding> look(Runnable onPresent) {
		Trial trial = new Trial(TlsAlpn01Responder.TYPE, List.of(new ChallengeSolver() {

			@Override
			public String type() {
				return "tls-alpn-01";
			}

			@Override
			public boolean supports(Identifier identifier) {
				return true;
			}

			@Override
			public PresentedChallenge present(ChallengeRequest challenge) {
				TlsAlpn01CheckTests.this.presented.incrementAndGet();
				onPresent.run();
				return TlsAlpn01CheckTests.this.presented::decrementAndGet;
			}

		}), Optional.empty(), Clock.systemUTC());
		TlsAlpn01Check check = new TlsAlpn01Check(
				new ValidationTargets((host) -> List.of(), Map.of(),
						(issuer, type, host) -> Optional.of(new InetSocketAddress("127.0.0.1", 1)), (issuer) -> false),
				trial, (identifier) -> this.pending.get());
		Examination examination = Examination
			.of(new ManagedCertificate("web", List.of(Identifier.of("www.example.org")), List.of("ca"), "tls-alpn-01",
					KeyType.EC_P256, false, null, null, true), Duration.ofSeconds(60), Runnable::run)
			.by(check.name());
		check.examine(examination);
		return examination.findings();
	}

}
