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

package io.github.acmeboot.challenge;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;

/**
 * A store that counts what is loaded, and fails when told to.
 */
public class CountingAcmeStore implements AcmeStore {

	private final AcmeStore delegate = new InMemoryAcmeStore();

	private final AtomicInteger loads = new AtomicInteger();

	private volatile boolean remote = true;

	private volatile boolean loadsFail;

	private volatile boolean savesFail;

	public int loads() {
		return this.loads.get();
	}

	public void keepToThisMachine() {
		this.remote = false;
	}

	public void failLoads() {
		this.loadsFail = true;
	}

	/**
	 * From now on a value is saved, but the answer to the writer is lost.
	 */
	public void failSaves() {
		this.savesFail = true;
	}

	@Override
	public Optional<StoredValue> load(String key) {
		this.loads.incrementAndGet();
		failIf(this.loadsFail);
		return this.delegate.load(key);
	}

	@Override
	public StoredValue save(String key, byte[] content, WriteCondition condition) {
		StoredValue saved = this.delegate.save(key, content, condition);
		failIf(this.savesFail);
		return saved;
	}

	@Override
	public void delete(String key, String version) {
		this.delegate.delete(key, version);
	}

	@Override
	public boolean isRemote() {
		return this.remote;
	}

	@Override
	public List<String> list(String prefix) {
		return this.delegate.list(prefix);
	}

	private static void failIf(boolean failing) {
		if (failing) {
			throw new StoreException("The store is out of reach", null);
		}
	}

}
