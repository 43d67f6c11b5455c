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

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

import io.github.acmeboot.IssuedCertificate;

/**
 * A certificate as it is presented to clients.
 *
 * @param name the name of the managed certificate
 * @param alias what stands for exactly this key and chain, for ever
 * @param certificate the key and the chain
 * @param hosts the DNS names of the leaf, in lower case
 * @param placeholder whether it only stands in for a certificate that is still to come
 */
public record ServedCertificate(String name, String alias, IssuedCertificate certificate, List<String> hosts,
		boolean placeholder) {

	private static final int DNS_NAME = 2;

	public ServedCertificate {
		hosts = List.copyOf(hosts);
	}

	static ServedCertificate issued(String name, IssuedCertificate certificate) {
		return of(name, certificate, false);
	}

	static ServedCertificate placeholder(String name, IssuedCertificate certificate) {
		return of(name, certificate, true);
	}

	/**
	 * Returns whether the key can be used for a kind of authentication.
	 * @param keyType the type of key as JSSE calls it
	 * @return whether the key is of that type
	 */
	boolean hasKeyOf(String keyType) {
		return this.certificate.privateKey().getAlgorithm().equals(keyType);
	}

	X509Certificate[] chain() {
		return this.certificate.chain().toArray(new X509Certificate[0]);
	}

	private static ServedCertificate of(String name, IssuedCertificate certificate, boolean placeholder) {
		return new ServedCertificate(name, alias(certificate), certificate, hosts(certificate.leaf()), placeholder);
	}

	private static String alias(IssuedCertificate certificate) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			for (X509Certificate link : certificate.chain()) {
				digest.update(link.getEncoded());
			}
			return HexFormat.of().formatHex(digest.digest());
		}
		catch (NoSuchAlgorithmException | CertificateEncodingException ex) {
			throw new IllegalStateException("Unable to fingerprint " + certificate, ex);
		}
	}

	private static List<String> hosts(X509Certificate leaf) {
		try {
			Collection<List<?>> names = leaf.getSubjectAlternativeNames();
			return (names != null) ? names.stream()
				.filter((name) -> name.get(0).equals(DNS_NAME))
				.map((name) -> ((String) name.get(1)).toLowerCase(Locale.ROOT))
				.distinct()
				.toList() : List.of();
		}
		catch (CertificateParsingException ex) {
			throw new IllegalArgumentException("Unable to read the names of " + leaf.getSubjectX500Principal(), ex);
		}
	}

}
