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

import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.UnreadableValueException;
import io.github.acmeboot.store.codec.Codec;

/**
 * A typed value of the store, and the version it was read or written at.
 *
 * @param <T> the type of the value
 * @param value the value
 * @param version the version in the store
 */
public record Stored<T>(T value, String version) {

	static <T> Stored<T> decode(String key, StoredValue stored, Codec<T> codec) {
		try {
			return new Stored<>(codec.decode(stored.content()), stored.version());
		}
		catch (IllegalArgumentException ex) {
			throw new UnreadableValueException(key, stored.version(), "Unable to read '" + key + "' from the store: "
					+ ex.getMessage() + ". Restore it from a backup, or delete it to have it made anew.", ex);
		}
	}

}
