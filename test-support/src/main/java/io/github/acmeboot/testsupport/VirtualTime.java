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

package io.github.acmeboot.testsupport;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that stands still until it is advanced, and what is scheduled by it: everything
 * happens in the thread that advances it.
 */
public final class VirtualTime extends Clock {

	private final SettableClock clock;

	private final PriorityBlockingQueue<Task> tasks = new PriorityBlockingQueue<>();

	private final AtomicLong numbers = new AtomicLong();

	private final AtomicLong runs = new AtomicLong();

	/**
	 * Begins a time.
	 * @param start its first instant
	 */
	public VirtualTime(Instant start) {
		this.clock = new SettableClock(start);
	}

	/**
	 * Lets something happen later.
	 * @param owner what schedules it
	 * @param task what happens
	 * @param instant when it does
	 * @return the task, to be cancelled
	 */
	public ScheduledFuture<?> schedule(Object owner, Runnable task, Instant instant) {
		Task scheduled = new Task(task, instant, this.numbers.getAndIncrement(), owner);
		this.tasks.add(scheduled);
		return scheduled;
	}

	/**
	 * Forgets what is scheduled.
	 * @param owner what scheduled it
	 */
	public void forget(Object owner) {
		this.tasks.removeIf((task) -> task.owner == owner);
	}

	/**
	 * Lets time pass, and what is scheduled happen.
	 * @param duration how much
	 */
	public void advance(Duration duration) {
		advanceTo(instant().plus(duration));
	}

	/**
	 * Lets time pass until an instant, and what is scheduled happen.
	 * @param end the instant
	 */
	public void advanceTo(Instant end) {
		for (Task task = this.tasks.peek(); task != null && !task.instant.isAfter(end); task = this.tasks.peek()) {
			this.tasks.remove(task);
			this.clock.advanceTo(task.instant);
			this.runs.incrementAndGet();
			task.run();
		}
		this.clock.advanceTo(end);
	}

	/**
	 * Lets time pass without anything happening: what a busy thread does.
	 * @param duration how much
	 */
	public void pass(Duration duration) {
		this.clock.advance(duration);
	}

	/**
	 * Returns how much of what was scheduled has happened.
	 * @return how many tasks
	 */
	public long runs() {
		return this.runs.get();
	}

	@Override
	public Instant instant() {
		return this.clock.instant();
	}

	@Override
	public ZoneId getZone() {
		return this.clock.getZone();
	}

	@Override
	public Clock withZone(ZoneId zone) {
		return this;
	}

	private final class Task extends FutureTask<Void> implements ScheduledFuture<Void> {

		private static final Comparator<Task> ORDER = Comparator.comparing((Task task) -> task.instant)
			.thenComparingLong((task) -> task.number);

		private final Instant instant;

		private final long number;

		private final Object owner;

		Task(Runnable runnable, Instant instant, long number, Object owner) {
			super(runnable, null);
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
			return unit.convert(Duration.between(instant(), this.instant));
		}

		@Override
		public int compareTo(Delayed other) {
			return ORDER.compare(this, (Task) other);
		}

	}

}
