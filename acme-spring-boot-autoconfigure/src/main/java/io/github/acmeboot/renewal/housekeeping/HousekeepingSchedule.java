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

package io.github.acmeboot.renewal.housekeeping;

import java.time.Clock;
import java.time.Duration;
import java.util.function.DoubleSupplier;

import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * Does the housekeeping once a day, at a time of day that is another one on each
 * instance, on a thread of its own. Soon after the start, when what is added at run time
 * is known, it says what is stored and not configured.
 */
final class HousekeepingSchedule implements SmartLifecycle {

	private static final Duration SOON = Duration.ofMinutes(1);

	private final Runnable report;

	private final Runnable housekeeping;

	private final ThreadPoolTaskScheduler threads;

	private final DoubleSupplier random;

	private final Clock clock;

	private volatile boolean running;

	HousekeepingSchedule(Runnable report, Runnable housekeeping, ThreadPoolTaskScheduler threads, DoubleSupplier random,
			Clock clock) {
		this.report = report;
		this.housekeeping = housekeeping;
		this.threads = threads;
		this.random = random;
		this.clock = clock;
	}

	@Override
	public void start() {
		this.threads.initialize();
		Duration first = Duration.ofMillis((long) (Housekeeping.DAILY.toMillis() * this.random.getAsDouble()));
		this.threads.schedule(this.report, this.clock.instant().plus(SOON));
		this.threads.scheduleWithFixedDelay(this.housekeeping, this.clock.instant().plus(first), Housekeeping.DAILY);
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		this.threads.shutdown();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
