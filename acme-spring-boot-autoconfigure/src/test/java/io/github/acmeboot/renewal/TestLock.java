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

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import io.github.acmeboot.lock.AcmeLock;
import io.github.acmeboot.lock.Lease;
import io.github.acmeboot.store.StoreException;

/**
 * A lock whose leases can be taken away.
 */
public final class TestLock implements AcmeLock {

	private final Map<String, Lease> holders = new ConcurrentHashMap<>();

	volatile boolean broken;

	private final AtomicLong fences = new AtomicLong();

	@Override
	public Optional<Lease> tryAcquire(String name, Duration timeToLive) {
		if (this.broken) {
			throw new StoreException(StoreException.Trouble.READ_ONLY, "The lock is broken.", null);
		}
		Lease lease = new TestLease(name, this.fences.incrementAndGet());
		return (this.holders.putIfAbsent(name, lease) == null) ? Optional.of(lease) : Optional.empty();
	}

	void takeAway(String name) {
		this.holders.remove(name);
	}

	boolean isFree() {
		return this.holders.isEmpty();
	}

	private final class TestLease implements Lease {

		private final String name;

		private final long fence;

		TestLease(String name, long fence) {
			this.name = name;
			this.fence = fence;
		}

		@Override
		public long fence() {
			return this.fence;
		}

		@Override
		public boolean held() {
			return TestLock.this.holders.get(this.name) == this;
		}

		@Override
		public void onLost(Runnable listener) {
		}

		@Override
		public void close() {
			TestLock.this.holders.remove(this.name, this);
		}

	}

}
