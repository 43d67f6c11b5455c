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

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.test.util.ReflectionTestUtils;

import io.github.acmeboot.testsupport.VirtualTime;

/**
 * Threads for the renewal of a running application that run by virtual time.
 */
final class VirtualThreads extends ThreadPoolTaskScheduler {

	private static final long serialVersionUID = 1L;

	private static final Map<String, String> OWNERS = Map.of("io.github.acmeboot.renewal.RenewalScheduler", "threads",
			"io.github.acmeboot.challenge.dns.SweepSchedule", "thread");

	private final transient VirtualTime time;

	private VirtualThreads(VirtualTime time) {
		this.time = time;
	}

	/**
	 * Lets an application renew by virtual time.
	 * @param time the time
	 * @return what gives its schedulers other threads
	 */
	static BeanPostProcessor of(VirtualTime time) {
		return new BeanPostProcessor() {

			@Override
			public Object postProcessBeforeInitialization(Object bean, String name) {
				String field = OWNERS.get(bean.getClass().getName());
				if (field != null) {
					ReflectionTestUtils.setField(bean, field, new VirtualThreads(time));
				}
				return bean;
			}

		};
	}

	@Override
	public void initialize() {
	}

	@Override
	public void shutdown() {
		this.time.forget(this);
	}

	@Override
	public ScheduledFuture<?> schedule(Runnable task, Instant instant) {
		return this.time.schedule(this, task, instant);
	}

	@Override
	public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, Instant start, Duration delay) {
		return schedule(() -> {
			task.run();
			scheduleWithFixedDelay(task, this.time.instant().plus(delay), delay);
		}, start);
	}

}
