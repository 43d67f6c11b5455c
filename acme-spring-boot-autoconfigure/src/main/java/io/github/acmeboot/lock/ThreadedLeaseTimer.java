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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * {@link LeaseTimer} by real time. One thread looks at the clock and others do the work,
 * so that a back end that does not answer for one lease delays no other.
 */
final class ThreadedLeaseTimer implements LeaseTimer {

	private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, ThreadedLeaseTimer::thread);

	private final ExecutorService workers = Executors.newCachedThreadPool(ThreadedLeaseTimer::thread);

	ThreadedLeaseTimer() {
		this.clock.setRemoveOnCancelPolicy(true);
	}

	@Override
	public long nanoTime() {
		return System.nanoTime();
	}

	@Override
	public Future<?> after(long nanos, Runnable task) {
		try {
			return this.clock.schedule(() -> this.workers.execute(task), nanos, TimeUnit.NANOSECONDS);
		}
		catch (RejectedExecutionException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	@Override
	public void close() {
		this.clock.shutdownNow();
		this.workers.shutdown();
	}

	private static Thread thread(Runnable task) {
		Thread thread = new Thread(task, "acme-lock");
		thread.setDaemon(true);
		return thread;
	}

}
