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

package io.github.acmeboot.benchmarks;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

import io.github.acmeboot.IssuedCertificate;

/**
 * Signs certificates with P-256 keys, all for the same key, since it makes no difference
 * to what is measured.
 */
public final class TestAuthority {

	private static final X500Name ISSUER = new X500Name("CN=Benchmark CA");

	private final AtomicLong serials = new AtomicLong(1000);

	private final KeyPair signer = keyPair();

	private final KeyPair pair = keyPair();

	private final X509Certificate root = sign(ISSUER, this.signer, true, "ca");

	/**
	 * Returns the certificate everything is signed by.
	 * @return the root
	 */
	public X509Certificate root() {
		return this.root;
	}

	/**
	 * Issues a certificate.
	 * @param host what it is for
	 * @return the certificate, with its root
	 */
	public IssuedCertificate issue(String host) {
		return new IssuedCertificate(this.pair.getPrivate(),
				List.of(sign(new X500Name("CN=" + host), this.pair, false, host), this.root));
	}

	private X509Certificate sign(X500Name subject, KeyPair of, boolean ca, String host) {
		try {
			Instant now = new Date().toInstant();
			JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(ISSUER,
					BigInteger.valueOf(this.serials.incrementAndGet()), Date.from(now.minus(Duration.ofHours(1))),
					Date.from(now.plus(Duration.ofDays(90))), subject, of.getPublic());
			builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(ca));
			builder.addExtension(Extension.subjectAlternativeName, false,
					new GeneralNames(new GeneralName(GeneralName.dNSName, host)));
			return new JcaX509CertificateConverter().getCertificate(
					builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(this.signer.getPrivate())));
		}
		catch (GeneralSecurityException | OperatorCreationException | IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static KeyPair keyPair() {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
			generator.initialize(new ECGenParameterSpec("secp256r1"));
			return generator.generateKeyPair();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
