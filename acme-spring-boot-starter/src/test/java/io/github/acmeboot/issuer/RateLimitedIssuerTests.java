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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.RateLimit;
import io.github.acmeboot.issuer.IssuanceRequest.Occasion;
import io.github.acmeboot.issuer.progress.IssuanceProgress;
import io.github.acmeboot.issuer.ratelimit.Limit;
import io.github.acmeboot.test.AcmeTestServer;
import io.github.acmeboot.test.protocol.Operation;
import io.github.acmeboot.test.protocol.Problem;
import io.github.acmeboot.test.protocol.ProblemType;
import io.github.acmeboot.test.ratelimit.RateLimits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests for orders at a CA with the limits of Let's Encrypt.
 */
@Timeout(120)
class RateLimitedIssuerTests extends AbstractIssuerTests {

	private static final Map<Limit, RateLimit> LIMITS = Map.of(Limit.NEW_ACCOUNTS, RateLimit.valueOf("10/3h"),
			Limit.NEW_ORDERS, RateLimit.valueOf("300/3h"), Limit.CERTIFICATES_PER_DOMAIN, RateLimit.valueOf("50/7d"),
			Limit.CERTIFICATES_PER_IDENTIFIER_SET, RateLimit.valueOf("5/7d"), Limit.FAILED_AUTHORIZATIONS,
			RateLimit.valueOf("5/1h"));

	private static final Clock CLOCK = Clock.fixed(Instant.now().truncatedTo(ChronoUnit.SECONDS), ZoneOffset.UTC);

	RateLimitedIssuerTests() {
		super(AcmeTestServer.builder().clock(CLOCK).rateLimits(RateLimits.letsEncrypt()));
		this.issuer.clock(CLOCK).rateLimits(LIMITS);
	}

	@Test
	void anOrderThatWouldCrossALimitIsNotSentNorAnythingElse() {
		for (int i = 0; i < 4; i++) {
			this.issuer.issue("a.example.org");
			this.issuer.complete();
		}
		this.server.resetRequests();
		AcmeException failure = this.issuer.restart().failure("a.example.org");
		assertThat(failure.getReason()).isEqualTo(Reason.RATE_LIMITED);
		assertThat(failure.getRetryAfter().orElseThrow()).isEqualTo(CLOCK.instant().plus(Duration.ofMinutes(2016)));
		assertThat(this.server.requests()).isEmpty();
		assertThat(this.issuer.issue(requested())).isNotNull();
		this.issuer.complete();
		assertThat(this.issuer.failure(requested())).hasMessageContaining("5 are spent");
		assertThat(this.server.rateLimiter().refusals()).isZero();
	}

	@Test
	void countsWhatTheCaCounts() {
		IssuedCertificate first = this.issuer.issue("a.example.org", "b.example.org");
		this.issuer.complete();
		this.issuer.issue(new IssuanceRequest(TestIssuer.certificate("a.example.org", "b.example.org"), TestIssuer.NAME,
				Optional.of(first), () -> {
				}, 1));
		this.issuer.complete();
		this.issuer.http01.answering(false);
		this.issuer.failure("c.example.org");
		for (Limit limit : Limit.values()) {
			int left = LIMITS.getOrDefault(limit, RateLimit.NONE).size() - spentAtTheCa(limit);
			assertThat(remaining(limit, "c.example.org", "a.example.org", "b.example.org")).as("%s", limit)
				.isEqualTo((limit == Limit.CERTIFICATES_PER_IDENTIFIER_SET) ? 5 : left);
		}
		assertThat(remaining(Limit.CERTIFICATES_PER_IDENTIFIER_SET, "a.example.org", "b.example.org")).isEqualTo(3);
	}

	@Test
	void aCertificateIsCountedOnceHoweverOftenItsCsrGotLost() {
		this.server.faults().on(Operation.FINALIZE).times(3).dropConnection();
		for (int i = 0; i < 3; i++) {
			assertThat(this.issuer.failure("a.example.org").getReason()).isEqualTo(Reason.NETWORK);
		}
		this.issuer.issue("a.example.org");
		assertThat(this.server.orders()).hasSize(1);
		assertThat(remaining(Limit.CERTIFICATES_PER_IDENTIFIER_SET, "a.example.org")).isEqualTo(4);
	}

	@Test
	void anOrderThatIsPlacedIsFinishedThoughTheCaTakesNoNewOnes() {
		this.issuer.issue("c.example.org");
		this.issuer.complete();
		this.server.faults().on(Operation.FINALIZE).times(1).dropConnection();
		assertThat(this.issuer.failure("a.example.org").getReason()).isEqualTo(Reason.NETWORK);
		this.server.faults()
			.on(Operation.NEW_ORDER)
			.times(1)
			.respond((request) -> Problem.of(ProblemType.RATE_LIMITED, "quota exceeded")
				.withHeader("Retry-After", "600"));
		ManagedCertificate other = new ManagedCertificate("other", List.of(Identifier.of("b.example.org")),
				List.of(TestIssuer.NAME), "http-01", KeyType.EC_P256, false, null, null, true);
		assertThat(this.issuer.failure(TestIssuer.request(other)).getReason()).isEqualTo(Reason.RATE_LIMITED);
		assertThat(this.issuer.issue("a.example.org")).isNotNull();
		this.issuer.complete();
		assertThat(this.issuer.failure("d.example.org"))
			.hasMessageContaining("does not want to be asked for a new order");
	}

	@Test
	void anAccountThatIsFoundAgainIsNotCounted() {
		this.server.faults().on(Operation.NEW_ACCOUNT).times(1).loseAnswer();
		assertThat(this.issuer.failure("a.example.org").getReason()).isEqualTo(Reason.NETWORK);
		this.issuer.issue("a.example.org");
		assertThat(remaining(Limit.NEW_ACCOUNTS, "a.example.org")).isEqualTo(10);
	}

	@Test
	void anAccountThatSomebodyAsksForIsCountedAndHasSpentNothing() {
		this.issuer.issue("a.example.org");
		this.issuer.issuer().accounts().deactivate(TestIssuer.NAME);
		this.issuer.issuer().accounts().open(TestIssuer.NAME);
		assertThat(remaining(Limit.NEW_ACCOUNTS, "a.example.org")).isEqualTo(8);
		assertThat(remaining(Limit.NEW_ORDERS, "a.example.org")).isEqualTo(300);
		assertThat(remaining(Limit.CERTIFICATES_PER_IDENTIFIER_SET, "a.example.org")).isEqualTo(4);
	}

	@Test
	void anOrderThatFailedWhileNobodyLookedIsCountedOnce() {
		this.issuer.http01.answering(false);
		this.server.faults().on(Operation.ORDER).times(1).dropConnection();
		assertThat(this.issuer.failure("a.example.org").getReason()).isEqualTo(Reason.NETWORK);
		awaitFailureAtTheCa();
		assertThat(remaining(Limit.FAILED_AUTHORIZATIONS, "a.example.org")).isEqualTo(5);
		this.server.faults().on(Operation.NEW_ORDER).dropConnection();
		this.issuer.restart().failure("a.example.org");
		assertThat(remaining(Limit.FAILED_AUTHORIZATIONS, "a.example.org")).isEqualTo(4);
		assertThat(this.issuer.journal.find("web")).noneMatch((entry) -> entry.location() != null);
		this.issuer.restart().failure("a.example.org");
		assertThat(remaining(Limit.FAILED_AUTHORIZATIONS, "a.example.org")).isEqualTo(4);
	}

	@Test
	void aNameThatKeepsFailingIsLeftAloneBeforeTheCaSaysSo() {
		this.issuer.http01.answering(false);
		for (int i = 0; i < 8; i++) {
			this.issuer.failure("a.example.org");
		}
		assertThat(this.server.orders()).hasSize(5);
		assertThat(this.server.rateLimiter().refusals()).isZero();
		assertThat(this.issuer.failure("a.example.org")).hasMessageContaining("failed validations of 'a.example.org'");
	}

	@Test
	void theRetryAfterOfTheCaIsObeyedByAnotherInstanceAndAfterARestart() {
		this.issuer.rateLimits(Map.of());
		this.issuer.http01.answering(false);
		for (int i = 0; i < 6; i++) {
			this.issuer.failure("a.example.org");
		}
		assertThat(this.server.rateLimiter().refusals()).isOne();
		this.server.resetRequests();
		AcmeException failure = this.issuer.restart().failure("a.example.org");
		assertThat(failure).hasMessageContaining("does not want to be asked for a new order for 'a.example.org'");
		assertThat(failure.getRetryAfter().orElseThrow()).isCloseTo(CLOCK.instant().plus(Duration.ofMinutes(12)),
				within(1, ChronoUnit.MILLIS));
		try (TestIssuer other = new TestIssuer(this.issuer).clock(CLOCK)) {
			assertThat(other.failure("a.example.org").getReason()).isEqualTo(Reason.RATE_LIMITED);
			assertThat(this.server.requests()).isEmpty();
			this.issuer.http01.answering(true);
			assertThat(other.issue("b.example.org")).isNotNull();
		}
	}

	@Test
	void aLimitThatTakesMoreThanADayToRefillIsWaitedFor() {
		this.issuer.rateLimits(Map.of());
		for (int i = 0; i < 5; i++) {
			this.issuer.issue("a.example.org");
			this.issuer.complete();
		}
		AcmeException failure = this.issuer.failure("a.example.org");
		assertThat(this.server.rateLimiter().refusals()).isOne();
		assertThat(failure.getRetryAfter().orElseThrow()).isCloseTo(CLOCK.instant().plus(Duration.ofMinutes(2016)),
				within(Duration.ofSeconds(1)));
		this.server.resetRequests();
		assertThat(this.issuer.restart().failure("a.example.org").getRetryAfter().orElseThrow())
			.isCloseTo(failure.getRetryAfter().orElseThrow(), within(Duration.ofSeconds(1)));
		assertThat(this.server.requests()).isEmpty();
	}

	@Test
	void aBusyCaIsLeftAloneAltogether() {
		this.issuer.issue("a.example.org");
		this.server.faults().on(Operation.NEW_ORDER).times(1).unavailable(Duration.ofMinutes(10));
		assertThat(this.issuer.failure("b.example.org").getReason()).isEqualTo(Reason.SERVER);
		this.server.resetRequests();
		assertThat(this.issuer.restart().failure("c.example.org"))
			.hasMessageContaining("does not want to be asked for anything before");
		assertThat(this.server.requests()).isEmpty();
	}

	private int spentAtTheCa(Limit limit) {
		return this.server.rateLimiter()
			.spent(io.github.acmeboot.test.ratelimit.Limit.valueOf(limit.name()))
			.values()
			.stream()
			.mapToInt(Integer::intValue)
			.sum();
	}

	private void awaitFailureAtTheCa() {
		Awaitility.await().until(() -> spentAtTheCa(Limit.FAILED_AUTHORIZATIONS) == 1);
	}

	private int remaining(Limit limit, String... domains) {
		return this.issuer.restart()
			.issuer()
			.remainingLimits()
			.remaining(TestIssuer.NAME, limit.toString(), List.of(TestIssuer.certificate(domains)));
	}

	private static IssuanceRequest requested() {
		return new IssuanceRequest(TestIssuer.certificate("a.example.org"), TestIssuer.NAME, Optional.empty(), () -> {
		}, 1, Occasion.REQUESTED, Optional.empty(), IssuanceProgress.UNOBSERVED);
	}

}
