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

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.store.repository.OrderEntry;
import io.github.acmeboot.store.repository.OrderJournal;
import io.github.acmeboot.test.AcmeTestServer;
import io.github.acmeboot.test.pebble.PebbleProcess;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AcmeCertificateIssuer} with Pebble as the CA.
 */
class PebbleIssuerTests extends AbstractPebbleTests {

	private static final Pattern VALIDATED = Pattern.compile("set VALID by completed challenge");

	@ParameterizedTest
	@ValueSource(ints = { 1, 10 })
	void issuesWithPebblesDefaults(int names) {
		run(pebble(), (issuer) -> assertThat(issuePatiently(issuer, names("a", names))).isNotNull());
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 10 })
	void issuesWhenHalfOfTheNoncesAreRejected(int names) {
		run(pebble().nonceRejection(50), (issuer) -> assertThat(issuePatiently(issuer, names("a", names))).isNotNull());
	}

	/**
	 * Where Pebble is told to reuse none it still reuses one in a hundred.
	 */
	@ParameterizedTest
	@ValueSource(ints = { 0, 100 })
	void issuesWithAndWithoutReuseOfAuthorizations(int percent) {
		run(pebble().nonceRejection(0).authorizationReuse(percent), (pebble, issuer) -> {
			issuer.issue(names("a", 3));
			issuer.complete();
			long validated = validated(pebble);
			issuer.issue(names("a", 3));
			assertThat(issuer.count("challenge")).isEqualTo(validated(pebble) - validated);
			assertThat(issuer.count("challenge") > 0).isEqualTo(percent == 0);
		});
	}

	private static long validated(PebbleProcess pebble) {
		return VALIDATED.matcher(pebble.log()).results().count();
	}

	@Test
	void issuesInStrictMode() {
		run(pebble().strict(true).nonceRejection(0), (issuer) -> assertThat(issuer.issue(names("a", 2))).isNotNull());
	}

	@Test
	void takesSevenRequestsForOneName() {
		run(pebble().nonceRejection(0).authorizationReuse(0), (issuer) -> {
			issuer.issue("warm.example.org");
			issuer.complete();
			issuer.issue("one.example.org");
			assertThat(issuer.neededRequests()).hasSize(7);
		});
	}

	@Test
	void takesTwentyFiveRequestsForTenNames() {
		run(pebble().nonceRejection(0).authorizationReuse(0), (issuer) -> {
			issuer.issue(names("warm", 10));
			issuer.complete();
			issuer.issue(names("ten", 10));
			assertThat(issuer.neededRequests()).hasSize(25);
		});
	}

	@Test
	void issuesForAddresses() {
		this.http01.alsoByIpv6();
		run(pebble().nonceRejection(0), (issuer) -> assertThat(issuer.issue("127.0.0.1", "::1")).isNotNull());
	}

	/**
	 * Old versions call it malformed to replace a certificate once more.
	 */
	@Test
	void saysWhenToRenewAndTakesAnOrderThatReplacesOnce() {
		run(pebble().nonceRejection(0), (issuer) -> {
			IssuedCertificate first = issuer.issue("a.example.org");
			RenewalInfo info = renewalInfo(issuer, first);
			assertThat(info.start()).isBetween(first.notBefore(), info.end());
			assertThat(info.end()).isBefore(first.notAfter());
			AtomicInteger refusals = new AtomicInteger();
			issuer.complete();
			issuer.issue(TestIssuer.successor(first, refusals::incrementAndGet, "a.example.org"));
			assertThat(issuer.count("newOrder")).isOne();
			assertThat(refusals).hasValue(0);
			issuer.complete();
			issuer.issue(TestIssuer.successor(first, refusals::incrementAndGet, "a.example.org"));
			assertThat(issuer.requests).filteredOn((request) -> request.startsWith("newOrder "))
				.hasSize(2)
				.endsWith("newOrder success")
				.containsAnyOf("newOrder alreadyReplaced", "newOrder malformed");
			assertThat(refusals).hasValue(1);
		});
	}

	@Test
	void orderThatReplacesACertificateOfAnotherCaIsPlacedWithoutSayingSo() {
		run(pebble().nonceRejection(0), (issuer) -> {
			IssuedCertificate foreign;
			try (AcmeTestServer other = AcmeTestServer.start(); TestIssuer elsewhere = new TestIssuer(other)) {
				foreign = elsewhere.issue("a.example.org");
			}
			AtomicInteger refusals = new AtomicInteger();
			renewalInfo(issuer, issuer.issue("a.example.org"));
			issuer.complete();
			issuer.issue(TestIssuer.successor(foreign, refusals::incrementAndGet, "a.example.org"));
			assertThat(issuer.count("newOrder")).isEqualTo(2);
			assertThat(refusals).hasValue(1);
		});
	}

	@Test
	void goesOnByTheNewKeyWhereTheOldOneWasInUse() {
		run(pebble().nonceRejection(0), (issuer) -> {
			issuer.issue("a.example.org");
			issuer.complete();
			AtomicInteger checkpoints = new AtomicInteger();
			issuer.issue(new IssuanceRequest(TestIssuer.certificate("b.example.org"), TestIssuer.NAME, Optional.empty(),
					() -> {
						if (checkpoints.incrementAndGet() == 2) {
							issuer.issuer().accounts().rollKey(TestIssuer.NAME);
						}
					}, 1));
			assertThat(issuer.requests).contains("newOrder success").filteredOn("newOrder success"::equals).hasSize(1);
		});
	}

	@Test
	void findsAnOrderWhosePlacingWasNotAnsweredInTheListOfOrders() {
		run(pebble().nonceRejection(0).authorizationReuse(0), (issuer) -> {
			for (int i = 0; i < 4; i++) {
				issuer.issue("n" + i + ".example.org");
				issuer.complete();
			}
			AtomicInteger checks = new AtomicInteger();
			issuer.failure(new IssuanceRequest(TestIssuer.certificate("a.example.org"), TestIssuer.NAME,
					Optional.empty(), () -> stopAfter(1, checks), 1));
			OrderEntry placed = issuer.journal.find("web").get(0);
			OrderJournal.Page page = issuer.journal.page("web", 1);
			page.read();
			page.write(OrderEntry.intended(placed.issuer(), placed.directory(), placed.identifiers(), null, 1));
			issuer.requests.clear();
			assertThat(issuer.issue("a.example.org")).isNotNull();
			assertThat(issuer.count("newOrder")).isZero();
		});
	}

	private static void stopAfter(int steps, AtomicInteger checks) {
		if (checks.incrementAndGet() > steps) {
			throw new AcmeException(AcmeException.Reason.INTERRUPTED, "Stopped.");
		}
	}

	@Test
	void takesALongChain() {
		run(pebble().alternateRoots(2).chainLength(2).nonceRejection(0), (issuer) -> {
			List<X509Certificate> chain = issuer.issue("a.example.org").chain();
			assertThat(chain).hasSize(3);
		});
	}

	@Test
	void issuesRsaKeys() {
		run(pebble().nonceRejection(0),
				(issuer) -> assertThat(issuer
					.issue(TestIssuer.request(TestIssuer.certificate(KeyType.RSA_2048, false, "a.example.org"))))
					.isNotNull());
	}

	@Test
	void honoursRetryAfter() {
		run(pebble().nonceRejection(0).validationTime(Duration.ofSeconds(1)).retryAfter(Duration.ofSeconds(1)),
				(issuer) -> assertThat(issuer.issue(names("a", 3))).isNotNull());
	}

	@Test
	void saysWhyAChallengeFailed() {
		run(pebble().nonceRejection(0), (issuer) -> {
			this.http01.answering(false);
			AcmeException failure = issuer.failure("a.example.org");
			assertThat(failure.getReason()).isEqualTo(Reason.VALIDATION);
			assertThat(failure).hasMessageStartingWith("Unable to prove control of 'a.example.org' by http-01: ")
				.hasMessageContaining("404")
				.hasMessageEndingWith("Check that port 80 of that name reaches this application.");
		});
	}

	/**
	 * Asks for the renewal information that versions before 2.5 do not have.
	 */
	private static RenewalInfo renewalInfo(TestIssuer issuer, IssuedCertificate certificate) {
		Optional<RenewalInfo> info = issuer.issuer().renewalInfo(TestIssuer.NAME, certificate);
		Assumptions.assumeThat(info).isPresent();
		return info.orElseThrow();
	}

	private static IssuedCertificate issuePatiently(TestIssuer issuer, String... names) {
		for (int attempt = 0; attempt < 8; attempt++) {
			try {
				return issuer.issue(names);
			}
			catch (AcmeException ex) {
				assertThat(ex.getProblemType()).contains("urn:ietf:params:acme:error:badNonce");
			}
		}
		return issuer.issue(names);
	}

	private static String[] names(String prefix, int count) {
		return IntStream.range(0, count).mapToObj((i) -> prefix + i + ".example.org").toArray(String[]::new);
	}

}
