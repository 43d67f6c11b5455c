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

package io.github.acmeboot.doctor.dns;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.challenge.dns.lookup.CaaProperty;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CaaPolicy}.
 */
class CaaPolicyTests {

	private static final Identifier NAME = Identifier.of("www.example.org");

	private static final Identifier WILDCARD = Identifier.of("*.example.org");

	private final CaaPolicy policy = new CaaPolicy(Set.of("ca.test"), "http-01", Optional.of("https://ca.test/acct/1"));

	@Test
	void theCaThatIsNamedMayIssueWhateverTheCase() {
		assertThat(this.policy.objection(NAME, List.of(issue("other.test"), issue(" CA.test ")))).isEmpty();
	}

	@Test
	void anotherCaMayNot() {
		assertThat(this.policy.objection(NAME, List.of(issue("other.test"))).orElseThrow())
			.isEqualTo("they allow only 'other.test', and the CA is called 'ca.test'");
	}

	@Test
	void nobodyMayIssueWhereNobodyIsNamed() {
		assertThat(this.policy.objection(NAME, List.of(issue(";"))).orElseThrow()).contains("they allow nobody");
		assertThat(this.policy.objection(NAME, List.of(issue(""))).orElseThrow()).contains("they allow nobody");
	}

	@Test
	void propertiesThatDoNotSayWhoMayIssueLeaveItToEveryCa() {
		List<CaaProperty> properties = List.of(new CaaProperty(true, "iodef", "mailto:ops@example.org"),
				new CaaProperty(false, "future", "x"), new CaaProperty(false, "issuewild", ";"));
		assertThat(this.policy.objection(NAME, properties)).isEmpty();
		assertThat(CaaPolicy.isOpen(NAME, properties)).isTrue();
		assertThat(CaaPolicy.isOpen(WILDCARD, properties)).isFalse();
	}

	@Test
	void aCriticalPropertyThatIsNotKnownForbidsAll() {
		List<CaaProperty> properties = List.of(issue("ca.test"), new CaaProperty(true, "future", "x"));
		assertThat(this.policy.objection(NAME, properties).orElseThrow()).contains("critical property 'future'");
		assertThat(CaaPolicy.isOpen(NAME, List.of(new CaaProperty(true, "future", "x")))).isFalse();
	}

	@Test
	void aWildcardGoesByItsOwnPropertiesIfThereAreSome() {
		CaaProperty wild = new CaaProperty(false, "issuewild", "other.test");
		assertThat(this.policy.objection(WILDCARD, List.of(issue("ca.test")))).isEmpty();
		assertThat(this.policy.objection(WILDCARD, List.of(issue("ca.test"), wild))).isPresent();
		assertThat(this.policy.objection(NAME, List.of(issue("ca.test"), wild))).isEmpty();
	}

	@Test
	void theMethodOfValidationMayBeDemanded() {
		assertThat(this.policy.objection(NAME, List.of(issue("ca.test; validationmethods=dns-01,http-01")))).isEmpty();
		assertThat(this.policy.objection(NAME, List.of(issue("ca.test;validationmethods = dns-01"))).orElseThrow())
			.isEqualTo("they allow the CA to validate by dns-01 only, and the challenge is http-01");
	}

	@Test
	void theAccountMayBeDemanded() {
		List<CaaProperty> properties = List.of(issue("ca.test; accounturi=https://ca.test/acct/1"));
		assertThat(this.policy.objection(NAME, properties)).isEmpty();
		assertThat(
				new CaaPolicy(Set.of("ca.test"), "http-01", Optional.empty()).objection(NAME, properties).orElseThrow())
			.contains("for the account 'https://ca.test/acct/1' only, and there is no account yet");
	}

	@Test
	void oneOfSeveralPropertiesSuffices() {
		assertThat(this.policy.objection(NAME,
				List.of(issue("ca.test; validationmethods=dns-01"), issue("ca.test; validationmethods=http-01"))))
			.isEmpty();
	}

	private static CaaProperty issue(String value) {
		return new CaaProperty(false, "issue", value);
	}

}
