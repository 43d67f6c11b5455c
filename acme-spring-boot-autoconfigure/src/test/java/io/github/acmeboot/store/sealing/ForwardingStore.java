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

import java.util.List;
import java.util.Optional;

import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.WriteCondition;

/**
 * A store that hands everything on, to be stepped in between.
 */
class ForwardingStore implements AcmeStore {

	private final AcmeStore delegate;

	ForwardingStore(AcmeStore delegate) {
		this.delegate = delegate;
	}

	@Override
	public Optional<StoredValue> load(String key) {
		return this.delegate.load(key);
	}

	@Override
	public StoredValue save(String key, byte[] content, WriteCondition condition) {
		return this.delegate.save(key, content, condition);
	}

	@Override
	public void delete(String key, String version) {
		this.delegate.delete(key, version);
	}

	@Override
	public List<String> list(String prefix) {
		return this.delegate.list(prefix);
	}

	@Override
	public boolean isRemote() {
		return this.delegate.isRemote();
	}

}
