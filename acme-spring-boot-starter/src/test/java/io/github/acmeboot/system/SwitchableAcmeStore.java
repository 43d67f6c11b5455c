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

package io.github.acmeboot.system;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.StoreException.Trouble;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;

/**
 * A remote store that outlives the application, and can be in every kind of trouble.
 */
final class SwitchableAcmeStore implements AcmeStore {

	private volatile AcmeStore delegate = new InMemoryAcmeStore();

	private volatile @Nullable Trouble trouble;

	private volatile Runnable delay = () -> {
	};

	void breaks(Trouble trouble) {
		this.trouble = trouble;
	}

	void recovers() {
		this.trouble = null;
	}

	void losesEverything() {
		this.delegate = new InMemoryAcmeStore();
	}

	void delays(Runnable delay) {
		this.delay = delay;
	}

	/**
	 * Returns the store without its trouble.
	 * @return what keeps the values
	 */
	AcmeStore content() {
		return this.delegate;
	}

	@Override
	public Optional<StoredValue> load(String key) {
		check(false);
		return this.delegate.load(key);
	}

	@Override
	public StoredValue save(String key, byte[] content, WriteCondition condition) {
		check(true);
		return this.delegate.save(key, content, condition);
	}

	@Override
	public void delete(String key, String version) {
		check(true);
		this.delegate.delete(key, version);
	}

	@Override
	public List<String> list(String prefix) {
		check(false);
		return this.delegate.list(prefix);
	}

	private void check(boolean writing) {
		this.delay.run();
		Trouble present = this.trouble;
		boolean ofWritesOnly = present == Trouble.READ_ONLY || present == Trouble.FULL;
		if (present != null && (writing || !ofWritesOnly)) {
			throw new StoreException(present, "The store of the test is in trouble: " + present + ".", null);
		}
	}

}
