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

package io.github.acmeboot.store.memory;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StaleWriteException;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.WriteCondition;

/**
 * {@link AcmeStore} in the memory of the process. What it keeps is lost with the process:
 * for tests, and for CAs without limits.
 */
public final class InMemoryAcmeStore implements AcmeStore {

	private final ConcurrentNavigableMap<String, Entry> entries = new ConcurrentSkipListMap<>();

	@Override
	public Optional<StoredValue> load(String key) {
		return Optional.ofNullable(this.entries.get(key)).map(Entry::value);
	}

	@Override
	public StoredValue save(String key, byte[] content, WriteCondition condition) {
		StoredValue saved = new StoredValue(content, UUID.randomUUID().toString());
		this.entries.compute(key, (name, current) -> {
			if (!isMet(condition, current)) {
				throw new StaleWriteException(key, condition);
			}
			return new Entry(saved, Math.max(condition.fence(), fence(current)));
		});
		return saved;
	}

	@Override
	public Optional<String> forgets() {
		return Optional.of("'acme.store.type' is 'memory'");
	}

	@Override
	public void delete(String key, String version) {
		this.entries.computeIfPresent(key, (name, current) -> {
			if (!current.value().version().equals(version)) {
				throw new StaleWriteException(key, WriteCondition.version(version));
			}
			return null;
		});
	}

	@Override
	public List<String> list(String prefix) {
		return this.entries.tailMap(prefix, true).keySet().stream().takeWhile((key) -> key.startsWith(prefix)).toList();
	}

	@Override
	public boolean isRemote() {
		return false;
	}

	private static boolean isMet(WriteCondition condition, @Nullable Entry current) {
		Optional<String> version = Optional.ofNullable(current).map((entry) -> entry.value().version());
		return condition.version().equals(version) && (condition.fence() == 0 || condition.fence() >= fence(current));
	}

	private static long fence(@Nullable Entry entry) {
		return (entry != null) ? entry.fence() : 0;
	}

	private record Entry(StoredValue value, long fence) {

	}

}
