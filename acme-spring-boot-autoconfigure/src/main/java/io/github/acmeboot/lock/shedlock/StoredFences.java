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

package io.github.acmeboot.lock.shedlock;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;

import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StaleWriteException;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.codec.StoreKey;

/**
 * Fencing numbers that are kept in the store, for locks that have none.
 */
final class StoredFences {

	private static final String FENCES = "fences";

	private static final int MAX_ATTEMPTS = 10;

	private final AcmeStore store;

	private final Clock clock;

	StoredFences(AcmeStore store, Clock clock) {
		this.store = store;
		this.clock = clock;
	}

	/**
	 * Returns the next number. It is also as high as the clock, so that it grows even if
	 * the former one is lost.
	 * @param name what is locked
	 * @return a number higher than each one before
	 */
	long next(String name) {
		String key = StoreKey.of(FENCES, name);
		for (int attempt = 1;; attempt++) {
			try {
				return raise(key);
			}
			catch (StaleWriteException ex) {
				if (attempt == MAX_ATTEMPTS) {
					throw ex;
				}
			}
		}
	}

	private long raise(String key) {
		Optional<StoredValue> former = this.store.load(key);
		long fence = Math.max(former.map(StoredFences::parse).orElse(0L) + 1, this.clock.millis());
		this.store.save(key, String.valueOf(fence).getBytes(StandardCharsets.US_ASCII),
				WriteCondition.unchanged(former));
		return fence;
	}

	private static long parse(StoredValue value) {
		String text = new String(value.content(), StandardCharsets.US_ASCII);
		return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
	}

}
