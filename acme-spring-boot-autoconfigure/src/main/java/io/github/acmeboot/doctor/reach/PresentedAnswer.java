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

package io.github.acmeboot.doctor.reach;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;

import io.github.acmeboot.Identifier;

/**
 * Reads a tls-alpn-01 answer as a CA does (RFC 8737 section 3, RFC 8738 section 6).
 */
final class PresentedAnswer {

	private static final String ACME_IDENTIFIER = "1.3.6.1.5.5.7.1.31";

	private PresentedAnswer() {
	}

	/**
	 * Returns whether a certificate is the answer to a challenge.
	 * @param certificate the certificate
	 * @param keyAuthorization the key authorization
	 * @return whether a CA would take it
	 */
	static boolean answers(X509Certificate certificate, String keyAuthorization) {
		byte[] extension = certificate.getExtensionValue(ACME_IDENTIFIER);
		byte[] digest = digest(keyAuthorization);
		return extension != null && extension.length > digest.length && Arrays.equals(digest,
				Arrays.copyOfRange(extension, extension.length - digest.length, extension.length));
	}

	private static byte[] digest(String keyAuthorization) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(keyAuthorization.getBytes(StandardCharsets.US_ASCII));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every JDK has SHA-256", ex);
		}
	}

	/**
	 * Returns the name a CA asks for.
	 * @param identifier what is validated
	 * @return the name, or that of the reverse mapping of an address
	 * @throws UnknownHostException never
	 */
	static String serverName(Identifier identifier) throws UnknownHostException {
		if (identifier.type() == Identifier.Type.DNS) {
			return identifier.value();
		}
		byte[] address = InetAddress.getByName(identifier.value()).getAddress();
		StringBuilder name = new StringBuilder();
		if (address.length == 4) {
			for (int i = address.length - 1; i >= 0; i--) {
				name.append(Byte.toUnsignedInt(address[i])).append('.');
			}
			return name + "in-addr.arpa";
		}
		String digits = new StringBuilder(HexFormat.of().formatHex(address)).reverse().toString();
		digits.chars().forEach((digit) -> name.append((char) digit).append('.'));
		return name + "ip6.arpa";
	}

}
