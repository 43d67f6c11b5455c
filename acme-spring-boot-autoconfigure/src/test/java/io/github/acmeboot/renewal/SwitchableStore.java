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

package io.github.acmeboot.renewal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;

/**
 * A store in memory that can be broken.
 */
final class SwitchableStore implements AcmeStore {

	private volatile InMemoryAcmeStore delegate = new InMemoryAcmeStore();

	private volatile StoreException.Trouble trouble = StoreException.Trouble.OTHER;

	private volatile Runnable delay = () -> {
	};

	private volatile Predicate<String> unreadable = (key) -> false;

	private volatile Predicate<String> unwritable = (key) -> false;

	final List<String> requests = Collections.synchronizedList(new ArrayList<>());

	private final Map<String, Runnable> beforeSaving = new ConcurrentHashMap<>();

	/**
	 * Has something happen at exactly that point, once.
	 */
	void beforeSaving(String key, Runnable action) {
		this.beforeSaving.put(key, action);
	}

	void breaks() {
		this.unreadable = (key) -> true;
		this.unwritable = (key) -> true;
	}

	void breaks(StoreException.Trouble trouble) {
		this.trouble = trouble;
		breaks();
	}

	void refusesWrites(StoreException.Trouble trouble) {
		this.trouble = trouble;
		refusesToSave("");
	}

	/**
	 * Lets something happen before each answer, such as time passing.
	 * @param delay what happens
	 */
	void delays(Runnable delay) {
		this.delay = delay;
	}

	void losesEverything() {
		this.delegate = new InMemoryAcmeStore();
	}

	void refusesToSave(String prefix) {
		this.unwritable = (key) -> key.startsWith(prefix);
	}

	void recovers() {
		this.unreadable = (key) -> false;
		this.unwritable = (key) -> false;
	}

	@Override
	public Optional<String> version(String key) {
		this.requests.add("version " + key);
		check(key, this.unreadable);
		return this.delegate.version(key);
	}

	@Override
	public Optional<StoredValue> load(String key) {
		this.requests.add("load " + key);
		check(key, this.unreadable);
		return this.delegate.load(key);
	}

	@Override
	public StoredValue save(String key, byte[] content, WriteCondition condition) {
		Optional.ofNullable(this.beforeSaving.remove(key)).ifPresent(Runnable::run);
		check(key, this.unwritable);
		return this.delegate.save(key, content, condition);
	}

	@Override
	public void delete(String key, String version) {
		check(key, this.unwritable);
		this.delegate.delete(key, version);
	}

	@Override
	public List<String> list(String prefix) {
		return this.delegate.list(prefix);
	}

	private void check(String key, Predicate<String> broken) {
		this.delay.run();
		if (broken.test(key)) {
			throw new StoreException(this.trouble, "The store is broken for '" + key + "'.", null);
		}
	}

}
