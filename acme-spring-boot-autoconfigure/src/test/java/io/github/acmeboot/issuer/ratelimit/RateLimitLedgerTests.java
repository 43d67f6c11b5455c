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

package io.github.acmeboot.issuer.ratelimit;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.RateLimit;
import io.github.acmeboot.issuer.protocol.Operation;
import io.github.acmeboot.store.ledger.Ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * Tests for {@link RateLimitLedger} and {@link Allowance}.
 */
class RateLimitLedgerTests extends AbstractRateLimitLedgerTests {

	private static final String SET = "acme.issuers.le.rate-limits.certificates-per-identifier-set";

	@Test
	void anOrderThatWouldCrossALimitIsRefusedWithTheInstantOfTheNext() {
		issue(4, "www.example.com");
		AcmeException refusal = refusal(this.ledger, due("www.example.com"));
		assertThat(refusal.getReason()).isEqualTo(Reason.RATE_LIMITED);
		assertThat(refusal.getRetryAfter()).contains(START.plus(Duration.ofHours(168).dividedBy(5)));
		assertThat(refusal)
			.hasMessage("Certificate 'web' is not ordered from the CA 'le': of the 5/7d certificates for exactly these "
					+ "names 4 are spent, and the last one is kept for a renewal that somebody asks for. "
					+ "The next can be asked for at 2030-01-02T09:36:00Z. "
					+ "This is what we count, not what the CA says: '" + SET + "' changes it.");
	}

	@Test
	void oneOfTheSameNamesIsKeptForWhoeverAsksForIt() {
		issue(4, "www.example.com");
		assertThat(find(this.ledger, requested("www.example.com"))).isEmpty();
		place(this.ledger, requested("www.example.com"));
		assertThat(refusal(this.ledger, requested("www.example.com"))).hasMessageContaining("5 are spent. The next");
	}

	@Test
	void theRefusalEndsAtThatVeryInstant() {
		issue(4, "www.example.com");
		Instant next = refusal(this.ledger, due("www.example.com")).getRetryAfter().orElseThrow();
		this.clock.advance(Duration.between(START, next).minusNanos(1));
		assertThat(find(this.ledger, due("www.example.com"))).isPresent();
		this.clock.advance(Duration.ofNanos(1));
		assertThat(find(this.ledger, due("www.example.com"))).isEmpty();
	}

	@Test
	void otherNamesOfTheDomainAreCountedTogetherAndRenewalsAreNot() {
		IntStream.range(0, 50).forEach((i) -> place(this.ledger, due("a" + i + ".example.com")));
		assertThat(refusal(this.ledger, due("b.example.com")))
			.hasMessageContaining("certificates for names of 'example.com'");
		assertThat(find(this.ledger, renewal("a1.example.com"))).isEmpty();
		assertThat(find(this.ledger, due("b.example.net"))).isEmpty();
	}

	@Test
	void aRenewalSpendsOfTheSameNamesOnly() {
		place(this.ledger, renewal("www.example.com"));
		assertThat(remaining(Limit.CERTIFICATES_PER_IDENTIFIER_SET)).isEqualTo(4);
		assertThat(remaining(Limit.CERTIFICATES_PER_DOMAIN)).isEqualTo(50);
		assertThat(remaining(Limit.NEW_ORDERS)).isEqualTo(300);
	}

	@Test
	void whatReplacesACertificateIsExempt() {
		issue(5, "www.example.com");
		assertThat(find(this.ledger, replacing("www.example.com"))).isEmpty();
		assertThatCode(() -> place(this.ledger, replacing("www.example.com"))).doesNotThrowAnyException();
	}

	@Test
	void whatReplacesACertificateIsNoNewOrderEvenForOtherNames() {
		place(this.ledger, new OrderTerms("web", identifiers("www.example.com", "a.example.net"), false, true, false));
		assertThat(remaining(Limit.NEW_ORDERS)).isEqualTo(300);
	}

	@Test
	void anOrderThatIsNotToReplaceAfterAllIsNoLongerExempt() {
		issue(5, "www.example.com");
		Allowance allowance = this.ledger.allowance(replacing("www.example.com"));
		allowance.before(Operation.NEW_ORDER);
		allowance.failed(Operation.NEW_ORDER, problem(Reason.PROTOCOL, "alreadyReplaced", null));
		allowance.replacing(false);
		assertThat(Assertions.catchThrowableOfType(AcmeException.class, () -> allowance.before(Operation.NEW_ORDER)))
			.hasMessageContaining("certificates for exactly these names");
	}

	@Test
	void ordersAreCountedWhenTheyAreSent() {
		Allowance allowance = this.ledger.allowance(due("www.example.com"));
		allowance.before(Operation.NEW_ORDER);
		assertThat(remaining(Limit.NEW_ORDERS)).isEqualTo(299);
		allowance.failed(Operation.NEW_ORDER, new AcmeException(Reason.NETWORK, "no answer"));
		assertThat(remaining(Limit.NEW_ORDERS)).isEqualTo(299);
		allowance.before(Operation.NEW_ORDER);
		allowance.failed(Operation.NEW_ORDER, problem(Reason.REJECTED_IDENTIFIER, "rejectedIdentifier", null));
		assertThat(remaining(Limit.NEW_ORDERS)).isEqualTo(299);
	}

	@Test
	void aCertificateIsGivenBackWhenTheCsrWasRefused() {
		Allowance allowance = this.ledger.allowance(due("www.example.com"));
		allowance.before(Operation.FINALIZE);
		allowance.failed(Operation.FINALIZE, problem(Reason.PROTOCOL, "orderNotReady", null));
		assertThat(remaining(Limit.CERTIFICATES_PER_IDENTIFIER_SET)).isEqualTo(4);
		allowance.failed(Operation.FINALIZE, problem(Reason.CONFIGURATION, "badCSR", null));
		assertThat(remaining(Limit.CERTIFICATES_PER_IDENTIFIER_SET)).isEqualTo(5);
		assertThat(remaining(Limit.CERTIFICATES_PER_DOMAIN)).isEqualTo(50);
	}

	@Test
	void aCertificateIsGivenBackOnceWhenTheCsrGotLost() {
		issue(1, "www.example.com");
		Allowance allowance = this.ledger.allowance(due("www.example.com"));
		allowance.before(Operation.NEW_ORDER);
		allowance.before(Operation.FINALIZE);
		allowance.failed(Operation.FINALIZE, new AcmeException(Reason.NETWORK, "reset"));
		assertThat(remaining(Limit.CERTIFICATES_PER_IDENTIFIER_SET)).isEqualTo(3);
		allowance.notIssued();
		allowance.notIssued();
		assertThat(remaining(Limit.CERTIFICATES_PER_IDENTIFIER_SET)).isEqualTo(4);
		assertThat(remaining(Limit.CERTIFICATES_PER_DOMAIN)).isEqualTo(49);
	}

	@Test
	void failuresAreCountedOncePerAttemptAndIdentifier() {
		for (int i = 0; i < 5; i++) {
			assertThat(find(this.ledger, renewal("www.example.com", "example.org"))).isEmpty();
			Allowance allowance = this.ledger.allowance(renewal("www.example.com", "example.org"));
			allowance.authorizationFailed(Identifier.of("www.example.com"));
			allowance.authorizationFailed(Identifier.of("www.example.com"));
		}
		assertThat(refusal(this.ledger, renewal("www.example.com", "example.org")))
			.hasMessageContaining("of the 5/1h failed validations of 'www.example.com' 5 are spent");
		assertThat(find(this.ledger, due("example.org"))).isEmpty();
		assertThat(refusal(this.ledger, due("*.www.example.com"))).isNotNull();
	}

	@Test
	void anotherCaIsAskedUnlessTheDomainIsAtFault() {
		issue(4, "www.example.com");
		assertThat(refusal(this.ledger, due("www.example.com")).isHelpedByAnotherIssuer()).isTrue();
		IntStream.range(0, 5).forEach((i) -> this.ledger.allowance(due("a.example.com")).orderFailed());
		assertThat(refusal(this.ledger, due("a.example.com")).isHelpedByAnotherIssuer()).isFalse();
	}

	@Test
	void failuresInARowAreCountedUntilOneSucceeds() {
		this.ledger.allowance(due("www.example.com")).authorizationFailed(Identifier.of("www.example.com"));
		this.ledger.allowance(due("www.example.com")).orderFailed();
		assertThat(repository().find(LETS_ENCRYPT).orElseThrow().ledger().failures())
			.isEqualTo(Map.of("www.example.com", 2));
		this.ledger.allowance(due("www.example.com")).before(Operation.FINALIZE);
		assertThat(repository().find(LETS_ENCRYPT).orElseThrow().ledger().failures()).isEmpty();
	}

	@Test
	void namesThatOnlyFailAreNotRememberedWithoutEnd() {
		this.ledger.allowance(due("often.example.com")).orderFailed();
		this.ledger.allowance(due("often.example.com")).orderFailed();
		IntStream.range(0, 600).forEach((i) -> this.ledger.allowance(due("a" + i + ".example.com")).orderFailed());
		this.clock.advance(Duration.ofHours(1));
		this.ledger.allowance(due("last.example.com")).orderFailed();
		Ledger left = repository().find(LETS_ENCRYPT).orElseThrow().ledger();
		assertThat(left.failures()).hasSizeLessThanOrEqualTo(500).containsEntry("often.example.com", 2);
		assertThat(left.entries()).hasSizeLessThanOrEqualTo(501);
	}

	@Test
	void accountsAreCountedWhenTheyAreReallyMade() {
		Allowance allowance = this.ledger.allowance(due("www.example.com"));
		allowance.before(Operation.NEW_ACCOUNT);
		allowance.done(Operation.NEW_ACCOUNT, answer(200));
		assertThat(remaining(Limit.NEW_ACCOUNTS)).isEqualTo(10);
		IntStream.range(0, 10).forEach((i) -> {
			allowance.before(Operation.NEW_ACCOUNT);
			allowance.done(Operation.NEW_ACCOUNT, answer(201));
		});
		AcmeException refusal = Assertions.catchThrowableOfType(AcmeException.class,
				() -> allowance.before(Operation.NEW_ACCOUNT));
		assertThat(refusal)
			.hasMessageContaining("No account is asked for at the CA 'le': of the 10/3h new accounts 10");
		assertThat(refusal.getRetryAfter()).contains(START.plus(Duration.ofMinutes(18)));
	}

	@Test
	void aNewAccountHasSpentNothing() {
		place(this.ledger, due("www.example.com"));
		this.ledger.allowance(due("www.example.com")).orderFailed();
		this.ledger.allowance(due("www.example.com")).done(Operation.NEW_ACCOUNT, answer(201));
		assertThat(remaining(Limit.NEW_ORDERS)).isEqualTo(300);
		assertThat(remaining(Limit.FAILED_AUTHORIZATIONS)).isEqualTo(5);
		assertThat(remaining(Limit.CERTIFICATES_PER_IDENTIFIER_SET)).isEqualTo(4);
	}

	@Test
	void aCertificateIsCountedOnceHoweverOftenItsCsrIsSent() {
		Allowance allowance = this.ledger.allowance(due("www.example.com"));
		allowance.before(Operation.NEW_ORDER);
		for (int i = 0; i < 5; i++) {
			allowance.before(Operation.FINALIZE);
			allowance.failed(Operation.FINALIZE, new AcmeException(Reason.NETWORK, "no answer"));
		}
		instance(this.clock).allowance(due("www.example.com")).before(Operation.FINALIZE);
		assertThat(remaining(Limit.CERTIFICATES_PER_IDENTIFIER_SET)).isEqualTo(4);
		assertThat(remaining(Limit.CERTIFICATES_PER_DOMAIN)).isEqualTo(49);
		place(this.ledger, due("www.example.com"));
		assertThat(remaining(Limit.CERTIFICATES_PER_IDENTIFIER_SET)).isEqualTo(3);
	}

	@Test
	void whatIsLeftOfTheAccountsLimitsIsKnownWithoutAnyCertificate() {
		place(this.ledger, due("www.example.com"));
		assertThat(instance(this.clock).remaining(Limit.NEW_ORDERS, List.of())).isEqualTo(299);
		assertThat(instance(this.clock).remaining(Limit.CERTIFICATES_PER_DOMAIN, List.of())).isEqualTo(50);
	}

	@Test
	void whatIsLeftIsReadAgainAfterAMinute() {
		assertThat(this.ledger.remaining(Limit.NEW_ORDERS, List.of())).isEqualTo(300);
		place(instance(this.clock), due("www.example.com"));
		assertThat(this.ledger.remaining(Limit.NEW_ORDERS, List.of())).isEqualTo(300);
		this.clock.advance(Duration.ofSeconds(60));
		place(instance(this.clock), due("www.example.com"));
		assertThat(this.ledger.remaining(Limit.NEW_ORDERS, List.of())).isEqualTo(299);
	}

	@Test
	void otherCasHaveNoLimitsButThoseThatAreSet() {
		URI other = URI.create("https://ca.example.org/directory");
		assertThat(RateLimitSettings.DEFAULT.of(other)).isEmpty();
		assertThat(new RateLimitSettings(true, Map.of(Limit.NEW_ORDERS, RateLimit.valueOf("2/1h"))).of(other))
			.containsOnlyKeys(Limit.NEW_ORDERS);
	}

	@Test
	void whatIsSetTakesThePlaceOfWhatIsKnown() {
		RateLimitSettings settings = new RateLimitSettings(true,
				Map.of(Limit.CERTIFICATES_PER_DOMAIN, RateLimit.NONE, Limit.NEW_ORDERS, RateLimit.valueOf("2/1h")));
		assertThat(settings.of(LETS_ENCRYPT)).containsEntry(Limit.NEW_ORDERS, RateLimit.valueOf("2/1h"))
			.containsEntry(Limit.CERTIFICATES_PER_IDENTIFIER_SET, RateLimit.valueOf("5/7d"))
			.doesNotContainKey(Limit.CERTIFICATES_PER_DOMAIN);
	}

	@Test
	void stagingHasLimitsOfItsOwn() {
		assertThat(RateLimitSettings.DEFAULT.of(URI.create("https://acme-staging-v02.api.letsencrypt.org/directory")))
			.containsEntry(Limit.CERTIFICATES_PER_IDENTIFIER_SET, RateLimit.valueOf("30000/7d"))
			.containsEntry(Limit.FAILED_AUTHORIZATIONS, RateLimit.valueOf("200/1h"));
	}

}
