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

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.acmeboot.IssuedCertificate;

/**
 * Certificates as PEM: the private key as PKCS#8, then the chain with its leaf first.
 * Before them stand the lines {@code Generation: <number>}, if the certificate has one,
 * and {@code Digest: <what tells that key and certificate belong together>}.
 */
public final class CertificateCodec implements Codec<IssuedCertificate> {

	private static final Pattern GENERATION = Pattern.compile("^Generation: (\\d{1,18})\\s*$", Pattern.MULTILINE);

	private static final Pattern DIGEST = Pattern.compile("^Digest: ([0-9a-f]{64})\\s*$", Pattern.MULTILINE);

	@Override
	public byte[] encode(IssuedCertificate certificate) {
		String generation = (certificate.generation() > 0) ? "Generation: " + certificate.generation() + "\n" : "";
		String digest = "Digest: " + KeyMatch.digest(certificate) + "\n";
		return (generation + digest + privateKey(certificate) + chain(certificate)).getBytes(StandardCharsets.US_ASCII);
	}

	/**
	 * Writes the private key.
	 * @param certificate the certificate
	 * @return the PEM
	 */
	public static String privateKey(IssuedCertificate certificate) {
		return new Pem(Pem.PRIVATE_KEY, certificate.privateKey().getEncoded()).text();
	}

	/**
	 * Writes the chain.
	 * @param certificate the certificate
	 * @return the PEM, leaf first
	 */
	public static String chain(IssuedCertificate certificate) {
		StringBuilder text = new StringBuilder();
		try {
			for (X509Certificate link : certificate.chain()) {
				text.append(new Pem(Pem.CERTIFICATE, link.getEncoded()).text());
			}
		}
		catch (CertificateEncodingException ex) {
			throw new IllegalArgumentException("the certificate has no encoding", ex);
		}
		return text.toString();
	}

	@Override
	public IssuedCertificate decode(byte[] content) {
		String text = new String(content, StandardCharsets.US_ASCII);
		List<Pem> structures = Pem.parse(text);
		List<X509Certificate> chain = Pem.labelled(Pem.CERTIFICATE, structures)
			.stream()
			.map(CertificateCodec::certificate)
			.toList();
		IssuedCertificate certificate = new IssuedCertificate(Pem.single(Pem.PRIVATE_KEY, structures).toPrivateKey(),
				chain);
		if (!isKnownPair(text, certificate) && !KeyMatch.isPair(certificate)) {
			throw new IllegalArgumentException("its private key is not that of its certificate");
		}
		return certificate.withGeneration(generation(text));
	}

	private static boolean isKnownPair(String text, IssuedCertificate certificate) {
		Matcher digest = DIGEST.matcher(text);
		return digest.find() && digest.group(1).equals(KeyMatch.digest(certificate));
	}

	private static long generation(String text) {
		Matcher generation = GENERATION.matcher(text);
		return generation.find() ? Long.parseLong(generation.group(1)) : 0;
	}

	private static X509Certificate certificate(Pem structure) {
		try {
			return (X509Certificate) CertificateFactory.getInstance("X.509")
				.generateCertificate(new ByteArrayInputStream(structure.der()));
		}
		catch (CertificateException ex) {
			throw new IllegalArgumentException("its '" + structure.label() + "' is not an X.509 certificate", ex);
		}
	}

}
