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

package io.github.acmeboot.store.sealing;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.SealedValueException;
import io.github.acmeboot.store.StaleWriteException;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.UnreadableValueException;
import io.github.acmeboot.store.WriteCondition;

/**
 * {@link AcmeStore} that seals what it writes to another one, and opens what it reads
 * there. Whatever the kind of value: also an answer to a challenge has to be one of ours,
 * or whoever can write to the store has our instances answer for him, and gets
 * certificates for our names.
 * <p>
 * What is sealed in a way that only another instance can open is never overwritten or
 * deleted. Of what nobody can open a copy is kept below its key before it is replaced.
 */
final class SealedAcmeStore implements AcmeStore {

	/**
	 * The segment between a key and the copies of what was found there.
	 */
	static final String REFUSED = "refused";

	private static final Log logger = LogFactory.getLog(SealedAcmeStore.class);

	private final OpenedVersions opened = new OpenedVersions();

	private final AcmeStore store;

	private final KeyRing keys;

	private final ValueOpener opener;

	SealedAcmeStore(AcmeStore store, KeyRing keys, boolean acceptUnsealed) {
		this.store = store;
		this.keys = keys;
		this.opener = new ValueOpener(keys, acceptUnsealed);
	}

	@Override
	public Optional<StoredValue> load(String key) {
		return this.store.load(key).map((stored) -> open(key, stored));
	}

	@Override
	public Optional<String> version(String key) {
		return this.store.version(key);
	}

	@Override
	public StoredValue save(String key, byte[] content, WriteCondition condition) {
		return save(key, content, condition, this.store::save);
	}

	@Override
	public StoredValue save(String key, byte[] content, WriteCondition condition, Duration timeToLive) {
		return save(key, content, condition,
				(place, sealed, expected) -> this.store.save(place, sealed, expected, timeToLive));
	}

	@Override
	public void delete(String key, String version) {
		findRefused(key, version);
		this.store.delete(key, version);
		this.opened.remove(key);
	}

	@Override
	public List<String> list(String prefix) {
		return this.store.list(prefix);
	}

	@Override
	public boolean isRemote() {
		return this.store.isRemote();
	}

	/**
	 * Seals a value with the first key, unless it is.
	 * @param key the key
	 * @param timeToLive the time after which the value may be forgotten, or {@code null}
	 * @return whether it was written
	 * @throws StaleWriteException if another one wrote it meanwhile
	 */
	boolean reseal(String key, @Nullable Duration timeToLive) {
		Optional<StoredValue> stored = this.store.load(key);
		Optional<StoredValue> value = stored.map((found) -> open(key, found));
		if (value.isEmpty() || this.keys.isSealedByFirst(stored.orElseThrow().content())) {
			return false;
		}
		WriteCondition unchanged = WriteCondition.unchanged(stored);
		if (timeToLive != null) {
			save(key, value.get().content(), unchanged, timeToLive);
		}
		else {
			save(key, value.get().content(), unchanged);
		}
		return true;
	}

	private StoredValue save(String key, byte[] content, WriteCondition condition, Write write) {
		condition.version()
			.flatMap((version) -> findRefused(key, version))
			.ifPresent((refused) -> keepAside(key, refused, write));
		try {
			StoredValue saved = write.save(key, this.keys.seal(key, content), condition);
			this.opened.add(key, saved.version());
			return new StoredValue(content, saved.version());
		}
		catch (StaleWriteException ex) {
			throw explain(key, condition, ex);
		}
	}

	private StoredValue open(String key, StoredValue stored) {
		StoredValue value = this.opener.open(key, stored);
		this.opened.add(key, stored.version());
		return value;
	}

	/**
	 * Finds what is about to be replaced or deleted without having been opened.
	 * @param key the key
	 * @param version the version that is to go
	 * @return what is stored, if nobody can open it
	 * @throws SealedValueException if another instance can open it
	 */
	private Optional<StoredValue> findRefused(String key, String version) {
		return this.opened.contains(key, version) ? Optional.empty()
				: stored(key, version).filter((stored) -> isRefused(key, stored));
	}

	private Optional<StoredValue> stored(String key, String version) {
		try {
			return this.store.load(key).filter((stored) -> stored.version().equals(version));
		}
		catch (UnreadableValueException ex) {
			logger.debug("The store keeps a copy by itself of what it cannot read", ex);
			return Optional.empty();
		}
	}

	private boolean isRefused(String key, StoredValue stored) {
		try {
			open(key, stored);
			return false;
		}
		catch (UnreadableValueException ex) {
			return true;
		}
	}

	private void keepAside(String key, StoredValue refused, Write write) {
		String copy = key + "/" + REFUSED + "/" + digest(refused.content());
		try {
			write.save(copy, refused.content(), WriteCondition.absent());
			logger.warn("'" + key + "' cannot be opened and is replaced; a copy is kept as '" + copy + "'");
		}
		catch (StaleWriteException ex) {
			logger.debug("A copy is kept already as '" + copy + "'", ex);
		}
	}

	private StaleWriteException explain(String key, WriteCondition condition, StaleWriteException stale) {
		try {
			load(key);
		}
		catch (UnreadableValueException ex) {
			if (!condition.version().equals(Optional.of(ex.getVersion()))) {
				throw ex;
			}
		}
		return stale;
	}

	private static String digest(byte[] content) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, 16);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every JDK has SHA-256", ex);
		}
	}

	@Override
	public String toString() {
		return "SealedAcmeStore[" + this.store + "]";
	}

	/**
	 * A way to write to the store below.
	 */
	@FunctionalInterface
	private interface Write {

		StoredValue save(String key, byte[] content, WriteCondition condition);

	}

}
