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

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.UnreadableValueException;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A store that refuses, tears or forgets what it is told to.
 */
final class TroubledStore implements AcmeStore {

	private final InMemoryAcmeStore delegate = new InMemoryAcmeStore();

	private final List<String> torn = new ArrayList<>();

	private final List<String> refused = new ArrayList<>();

	final List<String> saved = new ArrayList<>();

	boolean forget;

	boolean refuseAll;

	boolean keepEverything;

	int requests;

	int writesLeft = Integer.MAX_VALUE;

	void tear(String key) {
		this.torn.add(key);
	}

	void refuse(String... keys) {
		this.refused.clear();
		this.refused.addAll(List.of(keys));
	}

	@Override
	public Optional<StoredValue> load(String key) {
		this.requests++;
		if (this.torn.contains(key)) {
			throw new UnreadableValueException(key, "torn", "torn: " + key, null);
		}
		return this.delegate.load(key).filter((value) -> !this.forget);
	}

	@Override
	public StoredValue save(String key, byte[] content, WriteCondition condition) {
		this.requests++;
		if (this.refused.contains(key) || this.refuseAll || this.writesLeft-- <= 0) {
			throw new StoreException("refused", null);
		}
		this.saved.add(key);
		if (this.torn.remove(key)) {
			assertThat(condition.version()).contains("torn");
			return this.delegate.save(key, content, WriteCondition.unchanged(this.delegate.load(key)));
		}
		return this.delegate.save(key, content, condition);
	}

	@Override
	public void delete(String key, String version) {
		this.requests++;
		if (this.writesLeft-- <= 0) {
			throw new StoreException("refused", null);
		}
		if (!this.keepEverything) {
			this.delegate.delete(key, version);
		}
	}

	@Override
	public List<String> list(String prefix) {
		return this.delegate.list(prefix);
	}

}
