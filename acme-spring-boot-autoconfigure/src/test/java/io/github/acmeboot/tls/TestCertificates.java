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

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
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
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

import io.github.acmeboot.IssuedCertificate;

/**
 * A CA for tests: signs certificates with the names and the kind of key a test wants.
 */
public final class TestCertificates {

	private static final AtomicLong SERIALS = new AtomicLong(0x1000);

	private final KeyPair keyPair = keyPair("EC", 256);

	private final X500Name name = new X500Name("CN=Test CA");

	private final X509Certificate root = sign(this.name, this.keyPair, Duration.ofDays(3650), true, List.of());

	public X509Certificate root() {
		return this.root;
	}

	public IssuedCertificate ec(String... names) {
		return issue(keyPair("EC", 256), Duration.ofDays(90), names);
	}

	public IssuedCertificate rsa(String... names) {
		return issue(keyPair("RSA", 2048), Duration.ofDays(90), names);
	}

	public IssuedCertificate ec(Duration life, String... names) {
		return issue(keyPair("EC", 256), life, names);
	}

	private IssuedCertificate issue(KeyPair pair, Duration life, String... names) {
		X509Certificate leaf = sign(new X500Name("CN=Test"), pair, life, false, Arrays.asList(names));
		return new IssuedCertificate(pair.getPrivate(), List.of(leaf, this.root));
	}

	private X509Certificate sign(X500Name subject, KeyPair pair, Duration life, boolean ca, List<String> names) {
		Instant now = Instant.now();
		JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(this.name,
				BigInteger.valueOf(SERIALS.incrementAndGet()), Date.from(now.minusSeconds(3600)),
				Date.from(now.plus(life)), subject, pair.getPublic());
		try {
			builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(ca));
			if (!names.isEmpty()) {
				builder.addExtension(Extension.subjectAlternativeName, false,
						new GeneralNames(names.stream()
							.map((san) -> new GeneralName(GeneralName.dNSName, san))
							.toArray(GeneralName[]::new)));
			}
			return new JcaX509CertificateConverter().getCertificate(
					builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(this.keyPair.getPrivate())));
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static KeyPair keyPair(String algorithm, int size) {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
			generator.initialize(size, new SecureRandom());
			return generator.generateKeyPair();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
