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

package io.github.acmeboot.store.codec;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.store.TestCertificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link CertificateCodec}.
 */
class CertificateCodecTests {

	private final CertificateCodec codec = new CertificateCodec();

	@ParameterizedTest
	@EnumSource(names = { "EC_P256", "EC_P384", "RSA_2048" })
	void everyKindOfKeySurvives(KeyType type) {
		IssuedCertificate certificate = TestCertificates.certificate(1, type);
		assertThat(this.codec.decode(this.codec.encode(certificate))).isEqualTo(certificate);
	}

	@Test
	void theKeyComesFirstThenTheChainInLinesOf64Columns() {
		String pem = encoded().replaceFirst("Digest: [0-9a-f]{64}\n", "");
		assertThat(pem.lines()).first().isEqualTo("-----BEGIN PRIVATE KEY-----");
		assertThat(pem.lines().filter((line) -> line.startsWith("-----BEGIN"))).containsExactly(
				"-----BEGIN PRIVATE KEY-----", "-----BEGIN CERTIFICATE-----", "-----BEGIN CERTIFICATE-----");
		assertThat(pem.lines()).allMatch((line) -> line.length() <= 64);
		assertThat(pem).endsWith("-----END CERTIFICATE-----\n").doesNotContain("\r");
	}

	@Test
	void theGenerationStandsBeforeThePem() {
		IssuedCertificate certificate = TestCertificates.certificate(1);
		String pem = encoded(certificate.withGeneration(7));
		assertThat(pem).isEqualTo("Generation: 7\n" + encoded(certificate));
		assertThat(pem.lines().skip(1)).first().asString().matches("Digest: [0-9a-f]{64}");
		assertThat(decoded(pem).generation()).isEqualTo(7);
		assertThat(decoded(pem.replace("\n", "\r\n")).generation()).isEqualTo(7);
	}

	@Test
	void aCertificateWithoutAGenerationIsRead() {
		assertThat(decoded(encoded()).generation()).isZero();
		assertThat(decoded("Generation: many\n" + encoded()).generation()).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "EC_P256, EC_P256", "RSA_2048, RSA_2048", "EC_P256, EC_P384", "EC_P256, RSA_2048",
			"RSA_2048, EC_P256" })
	void theKeyOfAnotherCertificateIsNoticed(KeyType type, KeyType otherType) {
		IssuedCertificate certificate = TestCertificates.certificate(1, type);
		IssuedCertificate other = TestCertificates.certificate(2, otherType);
		String pem = encoded(certificate).replace(CertificateCodec.privateKey(certificate),
				CertificateCodec.privateKey(other));
		assertThatIllegalArgumentException().isThrownBy(() -> decode(pem))
			.withMessage("its private key is not that of its certificate");
	}

	@ParameterizedTest
	@EnumSource(names = { "EC_P256", "EC_P384", "RSA_2048" })
	void aKeyIsKnownByItsSignatureWhereThereIsNoDigest(KeyType type) {
		IssuedCertificate certificate = TestCertificates.certificate(1, type);
		String pem = CertificateCodec.privateKey(certificate) + CertificateCodec.chain(certificate);
		assertThat(decoded(pem)).isEqualTo(certificate);
	}

	@Test
	void linesAnEditorChangedAreRead() {
		String pem = "# ours\r\n" + encoded().replace("\n", "\r\n");
		assertThat(this.codec.decode(pem.getBytes(StandardCharsets.US_ASCII)).chain()).hasSize(2);
	}

	@Test
	void everyCutIsNoticed() {
		String pem = encoded();
		for (int length = 0; length < pem.length() - 1; length += 7) {
			String cut = pem.substring(0, length);
			boolean complete = cut.stripTrailing().endsWith("-----END CERTIFICATE-----");
			if (!complete) {
				assertThatIllegalArgumentException().as("cut after %d", length)
					.isThrownBy(() -> this.codec.decode(cut.getBytes(StandardCharsets.US_ASCII)));
			}
		}
	}

	@Test
	void whatIsMissingIsNamedWithoutShowingTheKey() {
		String pem = encoded();
		String key = pem.substring(0, pem.indexOf("-----BEGIN CERTIFICATE"));
		assertThatIllegalArgumentException().isThrownBy(() -> decode(pem.substring(key.length())))
			.withMessage("it holds 0 structures 'PRIVATE KEY' instead of 1");
		assertThatIllegalArgumentException().isThrownBy(() -> decode(key)).withMessageContaining("chain");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> decode(pem.replaceFirst("\nM[A-Za-z0-9+/]{20}", "\nAAAAAAAAAAAAAAAAAAAAA")))
			.withMessage("its 'PRIVATE KEY' is neither an EC nor an RSA key")
			.withNoCause();
	}

	private String encoded() {
		return encoded(TestCertificates.certificate(1));
	}

	private String encoded(IssuedCertificate certificate) {
		return new String(this.codec.encode(certificate), StandardCharsets.US_ASCII);
	}

	private void decode(String pem) {
		decoded(pem);
	}

	private IssuedCertificate decoded(String pem) {
		return this.codec.decode(pem.getBytes(StandardCharsets.US_ASCII));
	}

}
