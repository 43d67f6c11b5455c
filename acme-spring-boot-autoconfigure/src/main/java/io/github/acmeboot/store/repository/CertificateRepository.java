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

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.store.AcmeStore;
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

	private static final String KIND = "certificates";

	private static final int PROBE_LENGTH = 8192;

	private final Codec<IssuedCertificate> codec = new CertificateCodec();

	private final AcmeStore store;

	public CertificateRepository(AcmeStore store) {
		this.store = store;
	}

	/**
	 * Finds a certificate. If what is stored cannot be read, it is reported and the
	 * former generation is returned, under the version of what cannot be read.
	 * @param name the name of the managed certificate
	 * @return the certificate, or empty if there is none
	 * @throws UnreadableValueException if neither generation can be read
	 */
	public Optional<Stored<IssuedCertificate>> find(String name) {
		try {
			return load(key(name));
		}
		catch (UnreadableValueException ex) {
			IssuedCertificate former = findPrevious(name).orElseThrow(() -> ex);
			logger.warn("The former certificate of '" + name + "', valid until " + former.notAfter()
					+ ", is used in place of the current one. " + ex.getMessage());
			return Optional.of(new Stored<>(former, ex.getVersion()));
		}
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
	 * Finds the former generation of a certificate.
	 * @param name the name of the managed certificate
	 * @return the former generation, or empty if there is none
	 */
	public Optional<IssuedCertificate> findPrevious(String name) {
		return load(previousKey(name)).map(Stored::value);
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
	 * Writes and reads back a value, because a certificate that cannot be saved is a
	 * wasted one.
	 * @throws StoreException if the store does not keep what it is given
	 */
	public void probe() {
		String key = StoreKey.of("probe", UUID.randomUUID().toString());
		byte[] content = key.repeat(PROBE_LENGTH / key.length()).getBytes(StandardCharsets.US_ASCII);
		StoredValue saved = this.store.save(key, content, WriteCondition.absent());
		Optional<StoredValue> loaded = this.store.load(key);
		this.store.delete(key, saved.version());
		if (!loaded.equals(Optional.of(saved)) || !Arrays.equals(saved.content(), content)) {
			throw new StoreException("The store does not keep what it is given: a probe written to '" + key
					+ "' could not be read back. No certificate is ordered that could not be saved.", null);
		}
	}

	/**
	 * Lists the names of the stored certificates.
	 * @return the names in their natural order
	 */
	public List<String> names() {
		return this.store.list(KIND + "/")
			.stream()
			.map((key) -> key.substring(KIND.length() + 1))
			.filter((segment) -> segment.indexOf('/') < 0)
			.map(StoreKey::name)
			.sorted()
			.toList();
	}

	private long keepFormer(String name, IssuedCertificate successor, WriteCondition condition) {
		Optional<String> previousVersion = this.store.version(previousKey(name));
		Optional<byte[]> content = readableContent(key(name), condition);
		Optional<IssuedCertificate> former = content.flatMap(this::certificate);
		if (former.isEmpty()) {
			content.ifPresent((unreadable) -> keepUnreadable(name, unreadable, condition.fence()));
			return generationAfterPrevious(name) + 1;
		}
		if (former.get().equals(successor)) {
			return former.get().generation();
		}
		keep(previousKey(name), content.orElseThrow(), previousVersion, condition.fence());
		return former.get().generation() + 1;
	}

	private void keepUnreadable(String name, byte[] content, long fence) {
		String unreadableKey = StoreKey.of(KIND, name, "unreadable");
		keep(unreadableKey, content, this.store.version(unreadableKey), fence);
	}

	private long generationAfterPrevious(String name) {
		try {
			return findPrevious(name).map((previous) -> previous.generation() + 1).orElse(0L);
		}
		catch (UnreadableValueException ex) {
			return 0;
		}
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

	private Optional<Stored<IssuedCertificate>> load(String key) {
		return this.store.load(key).map((stored) -> Stored.decode(key, stored, this.codec));
	}

	private static String key(String name) {
		return StoreKey.of(KIND, name);
	}

	private static String previousKey(String name) {
		return StoreKey.of(KIND, name, "previous");
	}

}
