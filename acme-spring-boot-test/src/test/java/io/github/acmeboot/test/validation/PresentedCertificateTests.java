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

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Date;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.test.pki.Keys;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PresentedCertificate}.
 */
class PresentedCertificateTests {

	private static final String HOST = "www.example.org";

	private static final GeneralName NAME = new GeneralName(GeneralName.dNSName, HOST);

	private static final String ANSWER = "token.thumbprint";

	private final KeyPair keys = Keys.generate(KeyType.EC_P256);

	private KeyPair issuer = this.keys;

	@Test
	void anAnswerAsTheRfcWantsItHasNoDefect() throws Exception {
		assertThat(certificate(true, ANSWER, NAME).defect(Identifier.of(HOST), ANSWER)).isEmpty();
		GeneralName address = new GeneralName(GeneralName.iPAddress, "192.0.2.7");
		assertThat(certificate(true, ANSWER, address).defect(Identifier.of("192.0.2.7"), ANSWER)).isEmpty();
		GeneralName ipv6 = new GeneralName(GeneralName.iPAddress, "2001:db8::7");
		assertThat(certificate(true, ANSWER, ipv6).defect(Identifier.of("2001:db8::7"), ANSWER)).isEmpty();
	}

	@Test
	void theKeyAuthorizationHasToBeTheOne() throws Exception {
		assertDefect(certificate(true, "other.thumbprint", NAME), "is for another challenge");
	}

	@Test
	void theExtensionHasToBeThereAndCritical() throws Exception {
		assertDefect(certificate(false, ANSWER, NAME), "no critical acmeIdentifier");
		assertDefect(certificate(true, "", NAME), "no critical acmeIdentifier");
	}

	@Test
	void theCertificateHasToBeForExactlyTheName() throws Exception {
		GeneralName other = new GeneralName(GeneralName.dNSName, "other.example.org");
		assertDefect(certificate(true, ANSWER), "not for exactly 'www.example.org'");
		assertDefect(certificate(true, ANSWER, other), "not for exactly 'www.example.org'");
		assertDefect(certificate(true, ANSWER, NAME, other), "not for exactly 'www.example.org'");
		assertDefect(certificate(true, ANSWER, new GeneralName(GeneralName.rfc822Name, HOST)), "not for exactly");
		GeneralName addressAsName = new GeneralName(GeneralName.dNSName, "192.0.2.7");
		assertThat(certificate(true, ANSWER, addressAsName).defect(Identifier.of("192.0.2.7"), ANSWER)).isPresent();
	}

	@Test
	void theCertificateHasToBeSelfSigned() throws Exception {
		this.issuer = Keys.generate(KeyType.EC_P256);
		assertDefect(certificate(true, ANSWER, NAME), "not self-signed");
	}

	@Test
	void anAddressIsAskedForByItsReverseName() {
		assertThat(ServerName.of(Identifier.of(HOST))).isEqualTo(HOST);
		assertThat(ServerName.of(Identifier.of("192.0.2.7"))).isEqualTo("7.2.0.192.in-addr.arpa");
		assertThat(ServerName.of(Identifier.of("2001:db8::567:89ab")))
			.isEqualTo("b.a.9.8.7.6.5.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa");
	}

	private static void assertDefect(PresentedCertificate presented, String text) {
		assertThat(presented.defect(Identifier.of(HOST), ANSWER)).get().asString().contains(text);
	}

	private PresentedCertificate certificate(boolean critical, String answer, GeneralName... names) throws Exception {
		X500Name subject = new X500Name("CN=challenge");
		Instant now = Instant.now();
		X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(subject, BigInteger.ONE,
				Date.from(now.minusSeconds(60)), Date.from(now.plusSeconds(60)), subject, this.keys.getPublic());
		if (names.length > 0) {
			builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
		}
		if (!answer.isEmpty()) {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(answer.getBytes(StandardCharsets.US_ASCII));
			builder.addExtension(new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.31"), critical, new DEROctetString(digest));
		}
		return new PresentedCertificate(new JcaX509CertificateConverter().getCertificate(
				builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(this.issuer.getPrivate()))));
	}

}
