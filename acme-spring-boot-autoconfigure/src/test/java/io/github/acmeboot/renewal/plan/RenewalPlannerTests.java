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

package io.github.acmeboot.renewal.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.renewal.TestCertificates;
import io.github.acmeboot.store.repository.CertificateState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RenewalPlanner}.
 */
class RenewalPlannerTests {

	private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

	private final RenewalPlanner planner = new RenewalPlanner(true);

	private final IssuedCertificate held = TestCertificates.issued(NOW, Duration.ofDays(90), "a.example.com",
			"b.example.com", "2001:db8::1");

	@Test
	void aMissingCertificateIsDueAtOnce() {
		assertThat(this.planner.nextAttempt(wanted("a.example.com"), Optional.empty(), CertificateState.NONE))
			.hasValueSatisfying((next) -> assertThat(next).isBefore(NOW));
	}

	@Test
	void aFailureHoldsTheNextAttemptBackWhateverIsDue() {
		Instant next = NOW.plus(Duration.ofHours(4));
		CertificateState state = new CertificateState(null, null, null, next, null, null);
		assertThat(this.planner.nextAttempt(wanted("a.example.com"), Optional.empty(), state)).hasValue(next);
	}

	@Test
	void aGoodCertificateIsDueByThePolicy() {
		assertThat(next(ordered(List.of("a.example.com"), KeyType.EC_P256, null, "ca"), wanted("a.example.com")))
			.isBetween(NOW.plus(Duration.ofDays(55)), NOW.plus(Duration.ofDays(60)));
	}

	@Test
	void otherNamesAreDueAtOnceInWhateverOrder() {
		CertificateState state = ordered(List.of("a.example.com", "b.example.com"), KeyType.EC_P256, null, "ca");
		assertThat(next(state, wanted("b.example.com", "a.example.com"))).isAfter(NOW);
		assertThat(next(state, wanted("a.example.com"))).isBefore(NOW);
		assertThat(next(state, wanted("a.example.com", "c.example.com"))).isBefore(NOW);
	}

	@Test
	void anotherKeyTypeProfileOrIssuerIsDueAtOnce() {
		List<String> names = List.of("a.example.com");
		ManagedCertificate wanted = wanted("a.example.com");
		assertThat(next(ordered(names, KeyType.RSA_2048, null, "ca"), wanted)).isBefore(NOW);
		assertThat(next(ordered(names, KeyType.EC_P256, "short", "ca"), wanted)).isBefore(NOW);
		assertThat(next(ordered(names, KeyType.EC_P256, null, "former"), wanted)).isBefore(NOW);
	}

	@Test
	void whatWasSupersededIsOrderedAgainLaterEachTime() {
		ManagedCertificate former = wanted("a.example.com");
		ManagedCertificate current = wanted("b.example.com");
		CertificateState state = ordered(List.of("a.example.com"), KeyType.EC_P256, null, "ca");
		for (String wait : List.of("PT10M", "PT1H", "PT4H", "PT12H", "PT24H", "PT24H")) {
			state = supersede(state, current, NOW);
			assertThat(next(state, former)).isEqualTo(NOW.plus(Duration.parse(wait)));
			assertThat(next(state, wanted("c.example.com"))).isBefore(NOW);
			ManagedCertificate next = former;
			former = current;
			current = next;
		}
	}

	@Test
	void whatWasSupersededLongAgoIsForgotten() {
		CertificateState state = ordered(List.of("a.example.com"), KeyType.EC_P256, null, "ca");
		CertificateState superseded = supersede(state, wanted("b.example.com"), NOW);
		assertThat(RenewalPlanner.superseded(wanted("b.example.com"), superseded, NOW.plus(Duration.ofDays(6))))
			.isNotNull();
		assertThat(RenewalPlanner.superseded(wanted("b.example.com"), superseded, NOW.plus(Duration.ofDays(7))))
			.isNull();
	}

	@Test
	void aLostStateIsNoReasonToOrderAsLongAsTheNamesAreCovered() {
		assertThat(next(CertificateState.NONE, wanted("b.example.com", "2001:DB8:0::1"))).isAfter(NOW);
		assertThat(next(CertificateState.NONE, wanted("c.example.com"))).isBefore(NOW);
	}

	@ParameterizedTest
	@CsvSource({ "P90D, P9D", "P11D, P1DT2H24M", "P10D, P1D", "P6D, PT14H24M" })
	void aCertificateThatWasRolledBackToIsDueAsLateAsIsSafe(Duration life, Duration left) {
		IssuedCertificate former = TestCertificates.issued(NOW, life, "a.example.com");
		CertificateState state = new CertificateState(
				ordered(List.of("a.example.com"), KeyType.EC_P256, null, "ca").ordered(), null, null, null, null,
				former.serial());
		assertThat(this.planner.nextAttempt(wanted("a.example.com"), Optional.of(former), state))
			.hasValue(NOW.plus(life).minus(left));
		assertThat(this.planner.nextAttempt(wanted("a.example.com"), Optional.of(this.held), state))
			.hasValueSatisfying((next) -> assertThat(next).isBefore(NOW.plus(Duration.ofDays(61))));
	}

	@Test
	void aCertificateThatWasRolledBackToIsDueAtOnceOnlyForNamesItDoesNotCover() {
		CertificateState state = new CertificateState(
				ordered(List.of("z.example.com"), KeyType.RSA_2048, "short", "former").ordered(), null, null, null,
				null, this.held.serial());
		assertThat(next(state, wanted("a.example.com"))).isAfter(NOW);
		assertThat(next(state, wanted("a.example.com", "z.example.com"))).isBefore(NOW);
	}

	@Test
	void aWildcardCoversItselfAndOneLabelWhenTheStateIsLost() {
		Optional<IssuedCertificate> wildcard = Optional
			.of(TestCertificates.issued(NOW, Duration.ofDays(90), "*.example.com"));
		assertThat(this.planner.nextAttempt(wanted("*.example.com"), wildcard, CertificateState.NONE))
			.hasValueSatisfying((next) -> assertThat(next).isAfter(NOW));
		assertThat(this.planner.nextAttempt(wanted("a.b.example.com"), wildcard, CertificateState.NONE))
			.hasValueSatisfying((next) -> assertThat(next).isBefore(NOW));
	}

	@Test
	void aCertificateWithoutNamesCoversNone() {
		Optional<IssuedCertificate> nameless = Optional.of(TestCertificates.issued(NOW, Duration.ofDays(90)));
		assertThat(this.planner.nextAttempt(wanted("a.example.com"), nameless, CertificateState.NONE))
			.hasValueSatisfying((next) -> assertThat(next).isBefore(NOW));
	}

	@Test
	void whenRenewalIsOffOnlyAMissingCertificateIsDue() {
		ManagedCertificate wanted = wanted("c.example.com");
		RenewalPlanner off = new RenewalPlanner(false);
		assertThat(off.nextAttempt(wanted, Optional.of(this.held), CertificateState.NONE)).isEmpty();
		assertThat(off.nextAttempt(wanted, Optional.empty(), CertificateState.NONE)).isPresent();
		ManagedCertificate offByItself = new ManagedCertificate("web", wanted.identifiers(), wanted.issuers(),
				"http-01", KeyType.EC_P256, false, null, null, false);
		assertThat(this.planner.nextAttempt(offByItself, Optional.of(this.held), CertificateState.NONE)).isEmpty();
		assertThat(this.planner.nextAttempt(offByItself, Optional.empty(), CertificateState.NONE)).isPresent();
	}

	private Instant next(CertificateState state, ManagedCertificate wanted) {
		return this.planner.nextAttempt(wanted, Optional.of(this.held), state).orElseThrow();
	}

	private static CertificateState supersede(CertificateState state, ManagedCertificate wanted, Instant now) {
		return new CertificateState(
				new CertificateState.Ordered(wanted.identifiers(), wanted.keyType(), wanted.profile(), "ca"), null,
				null, null, null, null, RenewalPlanner.superseded(wanted, state, now), null, null);
	}

	private static ManagedCertificate wanted(String... names) {
		return TestCertificates.wanted("web", names);
	}

	private static CertificateState ordered(List<String> names, KeyType keyType, @Nullable String profile,
			String issuer) {
		return new CertificateState(
				new CertificateState.Ordered(names.stream().map(Identifier::of).toList(), keyType, profile, issuer),
				null, null, null, null, null);
	}

}
