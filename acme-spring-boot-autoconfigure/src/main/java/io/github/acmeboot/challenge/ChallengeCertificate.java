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

package io.github.acmeboot.challenge;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.UUID;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.KeyType;

/**
 * The certificate that answers one tls-alpn-01 challenge (RFC 8737 section 3): signed
 * with its own key, for exactly one name, and of no use for anything else. Made by Bouncy
 * Castle, which the ACME client brings along; its security provider is not used. The text
 * shows nothing of the key.
 */
public final class ChallengeCertificate {

	static final String ALIAS_PREFIX = TlsAlpn01Responder.PROTOCOL + ":";

	private static final ASN1ObjectIdentifier ACME_IDENTIFIER = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.31");

	private static final X500Name SUBJECT = new X500Name("CN=ACME tls-alpn-01 challenge");

	private static final Duration BACKDATED = Duration.ofHours(1);

	private final String alias = ALIAS_PREFIX + UUID.randomUUID();

	private final byte[] digest;

	private final PrivateKey privateKey;

	private final X509Certificate certificate;

	private ChallengeCertificate(byte[] digest, PrivateKey privateKey, X509Certificate certificate) {
		this.digest = digest;
		this.privateKey = privateKey;
		this.certificate = certificate;
	}

	static ChallengeCertificate of(Identifier identifier, String keyAuthorization, Instant now, Instant expires) {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance(KeyType.EC_P256.algorithm());
			generator.initialize(KeyType.EC_P256.size());
			KeyPair keyPair = generator.generateKeyPair();
			byte[] digest = digest(keyAuthorization);
			X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(SUBJECT,
					BigInteger.valueOf(now.toEpochMilli()), Date.from(now.minus(BACKDATED)), Date.from(expires),
					SUBJECT, keyPair.getPublic());
			return new ChallengeCertificate(digest, keyPair.getPrivate(),
					sign(builder, identifier, digest, keyPair.getPrivate()));
		}
		catch (IOException | GeneralSecurityException | OperatorCreationException ex) {
			throw new IllegalStateException(
					"Unable to make the certificate for the tls-alpn-01 challenge of '" + identifier + "'", ex);
		}
	}

	private static X509Certificate sign(X509v3CertificateBuilder builder, Identifier identifier, byte[] digest,
			PrivateKey key) throws IOException, GeneralSecurityException, OperatorCreationException {
		builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(name(identifier)));
		builder.addExtension(ACME_IDENTIFIER, true, new DEROctetString(digest));
		return new JcaX509CertificateConverter()
			.getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
	}

	private static GeneralName name(Identifier identifier) {
		boolean address = identifier.type() == Identifier.Type.IP;
		return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, identifier.value());
	}

	private static byte[] digest(String keyAuthorization) throws GeneralSecurityException {
		return MessageDigest.getInstance("SHA-256").digest(keyAuthorization.getBytes(StandardCharsets.US_ASCII));
	}

	/**
	 * Returns what stands for exactly this key and certificate.
	 * @return the alias
	 */
	public String alias() {
		return this.alias;
	}

	/**
	 * Returns the key.
	 * @return the key
	 */
	public PrivateKey privateKey() {
		return this.privateKey;
	}

	/**
	 * Returns the certificate, which is its own issuer.
	 * @return the certificate
	 */
	public X509Certificate certificate() {
		return this.certificate;
	}

	boolean answers(String keyAuthorization) {
		try {
			return Arrays.equals(this.digest, digest(keyAuthorization));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("SHA-256 is not available", ex);
		}
	}

	boolean isExpired(Instant now) {
		return !now.isBefore(this.certificate.getNotAfter().toInstant());
	}

	@Override
	public String toString() {
		return "ChallengeCertificate[alias=" + this.alias + "]";
	}

}
