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

package io.github.acmeboot.renewal;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.ManagedCertificate;

/**
 * Certificates for tests, wanted and issued.
 */
public final class TestCertificates {

	private static final KeyPair KEY_PAIR = keyPair();

	private static final AtomicLong SERIAL = new AtomicLong(0x1000);

	private TestCertificates() {
	}

	public static ManagedCertificate wanted(String name, String... domains) {
		List<String> names = (domains.length > 0) ? Arrays.asList(domains) : List.of(name + ".example.com");
		return new ManagedCertificate(name, names.stream().map(Identifier::of).toList(), List.of("ca"), "http-01",
				KeyType.EC_P256, false, null, null, true);
	}

	public static IssuedCertificate issued(Instant notBefore, Duration life, String... names) {
		try {
			X500Name subject = new X500Name("CN=test");
			JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(subject,
					BigInteger.valueOf(SERIAL.incrementAndGet()), Date.from(notBefore), Date.from(notBefore.plus(life)),
					subject, KEY_PAIR.getPublic());
			if (names.length > 0) {
				builder.addExtension(Extension.subjectAlternativeName, false,
						new GeneralNames(Arrays.stream(names).map(TestCertificates::name).toArray(GeneralName[]::new)));
			}
			X509Certificate certificate = new JcaX509CertificateConverter().getCertificate(
					builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(KEY_PAIR.getPrivate())));
			return new IssuedCertificate(KEY_PAIR.getPrivate(), List.of(certificate));
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static GeneralName name(String name) {
		boolean address = Identifier.of(name).type() == Identifier.Type.IP;
		return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, name);
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
