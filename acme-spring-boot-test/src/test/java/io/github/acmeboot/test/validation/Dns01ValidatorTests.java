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

package io.github.acmeboot.test.validation;

import java.util.Locale;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.test.dns.DnsTestServer;
import io.github.acmeboot.test.dns.DnsZone;
import io.github.acmeboot.test.protocol.Problem;
import io.github.acmeboot.test.protocol.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link Dns01Validator}.
 */
class Dns01ValidatorTests {

	private static final String NAME = "_acme-challenge.example.org";

	private static final String KEY_AUTHORIZATION = "token.thumbprint";

	/**
	 * What {@code openssl dgst -sha256} says of it, base64url.
	 */
	private static final String DIGEST = "61rBZ_4knHblO0MNoxFsXZ_eTFUHum0B6IVRbhvUn5I";

	private final DnsTestServer server = DnsTestServer.start("example.org");

	private final DnsZone zone = this.server.zone("example.org");

	private final Dns01Validator validator = new Dns01Validator(() -> Optional.of(this.server.address()));

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void namesAndWildcardsAreSupportedWhereThereIsAServerToAsk() {
		assertThat(this.validator.supports(Identifier.of("example.org"))).isTrue();
		assertThat(this.validator.supports(Identifier.of("*.example.org"))).isTrue();
		assertThat(this.validator.supports(Identifier.of("192.0.2.1"))).isFalse();
		assertThat(new Dns01Validator(Optional::empty).supports(Identifier.of("example.org"))).isFalse();
	}

	@Test
	void theDigestOfTheKeyAuthorizationIsExpected() {
		this.zone.txt(NAME, DIGEST);
		assertThatCode(this::validate).doesNotThrowAnyException();
	}

	@Test
	void anyOfSeveralValuesMayBeTheOne() {
		this.zone.txt(NAME, "other").txt(NAME, DIGEST).txt(NAME, "another");
		assertThatCode(this::validate).doesNotThrowAnyException();
	}

	@Test
	void aliasesAreFollowedAsFarAsTheServerKnowsThem() {
		this.zone.cname(NAME, "a.example.net");
		this.server.zone("example.net").cname("a.example.net", "b.example.net").txt("b.example.net", DIGEST);
		assertThatCode(this::validate).doesNotThrowAnyException();
	}

	@Test
	void aNameThatDoesNotExistIsAProblemOfDns() {
		assertProblem("dns", "DNS problem: NXDOMAIN looking up TXT for _acme-challenge.example.org"
				+ " - check that a DNS record exists for this domain");
	}

	@Test
	void aNameWithoutValuesIsUnauthorized() {
		this.zone.address(NAME, "127.0.0.1");
		assertProblem("unauthorized", "No TXT record found at _acme-challenge.example.org");
	}

	@Test
	void aWrongValueIsUnauthorizedAndShown() {
		this.zone.txt(NAME, "wrong");
		assertProblem("unauthorized", "Incorrect TXT record \"wrong\" found at _acme-challenge.example.org");
		this.zone.txt(NAME, "wrong, too");
		assertProblem("unauthorized",
				"Incorrect TXT record \"wrong\" (and 1 more) found at _acme-challenge.example.org");
	}

	@Test
	void aLongValueIsShownInPart() {
		this.zone.txt(NAME, "x".repeat(300));
		assertProblem("unauthorized",
				"Incorrect TXT record \"" + "x".repeat(100) + "...\" found at _acme-challenge.example.org");
	}

	@Test
	void caseMatters() {
		this.zone.txt(NAME, DIGEST.toLowerCase(Locale.ROOT));
		assertThat(problem().type()).isEqualTo("unauthorized");
	}

	@Test
	void aServerThatFailsIsAProblemOfDns() {
		this.server.faults().on(NAME).serverFailure();
		assertProblem("dns", "DNS problem: SERVFAIL looking up TXT for _acme-challenge.example.org"
				+ " - the domain's nameservers may be malfunctioning");
	}

	@Test
	void aServerThatRefusesIsAProblemOfDns() {
		this.server.faults().on(NAME).refuse();
		assertProblem("dns", "DNS problem: REFUSED looking up TXT for _acme-challenge.example.org");
	}

	@Test
	void aServerThatIsGoneIsAProblemOfDns() {
		this.server.close();
		assertThat(problem().type()).isEqualTo("dns");
		assertThat(problem().detail()).startsWith("DNS problem: ")
			.endsWith(" looking up TXT for _acme-challenge.example.org");
	}

	@Test
	void aLoopOfAliasesIsAProblemOfDns() {
		this.zone.cname(NAME, "a.example.org").cname("a.example.org", NAME);
		assertProblem("dns", "DNS problem: SERVFAIL looking up TXT for _acme-challenge.example.org"
				+ " - the domain's nameservers may be malfunctioning");
	}

	@Test
	void theProblemNamesTheIdentifier() {
		assertThat(problem().members()).containsKey("identifier");
	}

	private void assertProblem(String type, String detail) {
		Problem problem = problem();
		assertThat(problem.type()).isEqualTo(type);
		assertThat(problem.detail()).isEqualTo(detail);
	}

	private Problem problem() {
		return catchThrowableOfType(ProblemException.class, this::validate).problem();
	}

	private void validate() {
		this.validator.validate(Identifier.of("example.org"), "token", KEY_AUTHORIZATION);
	}

}
