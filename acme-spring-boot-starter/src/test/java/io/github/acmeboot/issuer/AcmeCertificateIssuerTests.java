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

import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.issuer.x509.KeyPairs;
import io.github.acmeboot.test.AcmeTestServer;
import io.github.acmeboot.test.protocol.Operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link AcmeCertificateIssuer}.
 */
class AcmeCertificateIssuerTests extends AbstractIssuerTests {

	@Test
	void issuesForOneName() {
		IssuedCertificate certificate = this.issuer.issue("a.example.org");
		assertThat(this.server.issued()).containsExactly(certificate.leaf());
		assertThat(this.issuer.http01.presented()).containsExactly("a.example.org");
		assertThat(this.issuer.http01.open()).isZero();
	}

	@Test
	void issuesForAnAddress() {
		IssuedCertificate certificate = this.issuer.issue("127.0.0.1", "2001:db8::1");
		assertThat(this.server.issued()).containsExactly(certificate.leaf());
	}

	@Test
	void takesSevenRequestsForOneNameOnAKnownAccount() {
		this.issuer.issue("a.example.org");
		this.issuer.complete();
		this.issuer.issue("b.example.org");
		assertThat(this.issuer.neededRequests()).containsExactly("newOrder success", "authorization success",
				"challenge success", "order success", "finalize success", "order success", "certificate success");
	}

	@Test
	void takesTwentyFiveRequestsForTenNamesOnAKnownAccount() {
		this.issuer.issue(names("a"));
		this.issuer.complete();
		this.issuer.issue(names("b"));
		assertThat(this.issuer.neededRequests()).hasSize(25);
		assertThat(this.issuer.count("authorization")).isEqualTo(10);
		assertThat(this.issuer.count("challenge")).isEqualTo(10);
	}

	@Test
	void tellsTheCaToLookWhenAllInstancesKnowTheAnswers() {
		Duration settlingTime = Duration.ofMillis(400);
		this.issuer.http01.settlingTime(settlingTime);
		this.issuer.issue("a.example.org", "b.example.org");
		assertThat(this.issuer.http01.untilFetched()).isGreaterThanOrEqualTo(settlingTime);
	}

	@Test
	void needsNoPollOfACaThatWorksWhileWeWait() {
		try (AcmeTestServer quick = AcmeTestServer.builder().asyncValidation(false).start();
				TestIssuer client = new TestIssuer(quick)) {
			client.issue("a.example.org");
			client.complete();
			client.issue("b.example.org");
			assertThat(client.requests).containsExactly("newOrder success", "authorization success",
					"challenge success", "order success", "finalize success", "certificate success");
		}
	}

	@Test
	void skipsAuthorizationsThatAreValid() {
		this.server.behaviour().authorizationReuse(true);
		this.issuer.issue("a.example.org");
		this.issuer.complete();
		this.issuer.issue("a.example.org");
		assertThat(this.issuer.requests).containsExactly("newOrder success", "finalize success", "order success",
				"certificate success");
		this.issuer.complete();
		this.issuer.issue("a.example.org", "b.example.org");
		assertThat(this.issuer.count("challenge")).isEqualTo(1);
		assertThat(this.issuer.http01.presented()).containsExactly("a.example.org", "b.example.org");
	}

	@ParameterizedTest
	@EnumSource(KeyType.class)
	void makesEveryKindOfKey(KeyType type) {
		ManagedCertificate wanted = TestIssuer.certificate(type, false, "a.example.org");
		IssuedCertificate certificate = this.issuer.issue(TestIssuer.request(wanted));
		assertThat(KeyPairs.isOfType(certificate.leaf().getPublicKey(), type)).isTrue();
		assertThat(certificate.privateKey().getFormat()).isEqualTo("PKCS#8");
	}

	@Test
	void makesAFreshKeyForEachCertificate() {
		IssuedCertificate former = this.issuer.issue("a.example.org");
		this.issuer.complete();
		IssuedCertificate next = this.issuer.issue(successor(former, false));
		assertThat(next.leaf().getPublicKey()).isNotEqualTo(former.leaf().getPublicKey());
	}

	@Test
	void keepsTheKeyWhenAskedTo() {
		IssuedCertificate former = this.issuer.issue("a.example.org");
		this.issuer.complete();
		IssuedCertificate next = this.issuer.issue(successor(former, true));
		assertThat(next.leaf()).isNotEqualTo(former.leaf());
		assertThat(next.privateKey()).isEqualTo(former.privateKey());
	}

	@Test
	void doesNotKeepAKeyOfAnotherKind() {
		IssuedCertificate former = this.issuer
			.issue(TestIssuer.request(TestIssuer.certificate(KeyType.RSA_2048, false, "a.example.org")));
		this.issuer.complete();
		assertThat(this.issuer.issue(successor(former, true)).leaf().getPublicKey()).isInstanceOf(ECPublicKey.class);
	}

	@Test
	void placesNoOrderWhenStoppedBeforeIt() {
		assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> this.issuer.issue(stoppedAtOnce()));
		assertThat(this.issuer.count("newOrder")).isZero();
		assertThat(this.server.orders()).isEmpty();
	}

	@Test
	void doesNotFinalizeWhenStoppedBeforeIt() {
		this.server.faults().on(Operation.FINALIZE).times(1).dropConnection();
		this.issuer.failure("a.example.org");
		this.issuer.requests.clear();
		assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> this.issuer.issue(stoppedAtOnce()));
		assertThat(this.issuer.requests).isNotEmpty();
		assertThat(this.issuer.count("finalize")).isZero();
		assertThat(this.issuer.journal.find("web")).isNotEmpty();
	}

	@Test
	void doesNotWaitForTheCaWhenStoppedMeanwhile() {
		this.server.behaviour().validationDelay(Duration.ofSeconds(30));
		assertThatExceptionOfType(CancellationException.class)
			.isThrownBy(() -> this.issuer.issue(stoppedWhen(() -> this.issuer.count("challenge") > 0)));
		assertThat(this.issuer.count("order")).isZero();
		assertThat(this.issuer.http01.open()).isZero();
		assertThat(this.issuer.journal.find("web")).isNotEmpty();
	}

	@Test
	void refusesAnIssuerItDoesNotKnow() {
		IssuanceRequest request = new IssuanceRequest(TestIssuer.certificate("a.example.org"), "other",
				Optional.empty(), () -> {
				}, 1);
		AcmeException failure = this.issuer.failure(request);
		assertThat(failure.getReason()).isEqualTo(Reason.CONFIGURATION);
		assertThat(failure)
			.hasMessage("Certificate 'web' is to come from the issuer 'other', but 'acme.issuers' has only [ca].");
	}

	@Test
	void refusesAChallengeNobodyAnswers() {
		ManagedCertificate wanted = new ManagedCertificate("web", List.of(Identifier.of("a.example.org")),
				List.of(TestIssuer.NAME), "dns-01", KeyType.EC_P256, false, null, null, true);
		AcmeException failure = this.issuer.failure(TestIssuer.request(wanted));
		assertThat(failure.getReason()).isEqualTo(Reason.CONFIGURATION);
		assertThat(failure).hasMessageContaining("Nothing here answers dns-01 challenges, but [http-01]")
			.hasMessageContaining("acme.certificates.web.challenge");
		assertThat(this.issuer.requests).isEmpty();
	}

	@Test
	void refusesAnIdentifierTheChallengeCannotProve() {
		AcmeException failure = this.issuer.failure("*.example.org");
		assertThat(failure.getReason()).isEqualTo(Reason.CONFIGURATION);
		assertThat(failure).hasMessageContaining("Control of '*.example.org' cannot be proved by http-01");
		assertThat(this.issuer.requests).isEmpty();
	}

	private static IssuanceRequest successor(IssuedCertificate former, boolean reuseKey) {
		return new IssuanceRequest(TestIssuer.certificate(KeyType.EC_P256, reuseKey, "a.example.org"), TestIssuer.NAME,
				Optional.of(former), () -> {
				}, 1);
	}

	private static IssuanceRequest stoppedAtOnce() {
		return stoppedWhen(() -> true);
	}

	private static IssuanceRequest stoppedWhen(BooleanSupplier stop) {
		return new IssuanceRequest(TestIssuer.certificate("a.example.org"), TestIssuer.NAME, Optional.empty(), () -> {
			if (stop.getAsBoolean()) {
				throw new CancellationException();
			}
		}, 1);
	}

	private static String[] names(String prefix) {
		return IntStream.range(0, 10).mapToObj((i) -> prefix + i + ".example.org").toArray(String[]::new);
	}

}
