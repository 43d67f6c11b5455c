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
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;

import javax.security.auth.x500.X500Principal;

import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

import io.github.acmeboot.Identifier;

/**
 * A certificate and its key, with which other certificates are signed.
 *
 * @param certificate the certificate of this authority
 * @param keys its key
 */
public record Authority(X509Certificate certificate, KeyPair keys) {

	private static final SecureRandom random = new SecureRandom();

	/**
	 * Makes a root.
	 * @param name the common name
	 * @param keys the key
	 * @param validity from when to when
	 * @return an authority that signed its own certificate
	 */
	public static Authority root(String name, KeyPair keys, Validity validity) {
		X500Principal subject = new X500Principal("CN=" + name);
		X509v3CertificateBuilder builder = builder(subject, subject, keys.getPublic(), validity);
		return new Authority(sign(asAuthority(builder), keys, keys.getPublic()), keys);
	}

	/**
	 * Signs the certificate of another authority.
	 * @param name its common name
	 * @param subjectKeys its key
	 * @param validity from when to when
	 * @return an authority whose certificate this one signed
	 */
	public Authority sign(String name, KeyPair subjectKeys, Validity validity) {
		X509v3CertificateBuilder builder = builder(this.certificate.getSubjectX500Principal(),
				new X500Principal("CN=" + name), subjectKeys.getPublic(), validity);
		return new Authority(sign(asAuthority(builder), this.keys, subjectKeys.getPublic()), subjectKeys);
	}

	/**
	 * Signs the certificate of a server.
	 * @param key its public key
	 * @param identifiers its names and addresses
	 * @param validity from when to when
	 * @return the certificate
	 */
	public X509Certificate sign(PublicKey key, Collection<Identifier> identifiers, Validity validity) {
		X509v3CertificateBuilder builder = builder(this.certificate.getSubjectX500Principal(), new X500Principal(""),
				key, validity);
		try {
			builder.addExtension(Extension.subjectAlternativeName, true,
					new GeneralNames(identifiers.stream().map(Authority::generalName).toArray(GeneralName[]::new)));
			builder.addExtension(Extension.extendedKeyUsage, false,
					new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
			builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
			return sign(builder, this.keys, key);
		}
		catch (IOException ex) {
			throw new IllegalStateException("Unable to make a certificate", ex);
		}
	}

	private static X509v3CertificateBuilder builder(X500Principal issuer, X500Principal subject, PublicKey key,
			Validity validity) {
		return new JcaX509v3CertificateBuilder(issuer, new BigInteger(120, random).setBit(119),
				Date.from(validity.notBefore()), Date.from(validity.notAfter()), subject, key);
	}

	private static X509v3CertificateBuilder asAuthority(X509v3CertificateBuilder builder) {
		try {
			builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
			builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
			return builder;
		}
		catch (IOException ex) {
			throw new IllegalStateException("Unable to make a certificate", ex);
		}
	}

	private static X509Certificate sign(X509v3CertificateBuilder builder, KeyPair issuer, PublicKey subject) {
		try {
			JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
			builder.addExtension(Extension.subjectKeyIdentifier, false,
					identifiers.createSubjectKeyIdentifier(subject));
			builder.addExtension(Extension.authorityKeyIdentifier, false,
					identifiers.createAuthorityKeyIdentifier(issuer.getPublic()));
			String algorithm = "SHA256with" + ("EC".equals(issuer.getPrivate().getAlgorithm()) ? "ECDSA" : "RSA");
			return new JcaX509CertificateConverter()
				.getCertificate(builder.build(new JcaContentSignerBuilder(algorithm).build(issuer.getPrivate())));
		}
		catch (GeneralSecurityException | OperatorException | IOException ex) {
			throw new IllegalStateException("Unable to make a certificate", ex);
		}
	}

	private static GeneralName generalName(Identifier identifier) {
		int tag = (identifier.type() == Identifier.Type.IP) ? GeneralName.iPAddress : GeneralName.dNSName;
		return new GeneralName(tag, identifier.value());
	}

	/**
	 * From when to when a certificate is valid.
	 *
	 * @param notBefore the first instant
	 * @param notAfter the last instant
	 */
	public record Validity(Instant notBefore, Instant notAfter) {

		/**
		 * Moves both ends.
		 * @param offset by how much
		 * @return as long a time, but later
		 */
		public Validity plus(Duration offset) {
			return new Validity(this.notBefore.plus(offset), this.notAfter.plus(offset));
		}

	}

}
