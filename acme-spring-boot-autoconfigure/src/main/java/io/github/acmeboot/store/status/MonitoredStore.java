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

package io.github.acmeboot.store.status;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StaleWriteException;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.UnreadableValueException;
import io.github.acmeboot.store.WriteCondition;

/**
 * Tells the monitor how each call went, and changes nothing. A store that refuses a stale
 * write, or has something unreadable, did answer.
 */
final class MonitoredStore implements AcmeStore {

	private final AcmeStore delegate;

	private final StoreMonitor monitor;

	private final LongSupplier nanoTime;

	MonitoredStore(AcmeStore delegate, StoreMonitor monitor, LongSupplier nanoTime) {
		this.delegate = delegate;
		this.monitor = monitor;
		this.nanoTime = nanoTime;
	}

	@Override
	public Optional<StoredValue> load(String key) {
		return read(() -> this.delegate.load(key));
	}

	@Override
	public Optional<String> version(String key) {
		return read(() -> this.delegate.version(key));
	}

	@Override
	public StoredValue save(String key, byte[] content, WriteCondition condition) {
		return write(() -> this.delegate.save(key, content, condition));
	}

	@Override
	public StoredValue save(String key, byte[] content, WriteCondition condition, Duration timeToLive) {
		return write(() -> this.delegate.save(key, content, condition, timeToLive));
	}

	@Override
	public void delete(String key, String version) {
		read(() -> {
			this.delegate.delete(key, version);
			return true;
		});
	}

	@Override
	public List<String> list(String prefix) {
		return read(() -> this.delegate.list(prefix));
	}

	@Override
	public boolean isRemote() {
		return this.delegate.isRemote();
	}

	@Override
	public String toString() {
		return this.delegate.toString();
	}

	private <T> T read(Supplier<T> call) {
		return watch(call, StoreCall.READ);
	}

	private <T> T write(Supplier<T> call) {
		return watch(call, StoreCall.WRITE);
	}

	private <T> T watch(Supplier<T> call, StoreCall kind) {
		long start = this.nanoTime.getAsLong();
		try {
			T result = call.get();
			this.monitor.succeeded(kind, since(start));
			return result;
		}
		catch (StaleWriteException | UnreadableValueException ex) {
			this.monitor.succeeded(StoreCall.READ, since(start));
			throw ex;
		}
		catch (RuntimeException ex) {
			this.monitor.failed(kind, ex);
			throw ex;
		}
	}

	private Duration since(long start) {
		return Duration.ofNanos(this.nanoTime.getAsLong() - start);
	}

}
