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

package io.github.acmeboot.store.memory;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.github.acmeboot.lock.AcmeLock;
import io.github.acmeboot.lock.Lease;

/**
 * {@link AcmeLock} for the threads of the process. A lease ends when it is closed and not
 * sooner, because its holder cannot die without the lock.
 */
final class InMemoryAcmeLock implements AcmeLock {

	private final Map<String, Lease> holders = new ConcurrentHashMap<>();

	private final Map<String, Long> fences = new ConcurrentHashMap<>();

	private final Clock clock;

	InMemoryAcmeLock(Clock clock) {
		this.clock = clock;
	}

	@Override
	public Optional<Lease> tryAcquire(String name, Duration timeToLive) {
		InMemoryLease lease = new InMemoryLease(name);
		if (this.holders.putIfAbsent(name, lease) != null) {
			return Optional.empty();
		}
		lease.fence = this.fences.merge(name, this.clock.millis(), (former, now) -> Math.max(former + 1, now));
		return Optional.of(lease);
	}

	private final class InMemoryLease implements Lease {

		private final String name;

		private volatile long fence;

		private InMemoryLease(String name) {
			this.name = name;
		}

		@Override
		public long fence() {
			return this.fence;
		}

		@Override
		public boolean held() {
			return InMemoryAcmeLock.this.holders.get(this.name) == this;
		}

		@Override
		public void onLost(Runnable listener) {
		}

		@Override
		public void close() {
			InMemoryAcmeLock.this.holders.remove(this.name, this);
		}

	}

}
