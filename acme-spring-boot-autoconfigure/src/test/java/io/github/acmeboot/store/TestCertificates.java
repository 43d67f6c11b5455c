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

package io.github.acmeboot.store;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;

import javax.security.auth.x500.X500Principal;

import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.KeyType;

/**
 * Makes certificates to be stored.
 */
public final class TestCertificates {

	private TestCertificates() {
	}

	public static KeyPair keyPair(KeyType type) {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance(type.algorithm());
			generator.initialize(type.size());
			return generator.generateKeyPair();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	public static IssuedCertificate certificate(int serial) {
		return certificate(serial, KeyType.EC_P256);
	}

	public static IssuedCertificate certificate(int serial, KeyType type) {
		KeyPair keyPair = keyPair(type);
		return new IssuedCertificate(keyPair.getPrivate(),
				List.of(selfSigned(serial, keyPair), selfSigned(0, keyPair)));
	}

	private static X509Certificate selfSigned(int serial, KeyPair keyPair) {
		X500Principal name = new X500Principal("CN=serial " + serial);
		Instant start = Instant.parse("2030-01-01T00:00:00Z");
		try {
			return new JcaX509CertificateConverter()
				.getCertificate(new JcaX509v3CertificateBuilder(name, BigInteger.valueOf(serial), Date.from(start),
						Date.from(start.plusSeconds(86400)), name, keyPair.getPublic())
					.build(new JcaContentSignerBuilder(
							"SHA256with" + keyPair.getPrivate().getAlgorithm().replace("EC", "ECDSA"))
						.build(keyPair.getPrivate())));
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
