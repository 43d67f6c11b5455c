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

package io.github.acmeboot.store.redis;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.WriteCondition;

/**
 * Writes that failed but may have been carried out all the same, or may be yet. Whoever
 * repeats one has to find out that it was, not that something else is stored.
 */
final class WritesInDoubt {

	private final Map<String, Write> writes = new ConcurrentHashMap<>();

	/**
	 * Begins a write.
	 * @param key the key
	 * @param content the content
	 * @param condition what has to be stored now
	 * @return the value to write: that of the former attempt if this one repeats it
	 */
	StoredValue begin(String key, byte[] content, WriteCondition condition) {
		Write former = this.writes.remove(key);
		return (former != null && former.isRepeatedBy(content, condition)) ? former.value
				: new StoredValue(content, UUID.randomUUID().toString());
	}

	/**
	 * Remembers a write whose end is not known.
	 * @param key the key
	 * @param value the value that was to be written
	 * @param condition what had to be stored
	 */
	void doubt(String key, StoredValue value, WriteCondition condition) {
		this.writes.put(key, new Write(value, condition.version()));
	}

	private record Write(StoredValue value, Optional<String> expected) {

		private boolean isRepeatedBy(byte[] content, WriteCondition condition) {
			return this.expected.equals(condition.version()) && Arrays.equals(this.value.content(), content);
		}

	}

}
