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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * {@link Lease} that is written down in a {@link LeaseRegister}. It ends for us a tenth
 * of its time before it ends for others, counted from before the request that extended
 * it; once it has ended it stays so.
 */
final class RegisteredLease implements Lease {

	private static final Log logger = LogFactory.getLog(RegisteredLease.class);

	private final Claim claim;

	private final long fence;

	private final LeaseTimer timer;

	private final Undoing undoing;

	private final List<Runnable> listeners = new ArrayList<>();

	private volatile State state = State.HELD;

	private volatile long end;

	private @Nullable Future<?> renewal;

	private @Nullable Future<?> alarm;

	RegisteredLease(Claim claim, long fence, LeaseTimer timer, Undoing undoing) {
		this.claim = claim;
		this.fence = fence;
		this.timer = timer;
		this.undoing = undoing;
	}

	/**
	 * Begins to renew the lease, and to look after its end.
	 * @param start the time on the monotonic clock before it was acquired
	 * @return whether there is time left
	 */
	synchronized boolean keep(long start) {
		this.end = end(start);
		renewAfter(this.claim.nanos() / 3);
		this.alarm = this.timer.after(left(), this::atTheEnd);
		return held();
	}

	@Override
	public long fence() {
		return this.fence;
	}

	@Override
	public boolean held() {
		return this.state == State.HELD && left() > 0;
	}

	@Override
	public synchronized void onLost(Runnable listener) {
		if (held()) {
			this.listeners.add(listener);
		}
		else if (this.state != State.CLOSED) {
			lost();
			tell(listener);
		}
	}

	@Override
	public void close() {
		synchronized (this) {
			if (this.state == State.CLOSED) {
				return;
			}
			become(State.CLOSED);
		}
		try {
			this.claim.release();
		}
		catch (RuntimeException ex) {
			logger.debug("Unable to release the lock " + this.claim + "; trying again", ex);
			this.undoing.undo(this.claim);
		}
	}

	private void renew() {
		if (!held()) {
			lost();
			return;
		}
		long start = this.timer.nanoTime();
		try {
			if (this.claim.extend()) {
				extended(start);
			}
			else {
				lost();
			}
		}
		catch (RuntimeException ex) {
			logger.debug("Unable to renew the lock " + this.claim + " for the moment", ex);
			renewAfter(this.claim.nanos() / 6);
		}
	}

	private synchronized void extended(long start) {
		if (held()) {
			this.end = end(start);
			renewAfter(this.claim.nanos() / 3);
		}
	}

	private synchronized void renewAfter(long nanos) {
		if (this.state == State.HELD) {
			this.renewal = this.timer.after(nanos, this::renew);
		}
	}

	private synchronized void atTheEnd() {
		if (held()) {
			this.alarm = this.timer.after(left(), this::atTheEnd);
		}
		else {
			lost();
		}
	}

	private synchronized void lost() {
		if (this.state != State.HELD) {
			return;
		}
		become(State.LOST);
		logger.warn("The lock " + this.claim + " was lost; another instance may go on with the work");
		this.listeners.forEach(this::tell);
	}

	private void tell(Runnable listener) {
		try {
			listener.run();
		}
		catch (RuntimeException ex) {
			logger.warn("Whoever held the lock " + this.claim + " failed when told that it was lost", ex);
		}
	}

	private void become(State state) {
		this.state = state;
		cancel(this.renewal);
		cancel(this.alarm);
	}

	private static void cancel(@Nullable Future<?> future) {
		if (future != null) {
			future.cancel(false);
		}
	}

	private long left() {
		return this.end - this.timer.nanoTime();
	}

	private long end(long start) {
		return start + this.claim.nanos() / 10 * 9;
	}

	/**
	 * What became of the lease.
	 */
	private enum State {

		HELD, LOST, CLOSED

	}

}
