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

package io.github.acmeboot.store.repository;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StaleWriteException;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.codec.CertificateCodec;
import io.github.acmeboot.store.codec.JsonObject;
import io.github.acmeboot.store.codec.StoreKey;

/**
 * Keeps the certificates that were revoked, with their keys, until they have expired; and
 * for ever which keys must not be used again. Safe for use by several threads.
 */
public final class RevokedCertificates {

	private static final String KIND = "certificates";

	private static final String REVOKED = "revoked";

	private static final int SEGMENTS = 4;

	private final CertificateCodec codec = new CertificateCodec();

	private final AcmeStore store;

	public RevokedCertificates(AcmeStore store) {
		this.store = store;
	}

	/**
	 * Returns the name of the certificate of which a revoked generation is kept under a
	 * key. It is kept there after all instances can know of the revocation.
	 * @param key a key of the store
	 * @return the name, or empty if something else is kept there
	 */
	public static Optional<String> nameOf(String key) {
		String[] segments = key.split("/");
		boolean revoked = segments.length == SEGMENTS && REVOKED.equals(segments[2]);
		return revoked ? CertificateRepository.nameOf(segments[0] + "/" + segments[1]) : Optional.empty();
	}

	/**
	 * Keeps a certificate that was revoked.
	 * @param name the name of the managed certificate
	 * @param certificate the certificate
	 */
	public void keep(String name, IssuedCertificate certificate) {
		saveOnce(key(name, certificate), this.codec.encode(certificate));
	}

	/**
	 * Remembers that the key of a certificate must not be used again.
	 * @param name the name of the managed certificate
	 * @param certificate the certificate
	 */
	public void ban(String name, IssuedCertificate certificate) {
		saveOnce(key(certificate.leaf().getPublicKey()),
				new JsonObject().with("certificate", name).with("serial", certificate.serial()).toBytes());
	}

	/**
	 * Returns whether a certificate must not be served again.
	 * @param name the name of the managed certificate
	 * @param certificate the certificate
	 * @return whether it was revoked, or its key must not be used
	 */
	public boolean contains(String name, IssuedCertificate certificate) {
		return this.store.version(key(name, certificate)).isPresent() || isBanned(certificate.leaf().getPublicKey());
	}

	/**
	 * Returns whether a key must not be used again.
	 * @param key the public key
	 * @return whether a certificate for it was revoked because of its key
	 */
	public boolean isBanned(PublicKey key) {
		return this.store.version(key(key)).isPresent();
	}

	static List<String> keys(AcmeStore store) {
		return store.list(KIND + "/").stream().filter((key) -> key.contains("/" + REVOKED + "/")).toList();
	}

	private void saveOnce(String key, byte[] content) {
		try {
			if (this.store.version(key).isEmpty()) {
				this.store.save(key, content, WriteCondition.absent());
			}
		}
		catch (StaleWriteException ex) {
			if (this.store.version(key).isEmpty()) {
				throw ex;
			}
		}
	}

	private static String key(String name, IssuedCertificate certificate) {
		return StoreKey.of(KIND, name, REVOKED, certificate.serial());
	}

	private static String key(PublicKey key) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
			return StoreKey.of("banned-keys", HexFormat.of().formatHex(digest));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every JDK has SHA-256", ex);
		}
	}

}
