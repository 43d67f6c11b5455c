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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import io.github.acmeboot.lock.AcmeLock;
import io.github.acmeboot.lock.Lease;

/**
 * A lock whose leases end by virtual time, as those of a holder do that was killed.
 */
final class VirtualLock implements AcmeLock {

	private final Map<String, VirtualLease> leases = new ConcurrentHashMap<>();

	private final AtomicLong fences = new AtomicLong();

	private final Clock time;

	VirtualLock(Clock time) {
		this.time = time;
	}

	@Override
	public Optional<Lease> tryAcquire(String name, Duration timeToLive) {
		VirtualLease lease = new VirtualLease(name, this.time.instant().plus(timeToLive));
		VirtualLease holder = this.leases.compute(name,
				(any, former) -> (former != null && former.held()) ? former : lease);
		return Optional.<Lease>of(lease).filter((mine) -> mine == holder);
	}

	private final class VirtualLease implements Lease {

		private final long fence = VirtualLock.this.fences.incrementAndGet();

		private final String name;

		private final Instant end;

		private VirtualLease(String name, Instant end) {
			this.name = name;
			this.end = end;
		}

		@Override
		public long fence() {
			return this.fence;
		}

		@Override
		public boolean held() {
			return VirtualLock.this.time.instant().isBefore(this.end);
		}

		@Override
		public void onLost(Runnable listener) {
		}

		@Override
		public void close() {
			VirtualLock.this.leases.remove(this.name, this);
		}

	}

}
