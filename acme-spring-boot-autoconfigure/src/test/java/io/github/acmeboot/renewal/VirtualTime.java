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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A clock that stands still until it is advanced, and threads that run by it: everything
 * happens in the thread that advances it.
 */
final class VirtualTime extends Clock {

	private static final Comparator<Task> ORDER = Comparator.comparing((Task task) -> task.instant)
		.thenComparingLong((task) -> task.number);

	private final PriorityQueue<Task> tasks = new PriorityQueue<>(ORDER);

	private Instant now;

	private long numbers;

	private long runs;

	VirtualTime(Instant start) {
		this.now = start;
	}

	RenewalThreads threads() {
		return new VirtualThreads();
	}

	void advance(Duration duration) {
		Instant end = this.now.plus(duration);
		while (!this.tasks.isEmpty() && !this.tasks.peek().instant.isAfter(end)) {
			Task task = this.tasks.remove();
			this.now = task.instant.isAfter(this.now) ? task.instant : this.now;
			this.runs++;
			task.run();
		}
		this.now = end;
	}

	/**
	 * Lets time pass without anything happening: what a busy thread does.
	 */
	void pass(Duration duration) {
		this.now = this.now.plus(duration);
	}

	long runs() {
		return this.runs;
	}

	@Override
	public Instant instant() {
		return this.now;
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		return this;
	}

	private final class VirtualThreads extends RenewalThreads {

		private static final long serialVersionUID = 1L;

		VirtualThreads() {
			super(false, VirtualTime.this);
		}

		@Override
		public void initialize() {
		}

		@Override
		public void shutdown() {
			VirtualTime.this.tasks.removeIf((task) -> task.owner == this);
		}

		@Override
		public ScheduledFuture<?> schedule(Runnable task, Instant instant) {
			Task scheduled = new Task(task, instant, VirtualTime.this.numbers++, this);
			VirtualTime.this.tasks.add(scheduled);
			return scheduled;
		}

	}

	private final class Task extends FutureTask<Void> implements ScheduledFuture<Void> {

		private final Instant instant;

		private final long number;

		private final VirtualThreads owner;

		Task(Runnable runnable, Instant instant, long number, VirtualThreads owner) {
			super(() -> {
				runnable.run();
				return null;
			});
			this.instant = instant;
			this.number = number;
			this.owner = owner;
		}

		@Override
		public boolean cancel(boolean mayInterruptIfRunning) {
			VirtualTime.this.tasks.remove(this);
			return super.cancel(mayInterruptIfRunning);
		}

		@Override
		public long getDelay(TimeUnit unit) {
			return unit.convert(Duration.between(VirtualTime.this.now, this.instant));
		}

		@Override
		public int compareTo(Delayed other) {
			return ORDER.compare(this, (Task) other);
		}

	}

}
