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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

import io.github.acmeboot.Identifier;

/**
 * The certificate that answers a tls-alpn-01 challenge, and what may be wrong with it.
 *
 * @param certificate the certificate
 */
record PresentedCertificate(X509Certificate certificate) {

	private static final String ACME_IDENTIFIER = "1.3.6.1.5.5.7.1.31";

	/**
	 * Looks for what RFC 8737 section 3 forbids.
	 * @param identifier what it has to be for
	 * @param keyAuthorization what it has to confirm
	 * @return what is wrong, or empty if nothing is
	 */
	Optional<String> defect(Identifier identifier, String keyAuthorization) {
		try {
			return defect(identifier, digest(keyAuthorization));
		}
		catch (IOException | IllegalArgumentException ex) {
			return Optional.of("it cannot be read: " + ex.getMessage());
		}
	}

	private Optional<String> defect(Identifier identifier, byte[] digest) throws IOException {
		if (!isSelfSigned()) {
			return Optional.of("it is not self-signed");
		}
		if (!isForExactly(identifier)) {
			return Optional.of("it is not for exactly '" + identifier + "'");
		}
		Set<String> critical = this.certificate.getCriticalExtensionOIDs();
		if (critical == null || !critical.contains(ACME_IDENTIFIER)) {
			return Optional.of("there is no critical acmeIdentifier extension");
		}
		boolean confirmed = Arrays.equals(digest, ASN1OctetString.getInstance(extension(ACME_IDENTIFIER)).getOctets());
		return confirmed ? Optional.empty() : Optional.of("the acmeIdentifier extension is for another challenge");
	}

	private boolean isSelfSigned() {
		try {
			this.certificate.verify(this.certificate.getPublicKey());
			return this.certificate.getIssuerX500Principal().equals(this.certificate.getSubjectX500Principal());
		}
		catch (GeneralSecurityException ex) {
			return false;
		}
	}

	private boolean isForExactly(Identifier identifier) throws IOException {
		byte[] extension = extension(Extension.subjectAlternativeName.getId());
		GeneralName[] names = (extension.length > 0) ? GeneralNames.getInstance(extension).getNames()
				: new GeneralName[0];
		return names.length == 1 && isFor(identifier, names[0]);
	}

	private static boolean isFor(Identifier identifier, GeneralName name) {
		return switch (identifier.type()) {
			case DNS -> name.getTagNo() == GeneralName.dNSName
					&& identifier.value().equalsIgnoreCase(name.getName().toString());
			case IP -> name.getTagNo() == GeneralName.iPAddress && Arrays.equals(ServerName.address(identifier),
					ASN1OctetString.getInstance(name.getName()).getOctets());
		};
	}

	private byte[] extension(String identifier) {
		byte[] value = this.certificate.getExtensionValue(identifier);
		return (value != null) ? ASN1OctetString.getInstance(value).getOctets() : new byte[0];
	}

	private static byte[] digest(String keyAuthorization) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(keyAuthorization.getBytes(StandardCharsets.US_ASCII));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("SHA-256 is not available", ex);
		}
	}

}
