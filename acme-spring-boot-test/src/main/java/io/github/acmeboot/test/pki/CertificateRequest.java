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

package io.github.acmeboot.test.pki;

import java.io.IOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;

import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.test.protocol.ProblemException;
import io.github.acmeboot.test.protocol.ProblemType;

/**
 * A certificate request (RFC 2986) whose signature, key and names have been checked.
 *
 * @param key the public key
 * @param identifiers the names and addresses
 */
public record CertificateRequest(PublicKey key, Set<Identifier> identifiers) {

	private static final Set<Integer> RSA_SIZES = Set.of(2048, 3072, 4096);

	private static final Set<Integer> EC_SIZES = Set.of(256, 384);

	/**
	 * Reads a request.
	 * @param base64Url the DER, base64url
	 * @return the request
	 */
	public static CertificateRequest parse(String base64Url) {
		try {
			JcaPKCS10CertificationRequest request = new JcaPKCS10CertificationRequest(
					Base64.getUrlDecoder().decode(base64Url));
			PublicKey key = checked(request.getPublicKey());
			if (!request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
				throw badCsr("The signature of the CSR is wrong");
			}
			return new CertificateRequest(key, identifiers(request));
		}
		catch (IllegalArgumentException | IOException | GeneralSecurityException | OperatorCreationException
				| PKCSException ex) {
			throw badCsr("The CSR cannot be read: " + ex.getMessage());
		}
	}

	private static PublicKey checked(PublicKey key) {
		boolean good = (key instanceof RSAPublicKey rsa && RSA_SIZES.contains(rsa.getModulus().bitLength()))
				|| (key instanceof ECPublicKey ec
						&& EC_SIZES.contains(ec.getParams().getCurve().getField().getFieldSize()));
		if (!good) {
			throw badCsr("The key must be RSA with 2048, 3072 or 4096 bits, or EC on P-256 or P-384");
		}
		return key;
	}

	private static Set<Identifier> identifiers(JcaPKCS10CertificationRequest request) throws IOException {
		Extensions extensions = request.getRequestedExtensions();
		GeneralNames names = (extensions != null)
				? GeneralNames.fromExtensions(extensions, Extension.subjectAlternativeName) : null;
		if (names == null) {
			throw badCsr("The CSR has no subject alternative names");
		}
		Set<Identifier> identifiers = new LinkedHashSet<>();
		for (GeneralName name : names.getNames()) {
			identifiers.add(identifier(name));
		}
		for (RDN commonName : request.getSubject().getRDNs(BCStyle.CN)) {
			String value = commonName.getFirst().getValue().toString();
			if (!identifiers.contains(Identifier.of(value))) {
				throw badCsr("The common name '" + value + "' is none of the subject alternative names");
			}
		}
		return identifiers;
	}

	private static Identifier identifier(GeneralName name) throws IOException {
		return switch (name.getTagNo()) {
			case GeneralName.dNSName -> Identifier.of(name.getName().toString());
			case GeneralName.iPAddress -> Identifier
				.of(InetAddress.getByAddress(ASN1OctetString.getInstance(name.getName()).getOctets()).getHostAddress());
			default -> throw badCsr("The CSR has a subject alternative name that is neither DNS nor IP");
		};
	}

	private static ProblemException badCsr(String detail) {
		return new ProblemException(ProblemType.BAD_CSR, detail);
	}

}
