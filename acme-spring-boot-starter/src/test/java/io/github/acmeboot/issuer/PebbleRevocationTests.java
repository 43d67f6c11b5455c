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

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.RevocationReason;
import io.github.acmeboot.issuer.RevocationRequest.Signer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for revocation, of which Pebble is asked what it knows.
 */
class PebbleRevocationTests extends AbstractPebbleTests {

	@ParameterizedTest
	@EnumSource
	void theCaKnowsTheReason(RevocationReason reason) {
		run(pebble().nonceRejection(0), (pebble, issuer) -> {
			IssuedCertificate certificate = issuer.issue("a.example.org");
			assertThat(pebble.management().revocationReason(certificate.leaf())).isEmpty();
			assertThat(issuer.issuer().revoke(request(certificate, reason)))
				.isEqualTo((reason == RevocationReason.KEY_COMPROMISE) ? Signer.CERTIFICATE : Signer.ACCOUNT);
			assertThat(pebble.management().revocationReason(certificate.leaf())).hasValue(reason.code());
		});
	}

	@ParameterizedTest
	@EnumSource
	void theKeyOfTheCertificateSignsWhenTheAccountIsAnother(RevocationReason reason) {
		run(pebble().nonceRejection(0), (pebble, issuer) -> {
			IssuedCertificate certificate = issuer.issue("a.example.org");
			loseAccount(issuer);
			issuer.restart().issue("b.example.org");
			assertThat(issuer.issuer().revoke(request(certificate, reason))).isEqualTo(Signer.CERTIFICATE);
			assertThat(pebble.management().revocationReason(certificate.leaf())).hasValue(reason.code());
		});
	}

	@ParameterizedTest
	@EnumSource
	void whatIsRevokedAlreadyIsNoFailure(RevocationReason reason) {
		run(pebble().nonceRejection(0), (pebble, issuer) -> {
			IssuedCertificate certificate = issuer.issue("a.example.org");
			Signer signer = issuer.issuer().revoke(request(certificate, RevocationReason.SUPERSEDED));
			assertThat(issuer.issuer().revoke(request(certificate, RevocationReason.SUPERSEDED))).isEqualTo(signer);
			issuer.issuer().revoke(request(certificate, reason));
			assertThat(issuer.requests).filteredOn("revokeCert alreadyRevoked"::equals).hasSize(2);
			assertThat(pebble.management().revocationReason(certificate.leaf()))
				.hasValue(RevocationReason.SUPERSEDED.code());
		});
	}

	private static RevocationRequest request(IssuedCertificate certificate, RevocationReason reason) {
		return new RevocationRequest(certificate, reason, Optional.empty(), List.of(TestIssuer.NAME));
	}

}
