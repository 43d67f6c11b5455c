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

package io.github.acmeboot.fleet;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.WriteCondition;

/**
 * A store that hands everything on, to be stepped in between.
 */
abstract class ForwardingStore implements AcmeStore {

	private final AcmeStore store;

	ForwardingStore(AcmeStore store) {
		this.store = store;
	}

	@Override
	public Optional<StoredValue> load(String key) {
		return this.store.load(key);
	}

	@Override
	public Optional<String> version(String key) {
		return this.store.version(key);
	}

	@Override
	public StoredValue save(String key, byte[] content, WriteCondition condition) {
		return this.store.save(key, content, condition);
	}

	@Override
	public StoredValue save(String key, byte[] content, WriteCondition condition, Duration timeToLive) {
		return this.store.save(key, content, condition, timeToLive);
	}

	@Override
	public void delete(String key, String version) {
		this.store.delete(key, version);
	}

	@Override
	public List<String> list(String prefix) {
		return this.store.list(prefix);
	}

	@Override
	public boolean isRemote() {
		return this.store.isRemote();
	}

	@Override
	public Optional<String> forgets() {
		return this.store.forgets();
	}

}
