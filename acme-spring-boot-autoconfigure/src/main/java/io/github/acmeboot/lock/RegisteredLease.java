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
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * {@link Lease} that is written down in a {@link LeaseRegister}. It ends for us a tenth
 * of its time before it ends for others, counted from before the request that extended
 * it.
 */
final class RegisteredLease implements Lease {

	private static final Log logger = LogFactory.getLog(RegisteredLease.class);

	private final LeaseRegister register;

	private final ScheduledExecutorService threads;

	private final LongSupplier nanoTime;

	private final String name;

	private final String owner;

	private final long fence;

	private final Duration timeToLive;

	private long end;

	private State state = State.HELD;

	private @Nullable Future<?> next;

	private @Nullable Runnable listener;

	RegisteredLease(LeaseRegister register, ScheduledExecutorService threads, LongSupplier nanoTime, String name,
			String owner, long fence, Duration timeToLive, long start) {
		this.register = register;
		this.threads = threads;
		this.nanoTime = nanoTime;
		this.name = name;
		this.owner = owner;
		this.fence = fence;
		this.timeToLive = timeToLive;
		this.end = end(start);
	}

	/**
	 * Begins to renew the lease.
	 */
	void keep() {
		renewAfter(this.timeToLive.dividedBy(3));
	}

	@Override
	public long fence() {
		return this.fence;
	}

	@Override
	public synchronized boolean held() {
		return this.state == State.HELD && left() > 0;
	}

	@Override
	public void onLost(Runnable listener) {
		boolean lost;
		synchronized (this) {
			if (this.state == State.CLOSED) {
				return;
			}
			lost = !held();
			this.state = (lost) ? State.LOST : this.state;
			this.listener = (lost) ? null : listener;
		}
		if (lost) {
			listener.run();
		}
	}

	@Override
	public void close() {
		synchronized (this) {
			if (this.state == State.CLOSED) {
				return;
			}
			this.state = State.CLOSED;
			cancel();
		}
		try {
			this.register.release(this.name, this.owner);
		}
		catch (RuntimeException ex) {
			logger.debug("Unable to release the lock '" + this.name + "'; it ends by itself", ex);
		}
	}

	private void renew() {
		long start = this.nanoTime.getAsLong();
		try {
			if (held() && this.register.extend(this.name, this.owner, this.timeToLive)) {
				extended(start);
			}
			else {
				lost();
			}
		}
		catch (RuntimeException ex) {
			logger.debug("Unable to renew the lock '" + this.name + "' for the moment", ex);
			renewAfter(this.timeToLive.dividedBy(6));
		}
	}

	private synchronized void extended(long start) {
		this.end = end(start);
		keep();
	}

	private void lost() {
		Runnable listener;
		synchronized (this) {
			if (this.state == State.CLOSED) {
				return;
			}
			this.state = State.LOST;
			listener = this.listener;
			this.listener = null;
		}
		logger.warn("The lock '" + this.name + "' was lost; another instance may go on with the work");
		if (listener != null) {
			listener.run();
		}
	}

	private synchronized void renewAfter(Duration wait) {
		if (this.state != State.HELD) {
			return;
		}
		long nanos = Math.max(Math.min(wait.toNanos(), left()), 1);
		try {
			this.next = this.threads.schedule(this::renew, nanos, TimeUnit.NANOSECONDS);
		}
		catch (RejectedExecutionException ex) {
			logger.debug("Not renewing the lock '" + this.name + "' any more: stopping", ex);
		}
	}

	private void cancel() {
		if (this.next != null) {
			this.next.cancel(false);
		}
	}

	private long left() {
		return this.end - this.nanoTime.getAsLong();
	}

	private long end(long start) {
		return start + this.timeToLive.toNanos() / 10 * 9;
	}

	/**
	 * What became of the lease.
	 */
	private enum State {

		HELD, LOST, CLOSED

	}

}
