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

package io.github.acmeboot.store;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the state that has to outlive the process: account keys, certificates, pending
 * challenges, orders under way and the record of failures.
 * <p>
 * A store knows nothing about certificates. It moves opaque bytes, and moves them as a
 * whole: a reader sees the former value or the new one, never a mixture. It is called by
 * several threads, and, when it is remote, by several instances; of two writers that
 * expect the same version exactly one succeeds.
 * <p>
 * A key is made of segments separated by {@code /}; a segment has 1 to 200 of the
 * characters {@code A-Z a-z 0-9 . _ * % : = -} and is neither {@code .} nor {@code ..}. A
 * key may be the prefix of another one: {@code certificates/web} and
 * {@code certificates/web/previous} are two values.
 * <p>
 * Every method throws {@link StoreException} when the store cannot be reached or refuses.
 */
public interface AcmeStore {

	/**
	 * Loads a value.
	 * @param key the key
	 * @return the value and its version, or empty if there is none
	 * @throws UnreadableValueException if there is something that is not a value of ours
	 */
	Optional<StoredValue> load(String key);

	/**
	 * Returns the version of a value. A store that can do so without moving the content
	 * overrides this.
	 * @param key the key
	 * @return the version, or empty if there is no value; that of something that is not a
	 * value of ours is the one that {@link UnreadableValueException} names
	 */
	default Optional<String> version(String key) {
		try {
			return load(key).map(StoredValue::version);
		}
		catch (UnreadableValueException ex) {
			return Optional.of(ex.getVersion());
		}
	}

	/**
	 * Saves a value, if what is stored now is what the writer expects.
	 * @param key the key
	 * @param content the bytes to store; they are copied
	 * @param condition what has to be stored now
	 * @return the value as it is stored, with its new version
	 * @throws StaleWriteException if something else is stored; nothing was changed then
	 * @throws UnreadableValueException if there is something that is not a value of ours,
	 * and the condition does not name its version. When the condition does name it, a
	 * copy of it is kept aside
	 */
	StoredValue save(String key, byte[] content, WriteCondition condition);

	/**
	 * Saves a value that is of no more use after some time, if what is stored now is what
	 * the writer expects. A store that can forget by itself overrides this; another one
	 * keeps the value until it is deleted.
	 * @param key the key
	 * @param content the bytes to store; they are copied
	 * @param condition what has to be stored now
	 * @param timeToLive the time after which the value may be forgotten; more than zero
	 * @return the value as it is stored, with its new version
	 * @throws StaleWriteException if something else is stored; nothing was changed then
	 * @throws UnreadableValueException as {@link #save(String, byte[], WriteCondition)}
	 */
	default StoredValue save(String key, byte[] content, WriteCondition condition, Duration timeToLive) {
		return save(key, content, condition);
	}

	/**
	 * Deletes a value, if it is still the one that was read. Deleting what is not there
	 * does nothing.
	 * @param key the key
	 * @param version the version that was read
	 * @throws StaleWriteException if another version is stored; it is kept
	 */
	void delete(String key, String version);

	/**
	 * Lists the keys below a prefix.
	 * @param prefix the prefix, ending in {@code /}
	 * @return the keys that start with the prefix, in their natural order
	 */
	List<String> list(String prefix);

	/**
	 * Returns whether the values leave this machine, so that whoever reads the back end
	 * or its backups reads them.
	 * @return {@code false} only for a store of this machine
	 */
	default boolean isRemote() {
		return true;
	}

	/**
	 * Returns why the values are likely to be gone after a restart, if they are.
	 * @return the reason, naming the property it comes from, or empty for a store that is
	 * made to last
	 */
	default Optional<String> forgets() {
		return Optional.empty();
	}

}
