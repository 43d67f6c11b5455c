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

import java.net.URI;
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
import io.github.acmeboot.RenewBefore;
import io.github.acmeboot.renewal.TestCertificates;
import io.github.acmeboot.store.repository.CertificateState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RenewalPlanner}.
 */
class RenewalPlannerTests {

	private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

	private static final Instant SUGGESTED = NOW.plus(Duration.ofDays(70));

	private static final URI STAGING = URI.create("https://staging.ca.example/directory");

	private static final URI PRODUCTION = URI.create("https://ca.example/directory");

	private final TestIssuers issuers = new TestIssuers();

	private final RequestTerms terms = new RequestTerms(this.issuers);

	private final RenewalPlanner planner = new RenewalPlanner(this.terms, true, true);

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
	void anotherDirectoryOfAnIssuerOfTheSameNameIsDueAtOnce() {
		ManagedCertificate wanted = wanted("a.example.com");
		this.issuers.directories.put("ca", STAGING);
		CertificateState state = orderedNow(wanted);
		assertThat(next(state, wanted)).isAfter(NOW);
		this.issuers.directories.put("ca", PRODUCTION);
		assertThat(next(state, wanted)).isBefore(NOW);
		this.issuers.directories.remove("ca");
		assertThat(next(state, wanted)).isAfter(NOW);
	}

	@Test
	void aDirectoryThatWasNotRecordedIsTakenToBeTheSame() {
		ManagedCertificate wanted = wanted("a.example.com");
		this.issuers.directories.put("ca", PRODUCTION);
		this.issuers.profiles.put("ca", "short");
		assertThat(next(ordered(List.of("a.example.com"), KeyType.EC_P256, null, "ca"), wanted)).isAfter(NOW);
	}

	@Test
	void anotherDefaultProfileOfTheIssuerIsDueAtOnce() {
		ManagedCertificate wanted = wanted("a.example.com");
		this.issuers.directories.put("ca", PRODUCTION);
		CertificateState state = orderedNow(wanted);
		this.issuers.profiles.put("ca", "short");
		assertThat(next(state, wanted)).isBefore(NOW);
		assertThat(next(orderedNow(wanted), wanted)).isAfter(NOW);
	}

	@Test
	void theDefaultProfileDoesNotMatterToACertificateWithItsOwn() {
		ManagedCertificate plain = wanted("a.example.com");
		ManagedCertificate wanted = new ManagedCertificate("web", plain.identifiers(), plain.issuers(), "http-01",
				KeyType.EC_P256, false, "short", null, true);
		this.issuers.directories.put("ca", PRODUCTION);
		CertificateState state = orderedNow(wanted);
		this.issuers.profiles.put("ca", "classic");
		assertThat(next(state, wanted)).isAfter(NOW);
		this.issuers.profiles.put("ca", "short");
		assertThat(next(state, plain)).isAfter(NOW);
	}

	@Test
	void whileAnUpdateRollsInstancesOfTheFormerDirectoryAndProfileWait() {
		ManagedCertificate wanted = wanted("a.example.com");
		this.issuers.directories.put("ca", STAGING);
		CertificateState former = orderedNow(wanted);
		this.issuers.directories.put("ca", PRODUCTION);
		this.issuers.profiles.put("ca", "short");
		CertificateState updated = new CertificateState(orderedNow(wanted).ordered(), null, null, null, null, null,
				this.planner.superseded(wanted, former, NOW), null, null, null);
		assertThat(next(updated, wanted)).isAfter(NOW.plus(Duration.ofDays(1)));
		this.issuers.directories.put("ca", STAGING);
		this.issuers.profiles.clear();
		assertThat(next(updated, wanted)).isEqualTo(NOW.plus(Duration.ofMinutes(10)));
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
		assertThat(this.planner.superseded(wanted("b.example.com"), superseded, NOW.plus(Duration.ofDays(6))))
			.isNotNull();
		assertThat(this.planner.superseded(wanted("b.example.com"), superseded, NOW.plus(Duration.ofDays(7)))).isNull();
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
		RenewalPlanner off = TestIssuers.planner(false);
		assertThat(off.nextAttempt(wanted, Optional.of(this.held), CertificateState.NONE)).isEmpty();
		assertThat(off.nextAttempt(wanted, Optional.empty(), CertificateState.NONE)).isPresent();
		ManagedCertificate offByItself = new ManagedCertificate("web", wanted.identifiers(), wanted.issuers(),
				"http-01", KeyType.EC_P256, false, null, null, false);
		assertThat(this.planner.nextAttempt(offByItself, Optional.of(this.held), CertificateState.NONE)).isEmpty();
		assertThat(this.planner.nextAttempt(offByItself, Optional.empty(), CertificateState.NONE)).isPresent();
	}

	@Test
	void theCaIsObeyedUnlessThatIsOffOrTheUserKnowsBetterOrItIsAboutAnotherCertificate() {
		ManagedCertificate wanted = wanted("a.example.com");
		CertificateState state = orderedNow(wanted).withSuggestion(suggestion(this.held.serial(), false));
		assertThat(this.planner.renewal(wanted, this.held, state)).contains(SUGGESTED);
		assertThat(this.planner.asksForSuggestions(wanted, this.held, state)).contains("ca");
		RenewalPlanner deaf = new RenewalPlanner(this.terms, true, false);
		assertThat(deaf.renewal(wanted, this.held, state)).isEqualTo(this.planner.renewal(wanted, this.held));
		assertThat(deaf.asksForSuggestions(wanted, this.held, state)).isEmpty();
		assertThat(deaf.isReplaced(wanted, this.held, state, "ca")).isFalse();
		CertificateState other = state.withSuggestion(suggestion("0a", false));
		assertThat(this.planner.renewal(wanted, this.held, other)).isEqualTo(this.planner.renewal(wanted, this.held));
		CertificateState rolledBack = state.withRolledBack(this.held.serial());
		assertThat(this.planner.renewal(wanted, this.held, rolledBack)).contains(NOW.plus(Duration.ofDays(81)));
		assertThat(this.planner.asksForSuggestions(wanted, this.held, rolledBack)).isEmpty();
		ManagedCertificate wise = new ManagedCertificate("web", wanted.identifiers(), wanted.issuers(), "http-01",
				KeyType.EC_P256, false, null, RenewBefore.valueOf("20d"), true);
		assertThat(this.planner.renewal(wise, this.held, state)).isEqualTo(this.planner.renewal(wise, this.held));
		assertThat(this.planner.asksForSuggestions(wise, this.held, state)).isEmpty();
	}

	@Test
	void aCaThatIsConfiguredNoMoreIsNotAsked() {
		ManagedCertificate wanted = wanted("a.example.com");
		this.issuers.directories.put("ca", STAGING);
		CertificateState state = orderedNow(wanted);
		this.issuers.directories.put("ca", PRODUCTION);
		assertThat(this.planner.asksForSuggestions(wanted, this.held, state)).isEmpty();
		CertificateState former = ordered(List.of("a.example.com"), KeyType.EC_P256, null, "former");
		assertThat(this.planner.asksForSuggestions(wanted, this.held, former)).isEmpty();
	}

	@Test
	void anOrderReplacesACertificateOfTheSameCaForSomeOfTheNamesOnce() {
		ManagedCertificate wanted = wanted("a.example.com", "new.example.com");
		this.issuers.directories.put("ca", PRODUCTION);
		CertificateState state = orderedNow(wanted);
		assertThat(this.planner.isReplaced(wanted, this.held, state, "ca")).isTrue();
		assertThat(this.planner.isReplaced(wanted, this.held, state, "other")).isFalse();
		assertThat(this.planner.isReplaced(wanted("z.example.com"), this.held, state, "ca")).isFalse();
		assertThat(this.planner.isReplaced(wanted, this.held, CertificateState.NONE, "ca")).isFalse();
		assertThat(this.planner.isReplaced(wanted, this.held, state.withRolledBack(this.held.serial()), "ca"))
			.isFalse();
		assertThat(this.planner.isReplaced(wanted, this.held,
				state.withSuggestion(suggestion(this.held.serial(), true)), "ca"))
			.isFalse();
		this.issuers.directories.put("ca", STAGING);
		assertThat(this.planner.isReplaced(wanted, this.held, state, "ca")).isFalse();
	}

	private static CertificateState.Suggestion suggestion(String serial, boolean replaced) {
		return new CertificateState.Suggestion(serial,
				new CertificateState.Window(SUGGESTED, SUGGESTED, SUGGESTED, null), NOW, 0, replaced);
	}

	private CertificateState orderedNow(ManagedCertificate wanted) {
		return new CertificateState(this.terms.of(wanted, "ca"), null, null, null, null, null);
	}

	private Instant next(CertificateState state, ManagedCertificate wanted) {
		return this.planner.nextAttempt(wanted, Optional.of(this.held), state).orElseThrow();
	}

	private CertificateState supersede(CertificateState state, ManagedCertificate wanted, Instant now) {
		return new CertificateState(
				new CertificateState.Ordered(wanted.identifiers(), wanted.keyType(), wanted.profile(), "ca"), null,
				null, null, null, null, this.planner.superseded(wanted, state, now), null, null, null);
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
