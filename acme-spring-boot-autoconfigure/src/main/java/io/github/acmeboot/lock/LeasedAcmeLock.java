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
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * {@link AcmeLock} by leases that end by time. A lease is renewed at a third of its time
 * to live, and sooner again when that fails; it counts as held only as long as nobody
 * else can hold it, by the monotonic clock. An attempt that failed is undone, since the
 * back end may carry it out later.
 */
public final class LeasedAcmeLock implements AcmeLock, AutoCloseable {

	private static final Log logger = LogFactory.getLog(LeasedAcmeLock.class);

	private static final Duration BETWEEN_UNDOING = Duration.ofSeconds(1);

	private final LeaseRegister register;

	private final ScheduledExecutorService threads;

	private final LongSupplier nanoTime;

	/**
	 * Creates a lock.
	 * @param register where the leases are written down
	 */
	public LeasedAcmeLock(LeaseRegister register) {
		this(register, threads(), System::nanoTime);
	}

	LeasedAcmeLock(LeaseRegister register, ScheduledExecutorService threads, LongSupplier nanoTime) {
		this.register = register;
		this.threads = threads;
		this.nanoTime = nanoTime;
	}

	@Override
	public Optional<Lease> tryAcquire(String name, Duration timeToLive) {
		String owner = UUID.randomUUID().toString();
		long start = this.nanoTime.getAsLong();
		OptionalLong fence;
		try {
			fence = this.register.acquire(name, owner, timeToLive);
		}
		catch (RuntimeException ex) {
			undo(name, owner, start + timeToLive.toNanos());
			throw ex;
		}
		if (fence.isEmpty()) {
			return Optional.empty();
		}
		RegisteredLease lease = new RegisteredLease(this.register, this.threads, this.nanoTime, name, owner,
				fence.getAsLong(), timeToLive, start);
		lease.keep();
		return Optional.of(lease);
	}

	private void undo(String name, String owner, long end) {
		this.threads.execute(() -> {
			try {
				this.register.release(name, owner);
			}
			catch (RuntimeException ex) {
				logger.debug("Unable to undo the attempt to lock '" + name + "'", ex);
			}
			if (this.nanoTime.getAsLong() - end < 0) {
				this.threads.schedule(() -> undo(name, owner, end), BETWEEN_UNDOING.toNanos(), TimeUnit.NANOSECONDS);
			}
		});
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
	}

	private static ScheduledExecutorService threads() {
		ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread thread = new Thread(task, "acme-lock");
			thread.setDaemon(true);
			return thread;
		});
		threads.setRemoveOnCancelPolicy(true);
		return threads;
	}

}
