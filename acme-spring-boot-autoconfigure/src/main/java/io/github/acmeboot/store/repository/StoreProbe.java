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
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StaleWriteException;
import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.codec.StoreKey;

/**
 * Finds out whether a store keeps what it is given. One that is cut short leaves a value
 * behind that the next one of the same name takes the place of.
 */
final class StoreProbe {

	static final String KIND = "probe";

	private static final int COPIES = 200;

	private static final Duration TIME_TO_LIVE = Duration.ofMinutes(10);

	private final AcmeStore store;

	StoreProbe(AcmeStore store) {
		this.store = store;
	}

	void run(String name) {
		String key = StoreKey.of(KIND, name);
		byte[] content = UUID.randomUUID().toString().repeat(COPIES).getBytes(StandardCharsets.US_ASCII);
		StoredValue saved = save(key, content);
		Optional<StoredValue> loaded = this.store.load(key);
		this.store.delete(key, saved.version());
		if (!loaded.equals(Optional.of(saved)) || !Arrays.equals(saved.content(), content)) {
			throw new StoreException("The store does not keep what it is given: a probe written to '" + key
					+ "' could not be read back. No certificate is ordered that could not be saved.", null);
		}
	}

	private StoredValue save(String key, byte[] content) {
		try {
			return this.store.save(key, content, WriteCondition.absent(), TIME_TO_LIVE);
		}
		catch (StaleWriteException ex) {
			WriteCondition condition = this.store.version(key)
				.map(WriteCondition::version)
				.orElseGet(WriteCondition::absent);
			return this.store.save(key, content, condition, TIME_TO_LIVE);
		}
	}

}
