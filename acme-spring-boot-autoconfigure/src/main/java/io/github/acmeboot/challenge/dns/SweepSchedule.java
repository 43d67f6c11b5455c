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

package io.github.acmeboot.challenge.dns;

import java.time.Clock;
import java.time.Duration;

import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * Sweeps soon after the start and then every few minutes, on a thread of its own: no
 * bean, so that an application's own scheduling is left alone.
 */
final class SweepSchedule implements SmartLifecycle {

	static final Duration SOON = Duration.ofSeconds(10);

	private static final int AWAIT_TERMINATION_SECONDS = 10;

	private final Runnable sweep;

	private final Clock clock;

	private final ThreadPoolTaskScheduler thread = new ThreadPoolTaskScheduler();

	private volatile boolean running;

	SweepSchedule(Runnable sweep, Clock clock) {
		this.sweep = sweep;
		this.clock = clock;
		this.thread.setThreadNamePrefix("acme-dns-sweep-");
		this.thread.setDaemon(true);
		this.thread.setRemoveOnCancelPolicy(true);
		this.thread.setAwaitTerminationSeconds(AWAIT_TERMINATION_SECONDS);
		this.thread.setClock(clock);
	}

	@Override
	public void start() {
		this.thread.initialize();
		this.thread.scheduleWithFixedDelay(this.sweep, this.clock.instant().plus(SOON), RecordSweep.INTERVAL);
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		this.thread.shutdown();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
