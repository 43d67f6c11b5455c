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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.RateLimit;
import io.github.acmeboot.issuer.protocol.Exchange;
import io.github.acmeboot.issuer.protocol.Operation;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StaleWriteException;
import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.ledger.Ledger;
import io.github.acmeboot.store.ledger.LedgerRepository;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;
import io.github.acmeboot.testsupport.SettableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * Tests for {@link RateLimitLedger} and {@link Allowance}.
 */
@ExtendWith(OutputCaptureExtension.class)
class RateLimitLedgerTests {

	private static final URI LETS_ENCRYPT = URI.create("https://acme-v02.api.letsencrypt.org/directory");

	private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

	private static final String SET = "acme.issuers.le.rate-limits.certificates-per-identifier-set";

	private final InMemoryAcmeStore store = new InMemoryAcmeStore();

	private final SettableClock clock = new SettableClock(START);

	private final RateLimitLedger ledger = instance(this.clock);

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
	void aLimitOfOthersDoesNotHoldBackARenewal() {
		hear("too many certificates (50) already issued for \"example.com\"", Duration.ofHours(3));
		hear("too many new orders (300) from this account", Duration.ofHours(3));
		assertThat(find(this.ledger, due("b.example.com"))).isPresent();
		assertThat(find(this.ledger, renewal("b.example.com"))).isEmpty();
		assertThat(find(this.ledger, replacing("b.example.com"))).isEmpty();
	}

	@Test
	void aLimitOfTheSameNamesDoesNotHoldBackWhatReplaces() {
		hear("too many certificates (5) already issued for this exact set of identifiers", Duration.ofHours(34));
		assertThat(find(this.ledger, renewal("www.example.com"))).isPresent();
		assertThat(find(this.ledger, replacing("www.example.com"))).isEmpty();
	}

	@Test
	void aCaThatExemptsNothingIsObeyedByAllOnceItHasSaidSo() {
		AcmeException refusal = problem(Reason.RATE_LIMITED, "urn:ietf:params:acme:error:rateLimited",
				START.plus(Duration.ofMinutes(5)));
		Allowance allowance = this.ledger.allowance(replacing("a.example.net"));
		allowance.before(Operation.NEW_ORDER);
		allowance.heard(refusal);
		assertThat(find(this.ledger, replacing("b.example.org"))).isPresent();
		assertThat(find(this.ledger, renewal("b.example.org"))).isPresent();
		assertThat(find(this.ledger, due("b.example.org"))).isPresent();
		this.clock.advance(Duration.ofMinutes(5));
		assertThat(find(this.ledger, due("b.example.org"))).isEmpty();
	}

	@Test
	void anOrderThatIsPlacedIsFinishedThoughNewOnesAreLimited() {
		Allowance allowance = this.ledger.allowance(due("a.example.net"));
		allowance.before(Operation.NEW_ORDER);
		allowance.heard(problem(Reason.RATE_LIMITED, "urn:ietf:params:acme:error:rateLimited",
				START.plus(Duration.ofMinutes(5))));
		assertThat(find(this.ledger, due("www.example.com"))).isPresent();
		assertThatCode(() -> this.ledger.allowance(due("www.example.com")).check(() -> true))
			.doesNotThrowAnyException();
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
	void whatTheCaWantsIsObeyedByAllInstancesAndAfterARestart() {
		RateLimitLedger other = instance(this.clock);
		hear("too many certificates (5) already issued for this exact set of identifiers", Duration.ofHours(30));
		AcmeException refusal = refusal(other, due("www.example.com"));
		assertThat(refusal)
			.hasMessageContaining("does not want to be asked for a new order for exactly these names before "
					+ "2030-01-02T06:00:00Z, and no instance does");
		assertThat(find(instance(this.clock), due("www.example.com"))).isPresent();
		assertThat(find(other, due("example.com"))).isEmpty();
		this.clock.advance(Duration.ofHours(30));
		assertThat(find(other, due("www.example.com"))).isEmpty();
	}

	@Test
	void theLongestThatTheCaWantsCounts() {
		hear("too many certificates (5) already issued for this exact set of identifiers", Duration.ofHours(30));
		hear("too many certificates (5) already issued for this exact set of identifiers", Duration.ofHours(1));
		assertThat(refusal(this.ledger, due("www.example.com")).getRetryAfter())
			.hasValueSatisfying((until) -> assertThat(until).isCloseTo(START.plus(Duration.ofHours(30)),
					Assertions.within(1, ChronoUnit.SECONDS)));
	}

	@Test
	void whatTheCaWantsIsObeyedWithoutAnyLimitOfOurs() {
		RateLimitLedger unlimited = instance(this.clock, new RateLimitSettings(false, Map.of()));
		assertThat(unlimited.limits()).isEmpty();
		unlimited.allowance(due("www.example.com"))
			.heard(problem(Reason.RATE_LIMITED, "rateLimited", START.plusSeconds(60)));
		assertThat(find(unlimited, replacing("a.example.net"))).isPresent();
	}

	@Test
	void anOrderUnderWayIsHeldUpByABusyCaOnly() {
		issue(5, "www.example.com");
		assertThatCode(() -> this.ledger.allowance(due("www.example.com")).check(() -> true))
			.doesNotThrowAnyException();
		hear("Service busy", Duration.ofMinutes(10));
		AcmeException refusal = Assertions.catchThrowableOfType(AcmeException.class,
				() -> this.ledger.allowance(due("www.example.com")).check(() -> true));
		assertThat(refusal).hasMessageContaining("does not want to be asked for anything before 2030-01-01T00:10:00Z");
	}

	@Test
	void whatWeRefuseOurselvesIsNoWishOfTheCa() {
		issue(4, "www.example.com");
		AcmeException refusal = refusal(this.ledger, due("www.example.com"));
		this.ledger.allowance(due("www.example.com")).heard(refusal);
		assertThat(find(this.ledger, requested("www.example.com"))).isEmpty();
	}

	@Test
	void instancesCountTogether() throws Exception {
		List<RateLimitLedger> instances = IntStream.range(0, 4).mapToObj((i) -> instance(this.clock)).toList();
		ExecutorService executor = Executors.newFixedThreadPool(8);
		CountDownLatch start = new CountDownLatch(1);
		try {
			List<? extends Future<?>> orders = IntStream.range(0, 40).mapToObj((i) -> executor.submit(() -> {
				start.await();
				place(instances.get(i % 4), of("a" + i, "a" + i + ".example.com"));
				return i;
			})).toList();
			start.countDown();
			for (Future<?> order : orders) {
				order.get();
			}
		}
		finally {
			executor.shutdownNow();
		}
		assertThat(instance(this.clock).remaining(Limit.NEW_ORDERS, List.of(due("x")))).isEqualTo(260);
		assertThat(remaining(Limit.CERTIFICATES_PER_DOMAIN)).isEqualTo(10);
	}

	@Test
	void instancesThatOrderSideBySideNeverCrossALimit() throws Exception {
		IntStream.range(0, 47).forEach((i) -> place(this.ledger, due("a" + i + ".example.com")));
		CyclicBarrier start = new CyclicBarrier(12);
		CyclicBarrier proved = new CyclicBarrier(12);
		ExecutorService executor = Executors.newFixedThreadPool(12);
		try {
			List<Future<Boolean>> orders = IntStream.range(0, 12).mapToObj((i) -> executor.submit(() -> {
				Allowance allowance = instance(this.clock).allowance(of("w" + i, "w" + i + ".example.com"));
				allowance.check(() -> false);
				start.await(60, TimeUnit.SECONDS);
				boolean placed = isPlaced(allowance);
				proved.await(60, TimeUnit.SECONDS);
				if (placed) {
					allowance.before(Operation.FINALIZE);
				}
				return placed;
			})).toList();
			int placed = 0;
			for (Future<Boolean> order : orders) {
				placed += order.get() ? 1 : 0;
			}
			assertThat(placed).isEqualTo(3);
		}
		finally {
			executor.shutdownNow();
		}
		assertThat(remaining(Limit.CERTIFICATES_PER_DOMAIN)).isZero();
	}

	@Test
	void whatIsLeftForTheSameNamesIsNotOrderedUnderTwoNames() {
		issue(3, "www.example.com");
		this.ledger.allowance(of("one", "www.example.com")).before(Operation.NEW_ORDER);
		assertThat(refusal(instance(this.clock), of("two", "www.example.com"))).hasMessageContaining(
				"of the 5/7d certificates for exactly these names 3 are spent and 1 set aside for orders under way, "
						+ "and the last one is kept");
	}

	@Test
	void whatIsSetAsideForAnOrderIsFreeWhenNothingComesOfIt() {
		IntStream.range(0, 49).forEach((i) -> place(this.ledger, due("a" + i + ".example.com")));
		Allowance one = this.ledger.allowance(of("one", "one.example.com"));
		one.before(Operation.NEW_ORDER);
		assertThat(find(this.ledger, of("two", "two.example.com"))).isPresent();
		one.abandoned();
		assertThat(find(this.ledger, of("two", "two.example.com"))).isEmpty();
		one.before(Operation.NEW_ORDER);
		one.failed(Operation.NEW_ORDER, problem(Reason.REJECTED_IDENTIFIER, "rejectedIdentifier", null));
		assertThat(find(this.ledger, of("two", "two.example.com"))).isEmpty();
	}

	@Test
	void whatAKillHasLeftSetAsideHoldsUpNeitherTheCertificateItselfNorOthersForLong() {
		IntStream.range(0, 49).forEach((i) -> place(this.ledger, due("a" + i + ".example.com")));
		for (int i = 0; i < 20; i++) {
			instance(this.clock).allowance(of("one", "one.example.com")).before(Operation.NEW_ORDER);
		}
		assertThat(find(this.ledger, of("one", "one.example.com"))).isEmpty();
		assertThat(find(this.ledger, of("two", "two.example.com"))).isPresent();
		this.clock.advance(Duration.ofDays(1));
		assertThat(find(this.ledger, of("two", "two.example.com"))).isEmpty();
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
	void whatWasSpentByAClockThatIsAYearAheadCountsForItsPeriodFromNowOn() {
		SettableClock ahead = new SettableClock(START.plus(Duration.ofDays(365)));
		RateLimitLedger other = instance(ahead);
		IntStream.range(0, 4).forEach((i) -> place(other, due("www.example.com")));
		AcmeException refusal = refusal(this.ledger, due("www.example.com"));
		assertThat(refusal.getRetryAfter()).contains(START.plus(Duration.ofMinutes(2016)));
		this.clock.advance(Duration.ofMinutes(2016));
		assertThat(find(instance(this.clock), due("www.example.com"))).isEmpty();
	}

	@Test
	void aClockThatStartsLongAgoFreesNothing() {
		issue(4, "www.example.com");
		RateLimitLedger behind = instance(new SettableClock(Instant.EPOCH));
		assertThat(refusal(behind, due("www.example.com")).getRetryAfter())
			.contains(Instant.EPOCH.plus(Duration.ofMinutes(2016)));
		assertThat(find(instance(this.clock), due("www.example.com"))).isPresent();
	}

	@Test
	void aClockThatIsAheadFreesNothingThatItDoesNotSpend() {
		issue(4, "www.example.com");
		RateLimitLedger ahead = instance(new SettableClock(START.plus(Duration.ofDays(365))));
		IntStream.range(0, 10).forEach((i) -> place(ahead, due("a" + i + ".example.net")));
		assertThat(find(this.ledger, due("www.example.com"))).isPresent();
	}

	@Test
	void whatTheCaWantedByAClockThatIsAYearAheadIsObeyedForAsLongFromNowOn() {
		SettableClock ahead = new SettableClock(START.plus(Duration.ofDays(365)));
		instance(ahead).allowance(due("www.example.com"))
			.heard(problem(Reason.RATE_LIMITED, "rateLimited", ahead.instant().plusSeconds(600)));
		assertThat(find(this.ledger, due("www.example.com"))).isPresent();
		this.clock.advance(Duration.ofSeconds(600));
		assertThat(find(this.ledger, due("www.example.com"))).isEmpty();
	}

	@Test
	void aLedgerThatCannotBeReadIsBegunAnewAndThatIsSaidOnce(CapturedOutput output) {
		save("not a ledger");
		assertThat(find(this.ledger, due("www.example.com"))).isEmpty();
		place(this.ledger, due("www.example.com"));
		assertThat(remaining(Limit.NEW_ORDERS)).isEqualTo(299);
		assertThat(output.getOut()).containsOnlyOnce("is lost and counted anew");
	}

	@Test
	void aStoreInTroubleKeepsNobodyFromOrdering(CapturedOutput output) {
		BrokenStore broken = new BrokenStore(this.store);
		broken.broken = true;
		RateLimitLedger alone = new RateLimitLedger("le", LETS_ENCRYPT, RateLimitSettings.DEFAULT,
				new LedgerRepository(broken), this.clock);
		IntStream.range(0, 4).forEach((i) -> place(alone, due("www.example.com")));
		assertThat(output.getOut()).containsOnlyOnce("this instance goes by what it knows itself. gone");
		assertThat(find(alone, due("www.example.com"))).isPresent();
	}

	@Test
	void whatWasSpentWhileTheStoreWasAwayIsKnownToAllWhenItIsBack() {
		BrokenStore broken = new BrokenStore(this.store);
		RateLimitLedger alone = new RateLimitLedger("le", LETS_ENCRYPT, RateLimitSettings.DEFAULT,
				new LedgerRepository(broken), this.clock);
		place(alone, due("www.example.com"));
		broken.broken = true;
		IntStream.range(0, 3).forEach((i) -> place(alone, due("www.example.com")));
		alone.allowance(due("a.example.com")).orderFailed();
		broken.broken = false;
		place(this.ledger, due("other.example.net"));
		assertThat(find(alone, due("www.example.com"))).isPresent();
		alone.allowance(due("b.example.com")).orderFailed();
		assertThat(find(this.ledger, due("www.example.com"))).isPresent();
		Ledger shared = repository().find(LETS_ENCRYPT).orElseThrow().ledger();
		assertThat(shared.failures()).containsOnlyKeys("a.example.com", "b.example.com");
		assertThat(shared.find(new Ledger.Key("certificates-per-domain", "example.net"))).isPresent();
	}

	@Test
	void whatCannotBeWrittenBecauseOthersAlwaysAreFirstIsCountedByThisInstance() {
		RateLimitLedger slow = new RateLimitLedger("le", LETS_ENCRYPT, RateLimitSettings.DEFAULT,
				new LedgerRepository(new BusyStore()), this.clock);
		IntStream.range(0, 4).forEach((i) -> place(slow, due("www.example.com")));
		assertThat(find(slow, due("www.example.com"))).isPresent();
	}

	@Test
	void whatTheStoreHasLostIsKnownByThisInstance() {
		issue(4, "www.example.com");
		this.store.delete(key(), this.store.version(key()).orElseThrow());
		assertThat(find(this.ledger, due("www.example.com"))).isPresent();
		place(this.ledger, due("www.example.net"));
		assertThat(find(instance(this.clock), due("www.example.com"))).isPresent();
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

	private void issue(int count, String... identifiers) {
		IntStream.range(0, count).forEach((i) -> place(this.ledger, requested(identifiers)));
	}

	private void hear(String detail, Duration wait) {
		this.ledger.allowance(due("www.example.com"))
			.heard(new AcmeException(Reason.RATE_LIMITED, "The CA 'le' refused newOrder: " + detail, null,
					"urn:ietf:params:acme:error:rateLimited", List.of(), START.plus(wait)));
	}

	private static void place(RateLimitLedger ledger, OrderTerms terms) {
		Allowance allowance = ledger.allowance(terms);
		allowance.check(() -> false);
		allowance.before(Operation.NEW_ORDER);
		allowance.done(Operation.NEW_ORDER, answer(201));
		allowance.before(Operation.FINALIZE);
		allowance.done(Operation.FINALIZE, answer(200));
	}

	private static boolean isPlaced(Allowance allowance) {
		try {
			allowance.before(Operation.NEW_ORDER);
			return true;
		}
		catch (LimitReachedException ex) {
			return false;
		}
	}

	private static Optional<Exchange> answer(int status) {
		return Optional.of(new Exchange(Operation.NEW_ACCOUNT, status, Optional.empty(), Optional.empty()));
	}

	private static AcmeException problem(Reason reason, String type, @Nullable Instant retryAfter) {
		return new AcmeException(reason, "no", null, type, List.of(), retryAfter);
	}

	private static AcmeException refusal(RateLimitLedger ledger, OrderTerms terms) {
		return find(ledger, terms).orElseThrow();
	}

	private static Optional<AcmeException> find(RateLimitLedger ledger, OrderTerms terms) {
		try {
			ledger.allowance(terms).check(() -> false);
			return Optional.empty();
		}
		catch (AcmeException ex) {
			return Optional.of(ex);
		}
	}

	private int remaining(Limit limit) {
		return instance(this.clock).remaining(limit, List.of(due("www.example.com"), due("a.example.net")));
	}

	private RateLimitLedger instance(SettableClock clock) {
		return instance(clock, RateLimitSettings.DEFAULT);
	}

	private RateLimitLedger instance(SettableClock clock, RateLimitSettings settings) {
		return new RateLimitLedger("le", LETS_ENCRYPT, settings, repository(), clock);
	}

	private LedgerRepository repository() {
		return new LedgerRepository(this.store);
	}

	private String key() {
		return this.store.list("ledger/").get(0);
	}

	private void save(String content) {
		place(this.ledger, due("www.example.com"));
		this.store.save(key(), content.getBytes(StandardCharsets.UTF_8),
				WriteCondition.version(this.store.version(key()).orElseThrow()));
	}

	private static OrderTerms due(String... identifiers) {
		return of("web", identifiers);
	}

	private static OrderTerms of(String certificate, String... identifiers) {
		return new OrderTerms(certificate, identifiers(identifiers), false, false, false);
	}

	private static OrderTerms renewal(String... identifiers) {
		return new OrderTerms("web", identifiers(identifiers), true, false, false);
	}

	private static OrderTerms replacing(String... identifiers) {
		return new OrderTerms("web", identifiers(identifiers), true, true, false);
	}

	private static OrderTerms requested(String... identifiers) {
		return new OrderTerms("web", identifiers(identifiers), false, false, true);
	}

	private static List<Identifier> identifiers(String... identifiers) {
		return Arrays.stream(identifiers).map(Identifier::of).toList();
	}

	/**
	 * A store where somebody else is always first.
	 */
	private static final class BusyStore implements AcmeStore {

		@Override
		public Optional<StoredValue> load(String key) {
			return Optional.empty();
		}

		@Override
		public StoredValue save(String key, byte[] content, WriteCondition condition) {
			throw new StaleWriteException(key, condition);
		}

		@Override
		public void delete(String key, String version) {
		}

		@Override
		public List<String> list(String prefix) {
			return List.of();
		}

	}

	/**
	 * A store that cannot be reached for some time.
	 */
	private static final class BrokenStore implements AcmeStore {

		private final AcmeStore delegate;

		private boolean broken;

		private BrokenStore(AcmeStore delegate) {
			this.delegate = delegate;
		}

		@Override
		public Optional<StoredValue> load(String key) {
			check();
			return this.delegate.load(key);
		}

		@Override
		public StoredValue save(String key, byte[] content, WriteCondition condition) {
			check();
			return this.delegate.save(key, content, condition);
		}

		@Override
		public void delete(String key, String version) {
			check();
			this.delegate.delete(key, version);
		}

		@Override
		public List<String> list(String prefix) {
			check();
			return this.delegate.list(prefix);
		}

		private void check() {
			if (this.broken) {
				throw new StoreException("gone", null);
			}
		}

	}

}
