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

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.util.HexFormat;

import io.github.acmeboot.IssuedCertificate;

/**
 * Tells whether a private key is that of a certificate. Only a signature shows it for an
 * EC key, which takes a thousand times as long as reading the key. Two that are known to
 * belong together are therefore recognized by their digest.
 */
final class KeyMatch {

	private KeyMatch() {
	}

	/**
	 * Digests a key and its certificate.
	 * @param certificate the certificate
	 * @return what stands for these two together
	 */
	static String digest(IssuedCertificate certificate) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			digest.update(certificate.privateKey().getEncoded());
			return HexFormat.of().formatHex(digest.digest(certificate.leaf().getEncoded()));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalArgumentException("the certificate has no encoding", ex);
		}
	}

	/**
	 * Returns whether the key is that of the certificate.
	 * @param certificate the certificate
	 * @return whether what the key signs is verified by the certificate
	 */
	static boolean isPair(IssuedCertificate certificate) {
		PrivateKey privateKey = certificate.privateKey();
		PublicKey publicKey = certificate.leaf().getPublicKey();
		if (privateKey instanceof RSAKey own && publicKey instanceof RSAKey other) {
			return own.getModulus().equals(other.getModulus());
		}
		return privateKey.getAlgorithm().equals(publicKey.getAlgorithm()) && isVerified(privateKey, certificate.leaf());
	}

	private static boolean isVerified(PrivateKey privateKey, X509Certificate leaf) {
		try {
			Signature signature = Signature.getInstance("SHA256withECDSA");
			signature.initSign(privateKey);
			signature.update(leaf.getSignature());
			byte[] signed = signature.sign();
			signature.initVerify(leaf.getPublicKey());
			signature.update(leaf.getSignature());
			return signature.verify(signed);
		}
		catch (GeneralSecurityException ex) {
			return false;
		}
	}

}
