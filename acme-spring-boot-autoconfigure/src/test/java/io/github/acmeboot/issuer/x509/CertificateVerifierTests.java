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

package io.github.acmeboot.issuer.x509;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Date;
import java.util.List;

import org.assertj.core.api.Assertions;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.KeyType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * Tests for {@link CertificateVerifier}.
 */
class CertificateVerifierTests {

	private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

	private static final KeyPair ROOT = KeyPairs.generate(KeyType.EC_P256);

	private static final KeyPair INTERMEDIATE = KeyPairs.generate(KeyType.EC_P256);

	private static final KeyPair LEAF = KeyPairs.generate(KeyType.EC_P256);

	private static final KeyPair STRANGER = KeyPairs.generate(KeyType.EC_P256);

	private final CertificateVerifier verifier = new CertificateVerifier(Clock.fixed(NOW, ZoneOffset.UTC));

	private final X509Certificate intermediate = certificate("CN=Intermediate", INTERMEDIATE, "CN=Root", ROOT, NOW);

	private final X509Certificate leaf = leaf(NOW, "example.org", "www.example.org");

	@Test
	void takesAChainInOrder() {
		assertThatCode(() -> verify(this.leaf, this.intermediate)).doesNotThrowAnyException();
		assertThatCode(() -> verify(this.leaf)).doesNotThrowAnyException();
	}

	@Test
	void refusesAnIntermediateOfTheRightNameThatHasNotSigned() {
		X509Certificate impostor = certificate("CN=Intermediate", STRANGER, "CN=Root", ROOT, NOW);
		assertThat(refusal(this.leaf, impostor))
			.hasMessageContaining("certificate 1 of its chain is not signed by the next one, 'CN=Intermediate'");
	}

	@Test
	void refusesAnIntermediateOfAnotherNameThatHasSigned() {
		X509Certificate renamed = certificate("CN=Other", INTERMEDIATE, "CN=Root", ROOT, NOW);
		assertThat(refusal(this.leaf, renamed)).hasMessageContaining("not signed by the next one, 'CN=Other'");
	}

	@Test
	void refusesALeafThatTheIntermediateHasNotSigned() {
		X509Certificate forged = certificate("CN=example.org", LEAF, "CN=Intermediate", STRANGER, NOW, "example.org",
				"www.example.org");
		assertThat(refusal(forged, this.intermediate)).hasMessageContaining("certificate 1 of its chain");
	}

	@Test
	void looksAtTheWholeChain() {
		X509Certificate root = certificate("CN=Root", ROOT, "CN=Root", ROOT, NOW);
		X509Certificate otherRoot = certificate("CN=Root", STRANGER, "CN=Root", STRANGER, NOW);
		assertThatCode(() -> verify(this.leaf, this.intermediate, root)).doesNotThrowAnyException();
		assertThat(refusal(this.leaf, this.intermediate, otherRoot)).hasMessageContaining("certificate 2 of its chain");
		assertThat(refusal(this.leaf, root, this.intermediate)).hasMessageContaining("certificate 1 of its chain");
	}

	@Test
	void refusesAnotherKey() {
		assertThat(refusal(this.intermediate, this.leaf)).hasMessageContaining("it is for another key");
	}

	@Test
	void refusesAMissingNameAndTakesOneMore() {
		assertThat(refusal(leaf(NOW, "example.org"))).hasMessageContaining("it is not for 'www.example.org'");
		assertThatCode(() -> verify(leaf(NOW, "example.org", "www.example.org", "more.example.org")))
			.doesNotThrowAnyException();
	}

	@Test
	void refusesWhatHasExpiredOrBeginsInMoreThanADay() {
		assertThat(refusal(named(NOW.minus(Duration.ofDays(90))))).hasMessageContaining("it has expired at");
		assertThat(refusal(named(NOW.plus(Duration.ofDays(1))))).hasMessageContaining("it is not valid before");
		assertThatCode(() -> verify(named(NOW.plus(Duration.ofDays(1)).minusSeconds(1)))).doesNotThrowAnyException();
	}

	@Test
	void refusesNothingAtAll() {
		assertThat(refusal()).hasMessageContaining("it is empty");
	}

	private void verify(X509Certificate... chain) {
		this.verifier.verify(List.of(chain), LEAF.getPublic(),
				List.of(Identifier.of("example.org"), Identifier.of("www.example.org")));
	}

	private AcmeException refusal(X509Certificate... chain) {
		AcmeException refusal = Assertions.catchThrowableOfType(AcmeException.class, () -> verify(chain));
		assertThat(refusal.getReason()).isEqualTo(AcmeException.Reason.CERTIFICATE);
		return refusal;
	}

	private static X509Certificate named(Instant notBefore) {
		return leaf(notBefore, "example.org", "www.example.org");
	}

	private static X509Certificate leaf(Instant notBefore, String... names) {
		return certificate("CN=example.org", LEAF, "CN=Intermediate", INTERMEDIATE, notBefore, names);
	}

	private static X509Certificate certificate(String subject, KeyPair key, String issuer, KeyPair signer,
			Instant notBefore, String... names) {
		try {
			JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(new X500Name(issuer), BigInteger.TEN,
					Date.from(notBefore), Date.from(notBefore.plus(Duration.ofDays(90))), new X500Name(subject),
					key.getPublic());
			if (names.length > 0) {
				builder.addExtension(Extension.subjectAlternativeName, false,
						new GeneralNames(Arrays.stream(names)
							.map((name) -> new GeneralName(GeneralName.dNSName, name))
							.toArray(GeneralName[]::new)));
			}
			return new JcaX509CertificateConverter().getCertificate(
					builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate())));
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
