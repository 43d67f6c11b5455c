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

package io.github.acmeboot.renewal;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.RateLimit;
import io.github.acmeboot.RevocationReason;
import io.github.acmeboot.issuer.IssuanceRequest;
import io.github.acmeboot.issuer.RemainingLimits;
import io.github.acmeboot.issuer.RenewalInfo;
import io.github.acmeboot.issuer.protocol.Operation;
import io.github.acmeboot.issuer.ratelimit.Allowance;
import io.github.acmeboot.issuer.ratelimit.Limit;
import io.github.acmeboot.issuer.ratelimit.LimitReachedException;
import io.github.acmeboot.issuer.ratelimit.OrderTerms;
import io.github.acmeboot.issuer.ratelimit.RateLimitLedger;
import io.github.acmeboot.issuer.ratelimit.RateLimitSettings;
import io.github.acmeboot.issuer.ratelimit.RateLimitStatus;
import io.github.acmeboot.renewal.forecast.CertificatePlan;
import io.github.acmeboot.renewal.forecast.PlannedStep;
import io.github.acmeboot.store.ledger.LedgerRepository;
import io.github.acmeboot.store.repository.OrderEntry;
import io.github.acmeboot.store.repository.OrderJournal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * The plan of a certificate, and that it is what happens.
 */
class ForecastTests extends AbstractRenewalTests {

	private static final URI DIRECTORY = URI.create("https://ca.example/directory");

	private final List<Instant> orders = new ArrayList<>();

	private final Set<PlannedStep> steps = new LinkedHashSet<>();

	@Test
	void ninetyDaysAreRenewedAsPlanned() {
		orders(Duration.ofDays(90));
		followsItsPlan(instance().start(), Duration.ofDays(200), Duration.ofHours(7));
		assertThat(this.orders).hasSize(4);
		assertThat(this.steps).containsExactly(PlannedStep.FIRST_ORDER, PlannedStep.RENEWAL);
	}

	@Test
	void sixDaysAreRenewedAsPlanned() {
		orders(Duration.ofDays(6));
		followsItsPlan(instance().start(), Duration.ofDays(20), Duration.ofHours(1));
		assertThat(this.orders).hasSizeGreaterThan(6);
		assertThat(this.steps).containsExactly(PlannedStep.FIRST_ORDER, PlannedStep.RENEWAL);
	}

	@Test
	void failuresAreFollowedByTheAttemptsThatArePlanned() {
		TestInstance instance = instance().start();
		this.issuer.does((request) -> {
			this.orders.add(this.time.instant());
			throw new AcmeException(AcmeException.Reason.NETWORK, "No.");
		});
		followsItsPlan(instance, Duration.ofDays(5), Duration.ofMinutes(30));
		assertThat(this.orders).hasSizeGreaterThan(6);
		assertThat(this.steps).containsExactly(PlannedStep.FIRST_ORDER, PlannedStep.RETRY);
	}

	@Test
	void theCaIsObeyedAsPlanned() {
		orders(Duration.ofDays(90));
		this.issuer.suggests((certificate) -> {
			Instant start = certificate.notBefore().plus(Duration.ofDays(40));
			return new RenewalInfo(start, start.plus(Duration.ofDays(2)), null, null);
		});
		followsItsPlan(instance().start(), Duration.ofDays(100), Duration.ofHours(6));
		assertThat(this.orders).hasSize(3);
		assertThat(this.steps).containsExactly(PlannedStep.FIRST_ORDER, PlannedStep.RENEWAL,
				PlannedStep.SUGGESTED_RENEWAL);
	}

	@Test
	void whatTheLimitsRefuseWaitsAsPlanned() {
		Limited limited = new Limited(new RateLimit(3, Duration.ofDays(9)));
		this.issuer.does((request) -> limited.order(request, Duration.ofDays(2)));
		TestInstance instance = instance();
		instance.limits = limited;
		followsItsPlan(instance.start(), Duration.ofDays(20), Duration.ofHours(1));
		assertThat(this.orders).hasSizeGreaterThan(5);
		assertThat(this.steps).contains(PlannedStep.RENEWAL, PlannedStep.WAIT_FOR_LIMIT);
	}

	@Test
	void theCostIsWhatIsThenSpent() {
		Limited limited = new Limited(new RateLimit(5, Duration.ofDays(7)));
		this.issuer.does((request) -> limited.order(request, Duration.ofDays(90)));
		TestInstance instance = instance();
		instance.limits = limited;
		CertificatePlan first = plan(instance);
		assertThat(first.sources()).singleElement().satisfies((source) -> {
			assertThat(source.renewal()).isFalse();
			assertThat(source.costs()).extracting(RateLimitStatus.Cost::limit)
				.containsExactlyInAnyOrder(Limit.CERTIFICATES_PER_DOMAIN, Limit.CERTIFICATES_PER_IDENTIFIER_SET,
						Limit.NEW_ORDERS);
			assertThat(source.costs()).allSatisfy((cost) -> assertThat(cost.afterwards()).isEqualTo(4));
		});
		instance.start();
		this.time.advance(Duration.ofMinutes(2));
		assertThat(limited.ledger.status().limits())
			.filteredOn((spent) -> spent.limit() != Limit.NEW_ACCOUNTS && spent.limit() != Limit.FAILED_AUTHORIZATIONS)
			.allSatisfy((spent) -> assertThat(spent.remaining()).isEqualTo(4));
		assertThat(plan(instance).sources()).singleElement().satisfies((source) -> {
			assertThat(source.renewal()).isTrue();
			assertThat(source.costs()).extracting(RateLimitStatus.Cost::limit)
				.containsExactly(Limit.CERTIFICATES_PER_IDENTIFIER_SET);
		});
	}

	@Test
	void anIssuerThatIsHeldUpIsPassedOver() {
		Limited limited = new Limited(new RateLimit(1, Duration.ofDays(9)));
		limited.order(new IssuanceRequest(withIssuers("ca"), "ca", Optional.empty(), () -> {
		}, 1), Duration.ofDays(90));
		TestInstance instance = instance(withIssuers("ca", "spare"));
		instance.limits = limited;
		CertificatePlan plan = plan(instance);
		assertThat(plan.step()).isEqualTo(PlannedStep.FIRST_ORDER);
		assertThat(plan.sources()).extracting(CertificatePlan.Source::issuer).containsExactly("ca", "spare");
		assertThat(plan.sources()).extracting(CertificatePlan.Source::isAsked).containsExactly(false, true);
		assertThat(plan.sources().get(0).refusal()).contains("are spent");
	}

	@Test
	void whatIsRefusedBecauseOfTheNamesIsAskedOfNobodyElse() {
		TestInstance instance = instance(withIssuers("ca", "spare"));
		Instant until = this.time.instant().plus(Duration.ofHours(1));
		RemainingLimits limits = mock();
		AcmeException refusal = new LimitReachedException("Too many failures.", until, false);
		given(limits.price(argThat((request) -> request.issuer().equals("ca")), any()))
			.willReturn(Optional.of(new RateLimitStatus.Price(List.of(), false, false, refusal)));
		instance.limits = limits;
		CertificatePlan plan = plan(instance);
		assertThat(plan.step()).isEqualTo(PlannedStep.WAIT_FOR_LIMIT);
		assertThat(plan.at()).isEqualTo(until);
		assertThat(plan.sources()).extracting(CertificatePlan.Source::isAsked).containsExactly(false, false);
		assertThat(plan.sources().get(1).refusal()).isEqualTo("Too many failures.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			https://ca.example/directory    |        | ORDER_UNDER_WAY
			https://other.example/directory |        | FIRST_ORDER
			https://ca.example/directory    | short  | FIRST_ORDER
			""")
	void anOrderIsGoneOnWithAtItsDirectoryAndWithItsProfileOnly(URI directory, @Nullable String profile,
			PlannedStep step) {
		this.issuer.directories.put("ca", directory);
		if (profile != null) {
			this.issuer.profiles.put("ca", profile);
		}
		order("ca");
		assertThat(plan(instance()).step()).isEqualTo(step);
	}

	@Test
	void anOrderUnderWayComesFirst() {
		this.issuer.directories.put("spare", DIRECTORY);
		order("spare");
		CertificatePlan plan = plan(instance(withIssuers("ca", "spare")));
		assertThat(plan.step()).isEqualTo(PlannedStep.ORDER_UNDER_WAY);
		assertThat(plan.sources()).extracting(CertificatePlan.Source::issuer).containsExactly("spare", "ca");
		assertThat(plan.reason()).contains("under way with 'spare'");
	}

	@Test
	void whatCannotBeSavedIsToBeSavedAndNotOrdered() {
		TestInstance instance = instance().start();
		this.issuer.does((request) -> {
			this.store.breaks();
			return this.issuer.certificate(request);
		});
		this.time.advance(Duration.ofSeconds(1));
		assertThat(plan(instance).step()).isEqualTo(PlannedStep.SAVE);
		assertThat(plan(instance).sources()).isEmpty();
	}

	@Test
	void aStoreThatFailsIsWaitedFor() {
		this.store.breaks();
		TestInstance instance = instance().start();
		this.time.advance(Duration.ofSeconds(1));
		CertificatePlan plan = plan(instance);
		assertThat(plan.step()).isEqualTo(PlannedStep.WAIT_FOR_STORE);
		assertThat(plan.at()).isEqualTo(START.plus(TestInstance.TICK));
		assertThat(this.issuer.attempts).isEmpty();
	}

	@Test
	void nothingIsPlannedWhereRenewalIsOff() {
		ManagedCertificate wanted = TestCertificates.wanted("web");
		ManagedCertificate kept = new ManagedCertificate("web", wanted.identifiers(), wanted.issuers(),
				wanted.challenge(), wanted.keyType(), false, null, null, false);
		TestInstance instance = instance(kept).start();
		this.time.advance(Duration.ofMinutes(1));
		CertificatePlan plan = plan(instance);
		assertThat(plan.step()).isEqualTo(PlannedStep.RENEWAL_DISABLED);
		assertThat(plan.at()).isNull();
		assertThat(plan.reason()).contains("acme.certificates.web.renewal.enabled");
	}

	@Test
	void nothingIsPlannedWhereNothingListens() {
		assertThat(instance().manager.plan("web").orElseThrow().step()).isEqualTo(PlannedStep.NOTHING_LISTENS);
	}

	@Test
	void nothingIsPlannedWhereOperationHasCeased() {
		TestInstance instance = instance().start();
		this.time.advance(Duration.ofMinutes(1));
		instance.manager.revoke("web", RevocationReason.CESSATION_OF_OPERATION);
		this.time.advance(Duration.ofMinutes(1));
		assertThat(plan(instance).step()).isEqualTo(PlannedStep.CEASED);
	}

	@Test
	void otherNamesAreAChange() {
		instance().start();
		this.time.advance(Duration.ofMinutes(1));
		TestInstance changed = instance(TestCertificates.wanted("web", "other.example.com"));
		changed.publisher.publish("web", stored("web"));
		assertThat(plan(changed).step()).isEqualTo(PlannedStep.CHANGE);
	}

	@Test
	void askingForThePlanChangesNothing() {
		TestInstance instance = instance();
		plan(instance);
		assertThat(this.issuer.attempts).isEmpty();
		assertThat(this.issuer.polls).isEmpty();
		assertThat(this.states.find("web")).isEmpty();
	}

	private void orders(Duration life) {
		this.issuer.issues(life);
		this.issuer.does((request) -> {
			this.orders.add(this.time.instant());
			return this.issuer.certificate(request);
		});
	}

	private static CertificatePlan plan(TestInstance instance) {
		instance.server.opened(443);
		return instance.manager.plan("web").orElseThrow();
	}

	private void followsItsPlan(TestInstance instance, Duration duration, Duration step) {
		Instant end = this.time.instant().plus(duration);
		while (this.time.instant().isBefore(end)) {
			CertificatePlan plan = plan(instance);
			this.steps.add(plan.step());
			int placed = this.orders.size();
			Instant at = plan.at();
			assertThat(at).isNotNull();
			Instant next = this.time.instant().plus(step);
			if (at.isAfter(next)) {
				this.time.advanceTo(next);
				assertThat(this.orders).as("nothing before %s: %s", at, plan.reason()).hasSize(placed);
			}
			else {
				this.time.advanceTo(at);
				assertThat(this.orders).as("at %s: %s", at, plan.reason()).hasSize(placed + 1);
				assertThat(this.orders.get(placed)).isEqualTo(at);
			}
		}
	}

	private void order(String issuer) {
		new OrderJournal(this.store).page("web", 1)
			.write(OrderEntry.intended(issuer, DIRECTORY, TestCertificates.wanted("web").identifiers(), null, 1)
				.at(URI.create("https://ca.example/order/1")));
	}

	/**
	 * A CA whose limits are kept by a ledger.
	 */
	private final class Limited implements RemainingLimits {

		private final RateLimitLedger ledger;

		Limited(RateLimit size) {
			this.ledger = new RateLimitLedger("ca", DIRECTORY,
					new RateLimitSettings(true,
							Map.of(Limit.CERTIFICATES_PER_IDENTIFIER_SET, size, Limit.CERTIFICATES_PER_DOMAIN, size,
									Limit.NEW_ORDERS, size)),
					new LedgerRepository(ForecastTests.this.store), ForecastTests.this.time);
		}

		IssuedCertificate order(IssuanceRequest request, Duration life) {
			Allowance allowance = this.ledger.allowance(terms(request));
			allowance.check(() -> false);
			allowance.before(Operation.NEW_ORDER);
			allowance.before(Operation.FINALIZE);
			ForecastTests.this.orders.add(ForecastTests.this.time.instant());
			return TestCertificates.issued(ForecastTests.this.time.instant(), life, "web.example.com");
		}

		private OrderTerms terms(IssuanceRequest request) {
			return new OrderTerms(request.certificate().name(), request.certificate().identifiers(),
					request.predecessor().isPresent(), false, false);
		}

		@Override
		public Optional<RateLimitStatus.Price> price(IssuanceRequest request, Instant at) {
			return request.issuer().equals("ca") ? Optional.of(this.ledger.price(terms(request), at))
					: Optional.empty();
		}

		@Override
		public List<RateLimitStatus> all() {
			return List.of(this.ledger.status());
		}

		@Override
		public Map<String, RateLimit> limits(String issuer) {
			return Map.of();
		}

		@Override
		public int remaining(String issuer, String limit, Collection<ManagedCertificate> certificates) {
			return 0;
		}

	}

}
