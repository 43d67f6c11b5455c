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

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.test.AcmeTestServer;
import io.github.acmeboot.test.http.ServerResponse;
import io.github.acmeboot.test.protocol.Operation;
import io.github.acmeboot.test.protocol.ProblemType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for orders that fail: why, and what is left of them.
 */
@Timeout(60)
class FailedOrderTests extends AbstractIssuerTests {

	@Test
	void failsWithTheReasonOfTheChallenge() {
		this.issuer.http01.answering(false);
		AcmeException failure = this.issuer.failure("a.example.org");
		assertThat(failure.getReason()).isEqualTo(Reason.VALIDATION);
		assertThat(failure).hasMessageStartingWith("Unable to prove control of 'a.example.org' by http-01: ")
			.hasMessageContaining("404")
			.hasMessageEndingWith(". Check that port 80 of that name reaches this application.");
		assertThat(this.issuer.journal.find("web")).isEmpty();
		assertThat(this.issuer.http01.open()).isZero();
	}

	@Test
	void failsWhenAChallengeStaysPendingWithAnError() {
		try (AcmeTestServer odd = AcmeTestServer.builder().failedChallengesStayPending(true).start();
				TestIssuer client = new TestIssuer(odd)) {
			client.http01.answering(false);
			AcmeException failure = client.failure("a.example.org");
			assertThat(failure.getReason()).isEqualTo(Reason.VALIDATION);
			assertThat(failure).hasMessageContaining("404");
		}
	}

	@Test
	void failsWhenTheCaDoesNotOfferTheChallenge() {
		this.server.faults()
			.on(Operation.AUTHORIZATION)
			.apply((request, processing) -> withoutHttp01(processing.get()));
		AcmeException failure = this.issuer.failure("a.example.org");
		assertThat(failure.getReason()).isEqualTo(Reason.CONFIGURATION);
		assertThat(failure).hasMessageContaining("The CA 'ca' offers no http-01 challenge for 'a.example.org'");
	}

	@Test
	void namesTheIdentifierTheCaRejects() {
		try (AcmeTestServer picky = AcmeTestServer.builder().blockedIdentifiers("bad.example.org").start();
				TestIssuer client = new TestIssuer(picky)) {
			AcmeException failure = client.failure("a.example.org", "bad.example.org");
			assertThat(failure.getReason()).isEqualTo(Reason.REJECTED_IDENTIFIER);
			assertThat(failure).hasMessageContaining("'bad.example.org'");
			assertThat(failure.getSubproblems()).extracting(AcmeException.Subproblem::identifier)
				.containsExactly("bad.example.org");
		}
	}

	@Test
	void isForgottenWhenTheCsrIsRefused() {
		this.server.faults().on(Operation.FINALIZE).times(1).problem(ProblemType.BAD_CSR, "weak key");
		AcmeException failure = this.issuer.failure("a.example.org");
		assertThat(failure.getReason()).isEqualTo(Reason.CONFIGURATION);
		assertThat(failure).hasMessageContaining("weak key").hasMessageContaining("'key-type'");
		assertThat(this.issuer.journal.find("web")).isEmpty();
	}

	@Test
	void isKeptWhenARateLimitIsExceeded() {
		this.server.faults().on(Operation.FINALIZE).rateLimit(Duration.ofMinutes(10));
		Clock clock = Clock.fixed(Instant.now(), ZoneOffset.UTC);
		AcmeException failure = this.issuer.clock(clock).failure("a.example.org");
		assertThat(failure.getReason()).isEqualTo(Reason.RATE_LIMITED);
		assertThat(failure.getRetryAfter()).contains(clock.instant().plusSeconds(600));
		assertThat(this.issuer.journal.find("web")).isNotEmpty();
	}

	private static ServerResponse withoutHttp01(ServerResponse response) {
		String body = new String(response.body(), StandardCharsets.UTF_8).replace("http-01", "dns-01");
		return new ServerResponse(response.status(), response.headers(), body.getBytes(StandardCharsets.UTF_8),
				response.delivery());
	}

}
