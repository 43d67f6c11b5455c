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
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ThreadedLeaseTimer}.
 */
class ThreadedLeaseTimerTests {

	private final ThreadedLeaseTimer timer = new ThreadedLeaseTimer();

	private final CountDownLatch stalled = new CountDownLatch(1);

	@AfterEach
	void close() {
		this.stalled.countDown();
		this.timer.close();
	}

	@Test
	void aTaskThatTakesItsTimeDelaysNoOther() throws Exception {
		this.timer.after(0, this::stall);
		this.timer.after(0, this::stall);
		CountDownLatch done = new CountDownLatch(1);
		this.timer.after(1, done::countDown);
		assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void tasksRunOnDaemonThreadsOfTheLock() throws Exception {
		CountDownLatch done = new CountDownLatch(1);
		this.timer.after(0, () -> {
			if (Thread.currentThread().isDaemon() && Thread.currentThread().getName().equals("acme-lock")) {
				done.countDown();
			}
		});
		assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void aClosedTimerTakesNoTasks() {
		this.timer.close();
		assertThat(this.timer.after(0, this::stall)).isDone();
	}

	@Test
	void theHolderIsToldAtTheEndEvenIfARenewalIsNeverAnswered() throws Exception {
		CountDownLatch told = new CountDownLatch(1);
		try (LeasedAcmeLock lock = new LeasedAcmeLock(new StallingRegister())) {
			Lease lease = lock.tryAcquire("renew/web", Duration.ofSeconds(5)).orElseThrow();
			lease.onLost(told::countDown);
			assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
			assertThat(lease.held()).isFalse();
		}
	}

	private void stall() {
		try {
			this.stalled.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private final class StallingRegister implements LeaseRegister {

		@Override
		public OptionalLong acquire(String name, String owner, Duration timeToLive) {
			return OptionalLong.of(1);
		}

		@Override
		public boolean extend(String name, String owner, Duration timeToLive) {
			stall();
			return true;
		}

		@Override
		public void release(String name, String owner) {
		}

	}

}
