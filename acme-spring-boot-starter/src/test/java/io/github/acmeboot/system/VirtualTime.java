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
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.test.util.ReflectionTestUtils;

/**
 * A clock that stands still until it is advanced, and threads for the renewal of a
 * running application that run by it: everything happens in the thread that advances it.
 */
final class VirtualTime extends Clock {

	private static final String SCHEDULER = "io.github.acmeboot.renewal.RenewalScheduler";

	private final PriorityBlockingQueue<Task> tasks = new PriorityBlockingQueue<>();

	private final AtomicLong numbers = new AtomicLong();

	private volatile Instant now;

	VirtualTime(Instant start) {
		this.now = start;
	}

	/**
	 * Lets an application renew by this clock.
	 * @return what gives its scheduler other threads
	 */
	BeanPostProcessor threads() {
		return new BeanPostProcessor() {

			@Override
			public Object postProcessBeforeInitialization(Object bean, String name) {
				if (bean.getClass().getName().equals(SCHEDULER)) {
					ReflectionTestUtils.setField(bean, "threads", new VirtualThreads());
				}
				return bean;
			}

		};
	}

	void advance(Duration duration) {
		advanceTo(this.now.plus(duration));
	}

	void advanceTo(Instant end) {
		for (Task task = this.tasks.peek(); task != null && !task.instant.isAfter(end); task = this.tasks.peek()) {
			this.tasks.remove(task);
			this.now = task.instant.isAfter(this.now) ? task.instant : this.now;
			task.run();
		}
		this.now = end.isAfter(this.now) ? end : this.now;
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

	private final class VirtualThreads extends ThreadPoolTaskScheduler {

		private static final long serialVersionUID = 1L;

		@Override
		public void initialize() {
		}

		@Override
		public void shutdown() {
			VirtualTime.this.tasks.removeIf((task) -> task.owner == this);
		}

		@Override
		public ScheduledFuture<?> schedule(Runnable task, Instant instant) {
			Task scheduled = new Task(task, instant, VirtualTime.this.numbers.getAndIncrement(), this);
			VirtualTime.this.tasks.add(scheduled);
			return scheduled;
		}

	}

	private final class Task extends FutureTask<Void> implements ScheduledFuture<Void> {

		private static final Comparator<Task> ORDER = Comparator.comparing((Task task) -> task.instant)
			.thenComparingLong((task) -> task.number);

		private final Instant instant;

		private final long number;

		private final VirtualThreads owner;

		Task(Runnable runnable, Instant instant, long number, VirtualThreads owner) {
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
			return unit.convert(Duration.between(VirtualTime.this.now, this.instant));
		}

		@Override
		public int compareTo(Delayed other) {
			return ORDER.compare(this, (Task) other);
		}

	}

}
