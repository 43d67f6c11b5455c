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

package io.github.acmeboot.challenge.http;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.autoconfigure.AcmeAutoConfiguration;
import io.github.acmeboot.challenge.ChallengeAutoConfiguration;
import io.github.acmeboot.challenge.ChallengeRequest;
import io.github.acmeboot.challenge.ChallengeSolver;
import io.github.acmeboot.challenge.CountingAcmeStore;
import io.github.acmeboot.challenge.Http01Responder;
import io.github.acmeboot.challenge.PresentedChallenge;
import io.github.acmeboot.store.StoreAutoConfiguration;
import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.repository.ChallengeAnswers;
import io.github.acmeboot.store.repository.RepositoryAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Http01ChallengeSolver} and its wiring.
 */
class Http01ChallengeSolverTests {

	private static final Identifier IDENTIFIER = Identifier.of("example.com");

	private static final ChallengeRequest CHALLENGE = new ChallengeRequest(IDENTIFIER, "token", "token.thumbprint",
			Instant.parse("9999-01-01T00:00:00Z"));

	private final CountingAcmeStore store = new CountingAcmeStore();

	private final ChallengeAnswers answers = new ChallengeAnswers(this.store, Clock.systemUTC());

	private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AcmeAutoConfiguration.class, StoreAutoConfiguration.class,
				RepositoryAutoConfiguration.class, ChallengeAutoConfiguration.class, Http01AutoConfiguration.class))
		.withBean(CountingAcmeStore.class, () -> this.store)
		.withPropertyValues("acme.issuers.ca.directory-url=https://ca.example.com/directory",
				"acme.issuers.ca.terms-of-service-agreed=true", "acme.certificates.web.domains=example.com");

	@Test
	void presentsTheAnswerHereAndToOtherInstances() {
		this.contextRunner.run((context) -> {
			context.getBean(ChallengeSolver.class).present(CHALLENGE);
			assertThat(this.answers.find("http-01", IDENTIFIER)).containsEntry("token", "token.thumbprint");
			int loads = this.store.loads();
			assertThat(status(context.getBean(Http01Responder.class))).isEqualTo(200);
			assertThat(this.store.loads()).isEqualTo(loads);
		});
	}

	@Test
	void takesTheAnswerAwayWhenClosed() {
		this.contextRunner.run((context) -> {
			PresentedChallenge presented = context.getBean(ChallengeSolver.class).present(CHALLENGE);
			presented.close();
			presented.close();
			assertThat(this.answers.find("http-01", IDENTIFIER)).isEmpty();
			assertThat(status(context.getBean(Http01Responder.class))).isEqualTo(404);
		});
	}

	@Test
	void seesTheCaFetchTheAnswer() {
		this.contextRunner.run((context) -> {
			AtomicInteger fetched = new AtomicInteger();
			context.getBean(ChallengeSolver.class).present(CHALLENGE).onFetched(fetched::incrementAndGet);
			status(context.getBean(Http01Responder.class));
			assertThat(fetched).hasValue(1);
		});
	}

	@Test
	void leavesNothingBehindWhenItCannotBeStored() {
		this.contextRunner.run((context) -> {
			this.store.failSaves();
			ChallengeSolver solver = context.getBean(ChallengeSolver.class);
			assertThatExceptionOfType(StoreException.class).isThrownBy(() -> solver.present(CHALLENGE));
			assertThat(this.answers.find("http-01", IDENTIFIER)).isEmpty();
			assertThat(status(context.getBean(Http01Responder.class))).isEqualTo(404);
		});
	}

	@Test
	void supportsNamesAndAddressesButNoWildcards() {
		this.contextRunner.run((context) -> {
			ChallengeSolver solver = context.getBean(ChallengeSolver.class);
			assertThat(solver.type()).isEqualTo("http-01");
			assertThat(solver.supports(Identifier.of("example.com"))).isTrue();
			assertThat(solver.supports(Identifier.of("192.0.2.1"))).isTrue();
			assertThat(solver.supports(Identifier.of("2001:db8::1"))).isTrue();
			assertThat(solver.supports(Identifier.of("*.example.com"))).isFalse();
		});
	}

	@Test
	void isAbsentWhereNothingAnswersRequests() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(AcmeAutoConfiguration.class, StoreAutoConfiguration.class,
					RepositoryAutoConfiguration.class, ChallengeAutoConfiguration.class, Http01AutoConfiguration.class))
			.withBean(CountingAcmeStore.class, () -> this.store)
			.withPropertyValues("acme.issuers.ca.directory-url=https://ca.example.com/directory",
					"acme.issuers.ca.terms-of-service-agreed=true", "acme.certificates.web.domains=example.com")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ChallengeSolver.class));
	}

	@Test
	void isAbsentWhenAcmeIsSwitchedOff() {
		this.contextRunner.withPropertyValues("acme.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(ChallengeSolver.class)
				.doesNotHaveBean(Http01Responder.class)
				.doesNotHaveBean(AcmeChallengeController.class));
	}

	@Test
	void refusesASourceThatIsNoBlock() {
		this.contextRunner.withPropertyValues("acme.challenge.http.allowed-sources=10.0.0.0/8,10.0.0.0/99")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("acme.challenge.http.allowed-sources")
				.hasMessageContaining("10.0.0.0/99"));
	}

	private static int status(Http01Responder responder) {
		return responder.respond("GET", "/.well-known/acme-challenge/token", "example.com", "192.0.2.1").status();
	}

}
