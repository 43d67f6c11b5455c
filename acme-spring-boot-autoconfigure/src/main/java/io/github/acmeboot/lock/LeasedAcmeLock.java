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

package io.github.acmeboot.lock;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * {@link AcmeLock} by leases that end by time. A lease is renewed at a third of its time
 * to live, and sooner again when that fails; it counts as held only as long as nobody
 * else can hold it, by the monotonic clock. An attempt that failed is undone, since the
 * back end may carry it out later.
 */
public final class LeasedAcmeLock implements AcmeLock, AutoCloseable {

	private final LeaseRegister register;

	private final LeaseTimer timer;

	private final Undoing undoing;

	/**
	 * Creates a lock.
	 * @param register where the leases are written down
	 */
	public LeasedAcmeLock(LeaseRegister register) {
		this(register, new ThreadedLeaseTimer());
	}

	LeasedAcmeLock(LeaseRegister register, LeaseTimer timer) {
		this.register = register;
		this.timer = timer;
		this.undoing = new Undoing(timer);
	}

	@Override
	public Optional<Lease> tryAcquire(String name, Duration timeToLive) {
		Claim claim = new Claim(this.register, name, UUID.randomUUID().toString(), timeToLive);
		long start = this.timer.nanoTime();
		OptionalLong fence = acquire(claim);
		return (fence.isPresent()) ? keep(claim, fence.getAsLong(), start) : Optional.empty();
	}

	private OptionalLong acquire(Claim claim) {
		try {
			return claim.acquire();
		}
		catch (RuntimeException | Error ex) {
			this.undoing.undo(claim);
			throw ex;
		}
	}

	private Optional<Lease> keep(Claim claim, long fence, long start) {
		RegisteredLease lease = new RegisteredLease(claim, fence, this.timer, this.undoing);
		if (!lease.keep(start)) {
			lease.close();
			return Optional.empty();
		}
		return Optional.of(lease);
	}

	/**
	 * Stops renewing. Leases that are still held last until they are closed, or until
	 * their time is over.
	 */
	@Override
	public void close() {
		this.timer.close();
	}

}
