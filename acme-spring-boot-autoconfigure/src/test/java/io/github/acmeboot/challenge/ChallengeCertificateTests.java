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

package io.github.acmeboot.challenge;

import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.github.acmeboot.Identifier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ChallengeCertificate}.
 */
class ChallengeCertificateTests {

	private static final String ACME_IDENTIFIER = "1.3.6.1.5.5.7.1.31";

	private static final String DIGEST_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

	private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

	@Test
	void isWhatTheRfcSays() throws Exception {
		X509Certificate certificate = of("www.example.com").certificate();
		assertThat(certificate.getSubjectAlternativeNames().toString()).isEqualTo("[[2, www.example.com]]");
		assertThat(certificate.getCriticalExtensionOIDs()).isEqualTo(Set.of(ACME_IDENTIFIER));
		assertThat(HexFormat.of().formatHex(certificate.getExtensionValue(ACME_IDENTIFIER)))
			.isEqualTo("04220420" + DIGEST_OF_ABC);
		certificate.verify(certificate.getPublicKey());
		assertThat(certificate.getIssuerX500Principal()).isEqualTo(certificate.getSubjectX500Principal());
		assertThat(((ECPublicKey) certificate.getPublicKey()).getParams().getOrder().bitLength()).isEqualTo(256);
	}

	@Test
	void namesAnAddressAsAnAddress() throws Exception {
		assertThat(of("192.0.2.7").certificate().getSubjectAlternativeNames().iterator().next())
			.isEqualTo(List.of(7, "192.0.2.7"));
		assertThat(of("2001:db8::5").certificate().getSubjectAlternativeNames().iterator().next())
			.isEqualTo(List.of(7, "2001:db8:0:0:0:0:0:5"));
	}

	@Test
	void everyCertificateHasAKeyAndAnAliasOfItsOwn() {
		assertThat(of("a.example.com").privateKey()).isNotEqualTo(of("a.example.com").privateKey());
		assertThat(of("a.example.com").alias()).isNotEqualTo(of("a.example.com").alias());
	}

	@Test
	void theTextShowsNothingOfTheKey() {
		ChallengeCertificate certificate = of("www.example.com");
		assertThat(certificate).hasToString("ChallengeCertificate[alias=" + certificate.alias() + "]");
	}

	private static ChallengeCertificate of(String identifier) {
		return ChallengeCertificate.of(Identifier.of(identifier), "abc", NOW, NOW.plusSeconds(60));
	}

}
