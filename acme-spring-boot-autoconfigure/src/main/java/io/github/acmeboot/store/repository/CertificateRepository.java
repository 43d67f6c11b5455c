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

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.SealedValueException;
import io.github.acmeboot.store.StaleWriteException;
import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.UnreadableValueException;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.codec.CertificateCodec;
import io.github.acmeboot.store.codec.Codec;
import io.github.acmeboot.store.codec.StoreKey;

/**
 * Keeps issued certificates, and the former generation of each. Safe for use by several
 * threads.
 */
public final class CertificateRepository {

	private static final Log logger = LogFactory.getLog(CertificateRepository.class);

	static final String KIND = "certificates";

	private final Codec<IssuedCertificate> codec = new CertificateCodec();

	private final AcmeStore store;

	private final StoreProbe probe;

	public CertificateRepository(AcmeStore store) {
		this.store = store;
		this.probe = new StoreProbe(store);
	}

	/**
	 * Returns the name of the certificate that is kept under a key.
	 * @param key a key of the store
	 * @return the name, or empty if something else than the current generation of a
	 * certificate is kept there
	 */
	public static Optional<String> nameOf(String key) {
		return nameOf(KIND, key);
	}

	static Optional<String> nameOf(String kind, String key) {
		return Optional.of(key)
			.filter((candidate) -> candidate.startsWith(kind + "/"))
			.map((candidate) -> candidate.substring(kind.length() + 1))
			.filter((segment) -> segment.indexOf('/') < 0)
			.flatMap(CertificateRepository::decode);
	}

	private static Optional<String> decode(String segment) {
		try {
			return Optional.of(StoreKey.name(segment));
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	/**
	 * Finds a certificate. If what is stored cannot be read, it is reported and the
	 * former generation is returned, under the version of what cannot be read.
	 * @param name the name of the managed certificate
	 * @return the certificate, or empty if there is none
	 * @throws UnreadableValueException if neither generation can be read
	 * @throws SealedValueException if another instance can read it; the former generation
	 * may do to serve, but nothing may take its place
	 */
	public Optional<Stored<IssuedCertificate>> find(String name) {
		try {
			return findCurrent(name);
		}
		catch (UnreadableValueException ex) {
			IssuedCertificate former = findPrevious(name).orElseThrow(() -> ex);
			logger.warn("The former certificate of '" + name + "', valid until " + former.notAfter()
					+ ", is used in place of the current one. " + ex.getMessage());
			return Optional.of(new Stored<>(former, ex.getVersion()));
		}
	}

	/**
	 * Finds a certificate, or says why it cannot be read.
	 * @param name the name of the managed certificate
	 * @return the certificate, or empty if there is none
	 * @throws UnreadableValueException if what is stored cannot be read
	 * @throws SealedValueException if another instance can read it
	 */
	public Optional<Stored<IssuedCertificate>> findCurrent(String name) {
		return load(key(name));
	}

	/**
	 * Returns the version that is stored, without reading more than that needs.
	 * @param name the name of the managed certificate
	 * @return the version, or empty if there is none
	 */
	public Optional<String> version(String name) {
		return this.store.version(key(name));
	}

	/**
	 * Finds the former generation of a certificate: what is left of a roll-back that was
	 * cut short, or else what is kept as the former generation.
	 * @param name the name of the managed certificate
	 * @return the former generation, or empty if there is none that can be read
	 */
	public Optional<IssuedCertificate> findPrevious(String name) {
		Optional<IssuedCertificate> current = readable(key(name));
		return formerKeys(name).stream()
			.map(this::readable)
			.flatMap(Optional::stream)
			.filter((former) -> !current.equals(Optional.of(former)))
			.max(Comparator.comparingLong(IssuedCertificate::generation));
	}

	/**
	 * Saves a certificate and keeps what it replaces as the former generation. Its number
	 * is at least one higher than that of what it replaces.
	 * @param name the name of the managed certificate
	 * @param certificate the certificate
	 * @param condition what has to be stored now
	 * @return the certificate with its generation, and its new version
	 * @throws StaleWriteException if something else is stored; it is kept
	 */
	public Stored<IssuedCertificate> save(String name, IssuedCertificate certificate, WriteCondition condition) {
		long least = keepFormer(name, certificate, condition);
		IssuedCertificate successor = certificate.withGeneration(Math.max(certificate.generation(), least));
		StoredValue stored = this.store.save(key(name), this.codec.encode(successor), condition);
		return new Stored<>(successor, stored.version());
	}

	/**
	 * Puts the former generation in the place of the current one, and the current one in
	 * its place. Both are stored at every moment, whatever fails.
	 * @param name the name of the managed certificate
	 * @param former the former generation
	 * @param condition what has to be stored now
	 * @return the former certificate with its new generation, and its new version
	 * @throws StaleWriteException if something else is stored; it is kept
	 */
	public Stored<IssuedCertificate> rollBack(String name, IssuedCertificate former, WriteCondition condition) {
		StoredValue replaced = this.store.load(key(name))
			.filter((current) -> condition.version().equals(Optional.of(current.version())))
			.orElseThrow(() -> new StaleWriteException(key(name), condition));
		IssuedCertificate current = Stored.decode(key(name), replaced, this.codec).value();
		long least = current.generation() + 1;
		finishFormerRollBack(name, current, condition.fence());
		keep(replacedKey(name), replaced.content(), condition.fence());
		IssuedCertificate restored = former.withGeneration(Math.max(former.generation(), least));
		StoredValue stored = this.store.save(key(name), this.codec.encode(restored), condition);
		settle(name, replaced.content(), condition.fence());
		return new Stored<>(restored, stored.version());
	}

	private void finishFormerRollBack(String name, IssuedCertificate current, long fence) {
		readable(replacedKey(name)).filter((replaced) -> !replaced.equals(current))
			.ifPresent((replaced) -> keep(previousKey(name), this.codec.encode(replaced), fence));
	}

	private void settle(String name, byte[] replaced, long fence) {
		try {
			keep(previousKey(name), replaced, fence);
			this.store.version(replacedKey(name)).ifPresent((version) -> this.store.delete(replacedKey(name), version));
		}
		catch (StoreException ex) {
			logger.debug("What '" + name + "' was rolled back from is kept as '" + replacedKey(name) + "'", ex);
		}
	}

	/**
	 * Writes and reads back a value, because a certificate that cannot be saved is a
	 * wasted one. Done under the lock of the certificate.
	 * @param name the name of the managed certificate
	 * @throws StoreException if the store does not keep what it is given
	 */
	public void probe(String name) {
		this.probe.run(name);
	}

	/**
	 * Lists the names of the stored certificates.
	 * @return the names in their natural order
	 */
	public List<String> names() {
		return this.store.list(KIND + "/")
			.stream()
			.map(CertificateRepository::nameOf)
			.flatMap(Optional::stream)
			.sorted()
			.toList();
	}

	private long keepFormer(String name, IssuedCertificate successor, WriteCondition condition) {
		Optional<String> previousVersion = this.store.version(previousKey(name));
		Optional<byte[]> content = readableContent(key(name), condition);
		Optional<IssuedCertificate> former = content.flatMap(this::certificate);
		if (former.isEmpty()) {
			content.ifPresent((unreadable) -> keepUnreadable(name, unreadable, condition.fence()));
			return findPrevious(name).map((previous) -> previous.generation() + 2).orElse(1L);
		}
		if (former.get().equals(successor)) {
			return former.get().generation();
		}
		keep(previousKey(name), content.orElseThrow(), previousVersion, condition.fence());
		return former.get().generation() + 1;
	}

	private void keepUnreadable(String name, byte[] content, long fence) {
		keep(StoreKey.of(KIND, name, "unreadable"), content, fence);
	}

	private void keep(String key, byte[] content, long fence) {
		keep(key, content, this.store.version(key), fence);
	}

	private void keep(String key, byte[] content, Optional<String> version, long fence) {
		this.store.save(key, content,
				version.map(WriteCondition::version).orElseGet(WriteCondition::absent).fencedBy(fence));
	}

	private Optional<byte[]> readableContent(String key, WriteCondition condition) {
		try {
			return this.store.load(key)
				.filter((stored) -> condition.version().equals(Optional.of(stored.version())))
				.map(StoredValue::content);
		}
		catch (UnreadableValueException ex) {
			return Optional.empty();
		}
	}

	private Optional<IssuedCertificate> certificate(byte[] content) {
		try {
			return Optional.of(this.codec.decode(content));
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	private Optional<IssuedCertificate> readable(String key) {
		try {
			return load(key).map(Stored::value);
		}
		catch (UnreadableValueException | SealedValueException ex) {
			logger.debug("Doing without '" + key + "'", ex);
			return Optional.empty();
		}
	}

	private Optional<Stored<IssuedCertificate>> load(String key) {
		return this.store.load(key).map((stored) -> Stored.decode(key, stored, this.codec));
	}

	/**
	 * Returns where former generations are kept.
	 * @param name the name of the managed certificate
	 * @return the keys, the one of a roll-back that was cut short first
	 */
	static List<String> formerKeys(String name) {
		return List.of(replacedKey(name), previousKey(name));
	}

	static String key(String name) {
		return StoreKey.of(KIND, name);
	}

	private static String previousKey(String name) {
		return StoreKey.of(KIND, name, "previous");
	}

	private static String replacedKey(String name) {
		return StoreKey.of(KIND, name, "replaced");
	}

}
