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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.store.repository.StateRepository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the threads of the {@link RenewalScheduler}: real ones.
 */
class RenewalShutdownTests {

	private static final int MANY = 12;

	private final Clock clock = Clock.systemUTC();

	private final SwitchableStore store = new SwitchableStore();

	private final TestLock lock = new TestLock();

	private final ScriptedIssuer issuer = new ScriptedIssuer(this.clock);

	@Test
	void aStopInterruptsTheAttemptAndIsNoFailure() throws Exception {
		CountDownLatch ordering = new CountDownLatch(1);
		AtomicBoolean interrupted = new AtomicBoolean();
		this.issuer.does((request) -> {
			ordering.countDown();
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				interrupted.set(true);
			}
			throw new AcmeException(AcmeException.Reason.INTERRUPTED, "Stopped");
		});
		TestInstance instance = instance(new RenewalThreads(false, this.clock), TestCertificates.wanted("web")).start();
		CompletableFuture<IssuedCertificate> waiting = instance.manager.renew("web");
		assertThat(ordering.await(30, TimeUnit.SECONDS)).isTrue();
		Instant before = this.clock.instant();
		instance.scheduler.stop();
		assertThat(this.clock.instant()).isBefore(before.plusSeconds(9));
		assertThat(interrupted).isTrue();
		assertThat(waiting).isCompletedExceptionally();
		assertThat(this.lock.isFree()).isTrue();
		assertThat(new StateRepository(this.store).find("web")).isEmpty();
		assertThat(this.issuer.completed).isEmpty();
		assertThat(instance.events).isEmpty();
		assertThat(instance.status("web").lastFailure()).isNull();
	}

	@Test
	void fourOrdersAreUnderWayAtOnceAndAllCertificatesHaveTheirTurnWithoutDelay() {
		AtomicInteger now = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		CountDownLatch four = new CountDownLatch(Renewal.PARALLEL);
		this.issuer.does((request) -> {
			most.accumulateAndGet(now.incrementAndGet(), Math::max);
			four.countDown();
			await().atMost(30, TimeUnit.SECONDS).until(() -> four.getCount() == 0);
			now.decrementAndGet();
			return this.issuer.certificate(request);
		});
		ManagedCertificate[] wanted = new ManagedCertificate[MANY];
		for (int i = 0; i < MANY; i++) {
			wanted[i] = TestCertificates.wanted("web" + i);
		}
		TestInstance instance = instance(new ImpatientThreads(this.clock), wanted).start();
		await().atMost(60, TimeUnit.SECONDS).until(() -> this.issuer.completed.size() == MANY);
		assertThat(most).hasValue(Renewal.PARALLEL);
		instance.scheduler.stop();
	}

	private TestInstance instance(RenewalThreads threads, ManagedCertificate... wanted) {
		return new TestInstance(this.clock, TestInstance.TICK, threads, this.store, this.lock, this.issuer, true,
				wanted);
	}

	/**
	 * Threads on which nothing happens that is put off.
	 */
	private static final class ImpatientThreads extends RenewalThreads {

		private static final long serialVersionUID = 1L;

		private final transient Clock clock;

		ImpatientThreads(Clock clock) {
			super(false, clock);
			this.clock = clock;
		}

		@Override
		public ScheduledFuture<?> schedule(Runnable task, Instant instant) {
			boolean putOff = instant.isAfter(this.clock.instant());
			return super.schedule(task, putOff ? instant.plus(Duration.ofDays(1)) : instant);
		}

	}

}
