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

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.acmeboot.store.SealedValueException;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.UnreadableValueException;

/**
 * Opens what is stored, sealed or in clear, or says why it is refused.
 */
final class ValueOpener {

	private static final Log logger = LogFactory.getLog(ValueOpener.class);

	private final Set<String> warned = ConcurrentHashMap.newKeySet();

	private final KeyRing keys;

	private final boolean acceptUnsealed;

	ValueOpener(KeyRing keys, boolean acceptUnsealed) {
		this.keys = keys;
		this.acceptUnsealed = acceptUnsealed;
	}

	/**
	 * Opens a value.
	 * @param key the key it is stored under
	 * @param stored what is stored
	 * @return the value, under its version
	 * @throws SealedValueException if another instance may be able to open it
	 * @throws UnreadableValueException if nobody is
	 */
	StoredValue open(String key, StoredValue stored) {
		if (SealHeader.isSealed(stored.content())) {
			return new StoredValue(this.keys.open(key, stored), stored.version());
		}
		if (!this.keys.isEmpty()) {
			accept(key, stored);
		}
		return stored;
	}

	private void accept(String key, StoredValue stored) {
		if (!this.acceptUnsealed) {
			throw new UnreadableValueException(key, stored.version(), "Unable to read '" + key
					+ "' from the store: it is not sealed, and 'acme.store.encryption.accept-unsealed' is false. "
					+ "If it is yours, set that to true until it is sealed; when it is written next, a copy is kept "
					+ "below it.", null);
		}
		if (this.warned.add(key)) {
			logger.warn("'" + key + "' is stored in clear, as before encryption was switched on. "
					+ "It is sealed when it is written next, or now by the operation 'reseal'.");
		}
	}

}
