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

import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.store.SealedValueException;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.UnreadableValueException;

/**
 * The keys of this instance: the first one seals, all of them open. Without keys nothing
 * is sealed, and what is sealed is left alone.
 */
final class KeyRing {

	private static final String PROPERTY = "acme.store.encryption.keys";

	private final Map<String, SealingKey> keys;

	private final @Nullable SealingKey first;

	/**
	 * Creates a ring.
	 * @param keys the keys, the newest first
	 */
	KeyRing(List<SealingKey> keys) {
		this.keys = keys.stream()
			.collect(Collectors.toMap(SealingKey::id, (key) -> key, (one, other) -> one, LinkedHashMap::new));
		this.first = keys.isEmpty() ? null : keys.get(0);
	}

	boolean isEmpty() {
		return this.keys.isEmpty();
	}

	byte[] seal(String key, byte[] content) {
		return (this.first != null) ? this.first.seal(key, content) : content;
	}

	/**
	 * Returns whether something is sealed as it would be sealed now.
	 * @param sealed what is stored
	 * @return whether it names the first key
	 */
	boolean isSealedByFirst(byte[] sealed) {
		return SealHeader.isSealed(sealed) && this.first != null
				&& SealHeader.parse(sealed).equals(Optional.of(SealHeader.of(this.first.id())));
	}

	/**
	 * Opens a sealed value.
	 * @param key the key it is stored under
	 * @param stored what is stored
	 * @return the content
	 * @throws SealedValueException if another instance may be able to open it
	 * @throws UnreadableValueException if nobody is
	 */
	byte[] open(String key, StoredValue stored) {
		byte[] sealed = stored.content();
		Optional<SealHeader> header = SealHeader.parse(sealed);
		if (isEmpty()) {
			throw new SealedValueException(key, "Unable to read '" + key + "' from the store: it is sealed"
					+ header.map((found) -> " with the key '" + found.keyId() + "'").orElse("")
					+ ", and this instance has no '" + PROPERTY + "'. Set them as on the instance that wrote it; "
					+ "until then it is left as it is, and nothing is ordered in its place.");
		}
		return open(key, stored.version(), sealed, header.orElseThrow(() -> damaged(key, stored.version(), null)));
	}

	private byte[] open(String key, String version, byte[] sealed, SealHeader header) {
		SealingKey opener = this.keys.get(header.keyId());
		if (!header.format().equals(SealHeader.FORMAT)) {
			throw left(key, "in format " + header.format() + ", which a newer version of this application writes",
					"Update this instance");
		}
		if (opener == null) {
			throw left(key,
					"with the key '" + header.keyId() + "', which '" + PROPERTY + "' does not have here but only "
							+ this.keys.keySet(),
					"Add the key '" + header.keyId() + "' at the end of that list, as on the instance that wrote it");
		}
		try {
			return opener.open(key, sealed);
		}
		catch (GeneralSecurityException ex) {
			throw damaged(key, version, ex);
		}
	}

	private static SealedValueException left(String key, String how, String remedy) {
		return new SealedValueException(key,
				"Unable to read '" + key + "' from the store: it is sealed " + how + ". " + remedy
						+ "; until then it is left as it is, and nothing is ordered in its place. "
						+ "If nobody can open it any more, delete it to have it made anew.");
	}

	private static UnreadableValueException damaged(String key, String version, @Nullable Exception cause) {
		return new UnreadableValueException(key, version, "Unable to read '" + key + "' from the store: its seal is "
				+ "broken, so it was cut off, altered, moved here from another place, or sealed with another secret "
				+ "under the same id. Restore it from a backup; when it is written next, a copy is kept below it.",
				cause);
	}

	@Override
	public String toString() {
		return "KeyRing" + this.keys.keySet();
	}

}
