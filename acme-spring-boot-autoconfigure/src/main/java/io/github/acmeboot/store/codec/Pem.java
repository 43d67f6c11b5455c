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
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Textual encoding of keys and certificates (RFC 7468), by what the JDK has.
 *
 * @param label the label of the structure
 * @param der the structure itself
 */
record Pem(String label, byte[] der) {

	static final String PRIVATE_KEY = "PRIVATE KEY";

	static final String PUBLIC_KEY = "PUBLIC KEY";

	static final String CERTIFICATE = "CERTIFICATE";

	private static final String BEGIN = "-----BEGIN ";

	private static final String ALTERED = "its PEM is cut off or altered";

	private static final Pattern STRUCTURE = Pattern
		.compile(BEGIN + "([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

	private static final Base64.Encoder ENCODER = Base64.getMimeEncoder(64, new byte[] { '\n' });

	private static final List<String> KEY_ALGORITHMS = List.of("EC", "RSA");

	static List<Pem> parse(String text) {
		List<Pem> structures = new ArrayList<>();
		Matcher matcher = STRUCTURE.matcher(text);
		while (matcher.find()) {
			structures.add(new Pem(matcher.group(1), decode(matcher.group(2))));
		}
		if (matcher.replaceAll("").lines().anyMatch((line) -> line.startsWith("-"))) {
			throw new IllegalArgumentException(ALTERED);
		}
		return structures;
	}

	private static byte[] decode(String base64) {
		try {
			return Base64.getMimeDecoder().decode(base64);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(ALTERED, ex);
		}
	}

	static List<Pem> labelled(String label, List<Pem> structures) {
		return structures.stream().filter((structure) -> structure.label.equals(label)).toList();
	}

	static Pem single(String label, List<Pem> structures) {
		List<Pem> found = labelled(label, structures);
		if (found.size() != 1) {
			throw new IllegalArgumentException("it holds " + found.size() + " structures '" + label + "' instead of 1");
		}
		return found.get(0);
	}

	PrivateKey toPrivateKey() {
		PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(this.der);
		return tryAlgorithms((factory) -> factory.generatePrivate(spec));
	}

	PublicKey toPublicKey() {
		X509EncodedKeySpec spec = new X509EncodedKeySpec(this.der);
		return tryAlgorithms((factory) -> factory.generatePublic(spec));
	}

	private <K> K tryAlgorithms(KeyReader<K> reader) {
		for (String algorithm : KEY_ALGORITHMS) {
			try {
				return reader.read(KeyFactory.getInstance(algorithm));
			}
			catch (GeneralSecurityException ex) {
				continue;
			}
		}
		throw new IllegalArgumentException("its '" + this.label + "' is neither an EC nor an RSA key");
	}

	String text() {
		return BEGIN + this.label + "-----\n" + new String(ENCODER.encode(this.der), StandardCharsets.US_ASCII)
				+ "\n-----END " + this.label + "-----\n";
	}

	@Override
	public String toString() {
		return "Pem[" + this.label + "]";
	}

	private interface KeyReader<K> {

		K read(KeyFactory factory) throws GeneralSecurityException;

	}

}
