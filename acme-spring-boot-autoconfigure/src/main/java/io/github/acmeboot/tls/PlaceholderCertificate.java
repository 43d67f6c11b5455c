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

package io.github.acmeboot.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.ManagedCertificate;

/**
 * Signs a certificate with its own key, to be presented until the CA has issued one. It
 * is valid already, whatever the clocks of the clients say, and its key is as small as
 * the kind of key allows. The only user of Bouncy Castle here, which the ACME client
 * brings along; its security provider is not used.
 */
final class PlaceholderCertificate {

	static final Duration BACKDATED = Duration.ofHours(1);

	static final Duration LIFE = Duration.ofDays(365);

	private static final X500Name SUBJECT = new X500Name("CN=Placeholder until the CA has issued a certificate");

	private final KeyPair keyPair;

	private final String signature;

	private PlaceholderCertificate(KeyPair keyPair, String signature) {
		this.keyPair = keyPair;
		this.signature = signature;
	}

	static PlaceholderCertificate ofKindOf(KeyType keyType) {
		boolean rsa = keyType.algorithm().equals("RSA");
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance(keyType.algorithm());
			generator.initialize(rsa ? KeyType.RSA_2048.size() : KeyType.EC_P256.size());
			return new PlaceholderCertificate(generator.generateKeyPair(), rsa ? "SHA256withRSA" : "SHA256withECDSA");
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Unable to make a key for placeholders", ex);
		}
	}

	IssuedCertificate sign(ManagedCertificate certificate, Instant now) {
		X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(SUBJECT,
				BigInteger.valueOf(now.toEpochMilli()), Date.from(now.minus(BACKDATED)), Date.from(now.plus(LIFE)),
				SUBJECT, this.keyPair.getPublic());
		try {
			builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
			builder.addExtension(Extension.subjectAlternativeName, false, names(certificate.identifiers()));
			X509Certificate leaf = new JcaX509CertificateConverter().getCertificate(
					builder.build(new JcaContentSignerBuilder(this.signature).build(this.keyPair.getPrivate())));
			return new IssuedCertificate(this.keyPair.getPrivate(), List.of(leaf));
		}
		catch (IOException | GeneralSecurityException | OperatorCreationException ex) {
			throw new IllegalStateException("Unable to sign a placeholder for '" + certificate.name() + "'", ex);
		}
	}

	private static GeneralNames names(List<Identifier> identifiers) {
		return new GeneralNames(identifiers.stream()
			.map((identifier) -> new GeneralName(
					(identifier.type() == Identifier.Type.IP) ? GeneralName.iPAddress : GeneralName.dNSName,
					identifier.value()))
			.toArray(GeneralName[]::new));
	}

}
