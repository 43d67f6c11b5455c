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

import java.net.URI;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.RevocationReason;
import io.github.acmeboot.issuer.RevocationRequest.Signer;
import io.github.acmeboot.store.repository.RevokedCertificates;
import io.github.acmeboot.test.AcmeTestServer;
import io.github.acmeboot.test.protocol.Operation;
import io.github.acmeboot.test.protocol.ProblemType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for the revocation of certificates by {@link AcmeCertificateIssuer}.
 */
@Timeout(60)
class RevocationTests extends AbstractIssuerTests {

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "KEY_COMPROMISE")
	void theAccountSigns(RevocationReason reason) {
		IssuedCertificate certificate = this.issuer.issue("a.example.org");
		assertThat(revoke(certificate, reason)).isEqualTo(Signer.ACCOUNT);
		assertThat(this.server.revoked()).containsExactly(certificate.leaf());
		assertThat(this.issuer.count("revokeCert")).isOne();
	}

	@ParameterizedTest
	@EnumSource(names = { "EC_P256", "EC_P384", "RSA_2048" })
	void everyKindOfKeySignsThatItIsCompromised(KeyType keyType) {
		IssuedCertificate certificate = this.issuer
			.issue(TestIssuer.request(TestIssuer.certificate(keyType, false, "a.example.org")));
		assertThat(revoke(certificate, RevocationReason.KEY_COMPROMISE)).isEqualTo(Signer.CERTIFICATE);
		assertThat(this.server.revoked()).containsExactly(certificate.leaf());
		assertThat(this.issuer.count("revokeCert")).isOne();
	}

	@Test
	void itsOwnKeySignsWhenAnotherAccountHasOrderedIt() {
		IssuedCertificate certificate = this.issuer.issue("a.example.org");
		try (TestIssuer other = new TestIssuer(this.server)) {
			other.issue("b.example.org");
			assertThat(other.issuer().revoke(request(certificate, RevocationReason.SUPERSEDED)))
				.isEqualTo(Signer.CERTIFICATE);
		}
		assertThat(this.server.revoked()).containsExactly(certificate.leaf());
	}

	@Test
	void itsOwnKeySignsWhenTheCaHasLostTheAccount() {
		IssuedCertificate certificate = this.issuer.issue("a.example.org");
		this.server.forgetAccounts();
		assertThat(revoke(certificate, RevocationReason.SUPERSEDED)).isEqualTo(Signer.CERTIFICATE);
		assertThat(this.server.accountCount()).isZero();
	}

	@Test
	void noAccountIsMadeForIt() {
		IssuedCertificate certificate = this.issuer.issue("a.example.org");
		try (TestIssuer other = new TestIssuer(this.server)) {
			assertThat(other.issuer().revoke(request(certificate, RevocationReason.SUPERSEDED)))
				.isEqualTo(Signer.CERTIFICATE);
			assertThat(other.count("newAccount")).isZero();
		}
	}

	@Test
	void whatIsRevokedAlreadyIsNoFailure() {
		IssuedCertificate certificate = this.issuer.issue("a.example.org");
		revoke(certificate, RevocationReason.SUPERSEDED);
		assertThat(revoke(certificate, RevocationReason.SUPERSEDED)).isEqualTo(Signer.ACCOUNT);
		assertThat(revoke(certificate, RevocationReason.KEY_COMPROMISE)).isEqualTo(Signer.CERTIFICATE);
	}

	@Test
	void anAnswerThatGetsLostIsMadeUpForByAskingAgain() {
		IssuedCertificate certificate = this.issuer.issue("a.example.org");
		this.server.faults().on(Operation.REVOKE_CERT).times(1).loseAnswer();
		assertThat(failure(request(certificate, RevocationReason.SUPERSEDED)).getReason()).isEqualTo(Reason.NETWORK);
		assertThat(revoke(certificate, RevocationReason.SUPERSEDED)).isEqualTo(Signer.ACCOUNT);
	}

	@Test
	void theFailureNamesTheReasonThatTheCaDoesNotTake() {
		IssuedCertificate certificate = this.issuer.issue("a.example.org");
		this.server.faults().on(Operation.REVOKE_CERT).problem(ProblemType.BAD_REVOCATION_REASON, "Not that one");
		AcmeException failure = failure(request(certificate, RevocationReason.CESSATION_OF_OPERATION));
		assertThat(failure.getReason()).isEqualTo(Reason.CONFIGURATION);
		assertThat(failure)
			.hasMessage("The CA does not take the reason 5 (cessationOfOperation). " + "Revoke with another one.");
	}

	@Test
	void anotherIssuerIsAskedWhenTheFirstDoesNotKnowTheCertificate() {
		try (AcmeTestServer other = AcmeTestServer.start(); TestIssuer foreign = new TestIssuer(other)) {
			IssuedCertificate certificate = foreign.issue("a.example.org");
			assertThat(failure(request(certificate, RevocationReason.SUPERSEDED)))
				.hasMessageContaining("The certificate is not of this CA");
		}
	}

	@Test
	void theIssuerIsFoundByItsDirectoryWhateverItIsCalledNow() {
		IssuedCertificate certificate = this.issuer.issue("a.example.org");
		RevocationRequest request = new RevocationRequest(certificate, RevocationReason.SUPERSEDED,
				Optional.of(this.server.directoryUrl()), List.of("renamed"));
		assertThat(this.issuer.issuer().revoke(request)).isEqualTo(Signer.ACCOUNT);
	}

	@Test
	void anIssuerThatIsNotConfiguredAnyMoreIsNamed() {
		IssuedCertificate certificate = this.issuer.issue("a.example.org");
		RevocationRequest request = new RevocationRequest(certificate, RevocationReason.SUPERSEDED,
				Optional.of(URI.create("https://gone.example.org/directory")), List.of("gone"));
		assertThat(failure(request)).hasMessageContaining("an issuer that is not configured any more");
	}

	@Test
	void aCompromisedKeyIsNotReused() {
		ManagedCertificate wanted = TestIssuer.certificate(KeyType.EC_P256, true, "a.example.org");
		IssuedCertificate certificate = this.issuer.issue(TestIssuer.request(wanted));
		this.issuer.complete();
		new RevokedCertificates(this.issuer.store).ban("other", certificate);
		IssuedCertificate next = this.issuer.issue(replacing(wanted, certificate));
		assertThat(next.leaf().getPublicKey()).isNotEqualTo(certificate.leaf().getPublicKey());
	}

	@Test
	void anOrderUnderWayWithACompromisedKeyIsDropped() {
		ManagedCertificate wanted = TestIssuer.certificate(KeyType.EC_P256, true, "a.example.org");
		IssuedCertificate certificate = this.issuer.issue(TestIssuer.request(wanted));
		this.issuer.complete();
		this.server.faults().on(Operation.CERTIFICATE).dropConnection();
		this.issuer.failure(replacing(wanted, certificate));
		this.server.faults().clear();
		new RevokedCertificates(this.issuer.store).ban("web", certificate);
		IssuedCertificate next = this.issuer.issue(replacing(wanted, certificate));
		assertThat(next.leaf().getPublicKey()).isNotEqualTo(certificate.leaf().getPublicKey());
		assertThat(this.server.orders()).hasSize(3);
	}

	@Test
	void anOrderUnderWayWithACompromisedKeyIsDroppedEvenIfKeysAreNotReusedAnyMore() {
		ManagedCertificate reusing = TestIssuer.certificate(KeyType.EC_P256, true, "a.example.org");
		IssuedCertificate certificate = this.issuer.issue(TestIssuer.request(reusing));
		this.issuer.complete();
		this.server.faults().on(Operation.FINALIZE).dropConnection();
		this.issuer.failure(replacing(reusing, certificate));
		this.server.faults().clear();
		new RevokedCertificates(this.issuer.store).ban("web", certificate);
		ManagedCertificate wanted = TestIssuer.certificate(KeyType.EC_P256, false, "a.example.org");
		IssuedCertificate next = this.issuer.issue(replacing(wanted, certificate));
		assertThat(next.leaf().getPublicKey()).isNotEqualTo(certificate.leaf().getPublicKey());
	}

	private Signer revoke(IssuedCertificate certificate, RevocationReason reason) {
		return this.issuer.issuer().revoke(request(certificate, reason));
	}

	private AcmeException failure(RevocationRequest request) {
		return catchThrowableOfType(AcmeException.class, () -> this.issuer.issuer().revoke(request));
	}

	private static IssuanceRequest replacing(ManagedCertificate wanted, IssuedCertificate predecessor) {
		return new IssuanceRequest(wanted, TestIssuer.NAME, Optional.of(predecessor), () -> {
		}, 1);
	}

	private static RevocationRequest request(IssuedCertificate certificate, RevocationReason reason) {
		return new RevocationRequest(certificate, reason, Optional.empty(), List.of(TestIssuer.NAME));
	}

}
