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

package io.github.acmeboot.test.lock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.github.acmeboot.lock.AcmeLock;
import io.github.acmeboot.lock.Lease;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every {@link AcmeLock} has to hold. Extend it to test a lock of your own.
 */
public abstract class AbstractAcmeLockTests {

	private static final String NAME = "renew/web";

	private static final Duration TIME_TO_LIVE = Duration.ofSeconds(60);

	private static final int THREADS = 8;

	private static final int TURNS = 5;

	/**
	 * Returns the lock to test.
	 * @return a lock no one holds a lease of; the same one, or one with the same back
	 * end, for the whole of a test
	 */
	protected abstract AcmeLock lock();

	@Test
	void aFreeLockIsAcquired() {
		try (Lease lease = acquire(NAME)) {
			assertThat(lease.held()).isTrue();
			assertThat(lease.fence()).isPositive();
		}
	}

	@Test
	void aHeldLockIsNotAcquiredAgain() {
		try (Lease lease = acquire(NAME)) {
			assertThat(lock().tryAcquire(NAME, TIME_TO_LIVE)).isEmpty();
			assertThat(lease.held()).isTrue();
		}
	}

	@Test
	void anotherThreadIsKeptOut() throws Exception {
		try (Lease lease = acquire(NAME)) {
			concurrently(1, () -> assertThat(lock().tryAcquire(NAME, TIME_TO_LIVE)).isEmpty());
			assertThat(lease.held()).isTrue();
		}
	}

	@Test
	void anotherNameIsAnotherLock() {
		try (Lease lease = acquire(NAME); Lease other = acquire("renew/WEB"); Lease below = acquire("renew/web/x")) {
			assertThat(List.of(lease, other, below)).allMatch(Lease::held);
		}
	}

	@Test
	void aReleasedLockIsFree() {
		Lease lease = acquire(NAME);
		lease.close();
		assertThat(lease.held()).isFalse();
		acquire(NAME).close();
	}

	@Test
	void closingTwiceTakesNothingFromTheNextHolder() {
		Lease first = acquire(NAME);
		first.close();
		try (Lease second = acquire(NAME)) {
			first.close();
			assertThat(first.held()).isFalse();
			assertThat(second.held()).isTrue();
			assertThat(lock().tryAcquire(NAME, TIME_TO_LIVE)).isEmpty();
		}
	}

	@Test
	void theFenceGrows() {
		long former = 0;
		for (int turn = 0; turn < 20; turn++) {
			try (Lease lease = acquire(NAME)) {
				assertThat(lease.fence()).isGreaterThan(former);
				former = lease.fence();
			}
		}
	}

	@Test
	void aLeaseOutlivesItsTimeToLiveWhileItsHolderLives() {
		Duration timeToLive = Duration.ofSeconds(9);
		try (Lease lease = lock().tryAcquire(NAME, timeToLive).orElseThrow()) {
			Awaitility.await().during(timeToLive.plusSeconds(1)).atMost(timeToLive.multipliedBy(10)).until(() -> {
				assertThat(lock().tryAcquire(NAME, TIME_TO_LIVE)).isEmpty();
				return lease.held();
			});
		}
	}

	@Test
	void aLeaseThatIsReleasedIsNotLost() {
		Duration timeToLive = Duration.ofSeconds(6);
		acquire(NAME).close();
		AtomicBoolean lost = new AtomicBoolean();
		Lease lease = lock().tryAcquire(NAME, timeToLive).orElseThrow();
		lease.onLost(() -> lost.set(true));
		lease.close();
		acquire(NAME).close();
		Awaitility.await().during(timeToLive.plusSeconds(1)).atMost(timeToLive.multipliedBy(5)).untilFalse(lost);
	}

	@Test
	void aThreadThatIsInterruptedStillAcquiresAndReleases() {
		Thread.currentThread().interrupt();
		try (Lease lease = acquire(NAME)) {
			assertThat(lease.held()).isTrue();
		}
		finally {
			assertThat(Thread.interrupted()).isTrue();
		}
		acquire(NAME).close();
	}

	@Test
	void neverDoTwoHoldAtOnce() throws Exception {
		AtomicInteger holders = new AtomicInteger();
		List<Long> fences = new ArrayList<>();
		concurrently(THREADS, () -> {
			for (int turn = 0; turn < TURNS; turn++) {
				try (Lease lease = await(NAME)) {
					assertThat(holders.incrementAndGet()).isEqualTo(1);
					fences.add(lease.fence());
					assertThat(lease.held()).isTrue();
					assertThat(holders.decrementAndGet()).isZero();
				}
			}
		});
		assertThat(fences).hasSize(THREADS * TURNS).isSorted().doesNotHaveDuplicates();
	}

	private Lease acquire(String name) {
		return lock().tryAcquire(name, TIME_TO_LIVE).orElseThrow();
	}

	private Lease await(String name) {
		return Awaitility.await()
			.pollInterval(Duration.ofMillis(2))
			.pollInSameThread()
			.atMost(Duration.ofMinutes(1))
			.until(() -> lock().tryAcquire(name, TIME_TO_LIVE), Optional::isPresent)
			.orElseThrow();
	}

	private static void concurrently(int threads, Runnable work) throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		CyclicBarrier start = new CyclicBarrier(threads);
		try {
			List<Future<?>> futures = new ArrayList<>();
			for (int i = 0; i < threads; i++) {
				futures.add(executor.submit(() -> {
					start.await();
					work.run();
					return null;
				}));
			}
			for (Future<?> future : futures) {
				future.get(5, TimeUnit.MINUTES);
			}
		}
		finally {
			executor.shutdownNow();
		}
	}

}
