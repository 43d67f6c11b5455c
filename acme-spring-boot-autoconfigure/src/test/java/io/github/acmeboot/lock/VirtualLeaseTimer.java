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
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * {@link LeaseTimer} that stands still until it is advanced: everything happens in the
 * thread that advances it. Its clock overflows soon, as a monotonic one may.
 */
final class VirtualLeaseTimer implements LeaseTimer {

	private static final long START = Long.MAX_VALUE - Duration.ofSeconds(30).toNanos();

	private final PriorityQueue<Task> tasks = new PriorityQueue<>(
			Comparator.comparingLong((Task task) -> task.time).thenComparingLong((task) -> task.number));

	private long elapsed;

	private long numbers;

	private boolean closed;

	@Override
	public long nanoTime() {
		return START + this.elapsed;
	}

	@Override
	public Future<?> after(long nanos, Runnable task) {
		if (this.closed) {
			return new CompletableFuture<>();
		}
		Task scheduled = new Task(task, this.elapsed + nanos, this.numbers++);
		this.tasks.add(scheduled);
		return scheduled;
	}

	/**
	 * Lets time pass, and happen what is due.
	 */
	void advance(Duration duration) {
		long end = this.elapsed + duration.toNanos();
		while (!this.tasks.isEmpty() && this.tasks.peek().time <= end) {
			Task task = this.tasks.remove();
			this.elapsed = Math.max(task.time, this.elapsed);
			task.run();
		}
		this.elapsed = Math.max(end, this.elapsed);
	}

	/**
	 * Lets time pass without anything happening, as when the process is frozen or waits
	 * for an answer.
	 */
	void pass(Duration duration) {
		this.elapsed += duration.toNanos();
	}

	int scheduled() {
		return this.tasks.size();
	}

	@Override
	public void close() {
		this.closed = true;
		this.tasks.clear();
	}

	private final class Task extends FutureTask<Void> {

		private final long time;

		private final long number;

		Task(Runnable runnable, long time, long number) {
			super(runnable, null);
			this.time = time;
			this.number = number;
		}

		@Override
		public boolean cancel(boolean mayInterruptIfRunning) {
			VirtualLeaseTimer.this.tasks.remove(this);
			return super.cancel(mayInterruptIfRunning);
		}

	}

}
