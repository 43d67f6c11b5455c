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
import java.util.OptionalLong;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.github.acmeboot.lock.LeaseRegister;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * What every {@link LeaseRegister} has to hold. Extend it to test a register of your own.
 */
public abstract class AbstractLeaseRegisterTests {

	private static final String NAME = "renew/web";

	private static final Duration TIME_TO_LIVE = Duration.ofSeconds(60);

	private static final Duration SHORT = Duration.ofMillis(500);

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final int OWNERS = 16;

	private static final int ROUNDS = 5;

	/**
	 * Returns the register to test.
	 * @return a register without leases; the same one, or one with the same back end, for
	 * the whole of a test
	 */
	protected abstract LeaseRegister register();

	@Test
	void aFreeLockIsAcquiredUnderAFence() {
		assertThat(acquire(NAME, "one").orElseThrow()).isPositive();
	}

	@Test
	void aHeldLockIsRefusedToEveryoneElse() {
		acquire(NAME, "one");
		assertThat(acquire(NAME, "two")).isEmpty();
		assertThat(register().extend(NAME, "one", TIME_TO_LIVE)).isTrue();
	}

	@Test
	void aReleasedLockIsFree() {
		acquire(NAME, "one");
		register().release(NAME, "one");
		assertThat(register().extend(NAME, "one", TIME_TO_LIVE)).isFalse();
		assertThat(acquire(NAME, "two")).isPresent();
	}

	@Test
	void onlyItsOwnerReleasesALease() {
		acquire(NAME, "one");
		register().release(NAME, "two");
		assertThat(acquire(NAME, "two")).isEmpty();
		assertThat(register().extend(NAME, "one", TIME_TO_LIVE)).isTrue();
	}

	@Test
	void onlyItsOwnerExtendsALease() {
		acquire(NAME, "one");
		assertThat(register().extend(NAME, "two", TIME_TO_LIVE)).isFalse();
		assertThat(register().extend(NAME, "one", TIME_TO_LIVE)).isTrue();
	}

	@Test
	void whatWasNeverThereIsNeitherExtendedNorReleased() {
		assertThat(register().extend(NAME, "one", TIME_TO_LIVE)).isFalse();
		assertThatCode(() -> register().release(NAME, "one")).doesNotThrowAnyException();
		assertThat(acquire(NAME, "two")).isPresent();
	}

	@Test
	void releasingTwiceDoesNothing() {
		acquire(NAME, "one");
		register().release(NAME, "one");
		acquire(NAME, "two");
		register().release(NAME, "one");
		assertThat(register().extend(NAME, "two", TIME_TO_LIVE)).isTrue();
		assertThat(acquire(NAME, "three")).isEmpty();
	}

	@Test
	void theFenceGrowsAfterARelease() {
		long former = 0;
		for (int turn = 0; turn < 20; turn++) {
			long fence = acquire(NAME, "owner-" + turn).orElseThrow();
			assertThat(fence).isGreaterThan(former);
			register().release(NAME, "owner-" + turn);
			former = fence;
		}
	}

	@Test
	void aLeaseEndsByItselfAndTheFenceGrowsAllTheSame() {
		long former = register().acquire(NAME, "one", SHORT).orElseThrow();
		assertThat(await(NAME, "two")).isGreaterThan(former);
	}

	@Test
	void aLeaseThatEndedBelongsToItsSuccessor() {
		register().acquire(NAME, "one", SHORT).orElseThrow();
		await(NAME, "two");
		assertThat(register().extend(NAME, "one", TIME_TO_LIVE)).isFalse();
		register().release(NAME, "one");
		assertThat(register().extend(NAME, "two", TIME_TO_LIVE)).isTrue();
		assertThat(acquire(NAME, "three")).isEmpty();
	}

	@Test
	void anExtendedLeaseOutlivesItsFirstTime() {
		register().acquire(NAME, "one", Duration.ofSeconds(5)).orElseThrow();
		assertThat(register().extend(NAME, "one", TIME_TO_LIVE)).isTrue();
		Awaitility.await().during(Duration.ofSeconds(6)).atMost(PATIENCE).until(() -> acquire(NAME, "two").isEmpty());
		assertThat(register().extend(NAME, "one", TIME_TO_LIVE)).isTrue();
	}

	@Test
	void anExtensionMayShortenALease() {
		acquire(NAME, "one");
		assertThat(register().extend(NAME, "one", SHORT)).isTrue();
		await(NAME, "two");
	}

	@Test
	void everyNameIsALockOfItsOwn() {
		List<String> names = List.of("renew/web", "renew/WEB", "renew/web/x", "renew", "renew/*.example.com",
				"renew/2001:db8::1", "renew/a b", "renew/%", "renew/ü", "renew/'; --", "renew/{web}",
				"renew/" + "x".repeat(300), "renew/" + "x".repeat(299) + "y");
		assertThat(names).allSatisfy((name) -> assertThat(acquire(name, "one")).isPresent());
		assertThat(names).allSatisfy((name) -> assertThat(acquire(name, "two")).isEmpty());
		register().release("renew/web", "one");
		assertThat(acquire("renew/WEB", "two")).isEmpty();
		assertThat(acquire("renew/web", "two")).isPresent();
	}

	@Test
	void ofManyThatAcquireAtOnceExactlyOneSucceeds() throws Exception {
		for (int round = 0; round < ROUNDS; round++) {
			String name = "race/" + round;
			assertThat(atOnce(name, TIME_TO_LIVE)).filteredOn(OptionalLong::isPresent).hasSize(1);
		}
	}

	@Test
	void ofManyThatAcquireAnEndedLeaseAtOnceAtMostOneSucceeds() throws Exception {
		register().acquire(NAME, "former", SHORT).orElseThrow();
		Awaitility.await().atMost(PATIENCE).until(() -> {
			long holders = atOnce(NAME, TIME_TO_LIVE).stream().filter(OptionalLong::isPresent).count();
			assertThat(holders).isLessThanOrEqualTo(1);
			return holders == 1;
		});
		assertThat(acquire(NAME, "late")).isEmpty();
	}

	@Test
	void aThreadThatIsInterruptedStillGetsItsAnswers() {
		Thread.currentThread().interrupt();
		try {
			assertThat(acquire(NAME, "one")).isPresent();
			assertThat(register().extend(NAME, "one", TIME_TO_LIVE)).isTrue();
			register().release(NAME, "one");
			assertThat(acquire(NAME, "two")).isPresent();
		}
		finally {
			assertThat(Thread.interrupted()).isTrue();
		}
	}

	private OptionalLong acquire(String name, String owner) {
		return register().acquire(name, owner, TIME_TO_LIVE);
	}

	private long await(String name, String owner) {
		return Awaitility.await()
			.atMost(PATIENCE)
			.pollInterval(Duration.ofMillis(20))
			.until(() -> acquire(name, owner), OptionalLong::isPresent)
			.getAsLong();
	}

	private List<OptionalLong> atOnce(String name, Duration timeToLive) throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(OWNERS);
		CyclicBarrier start = new CyclicBarrier(OWNERS);
		try {
			List<Future<OptionalLong>> futures = new ArrayList<>();
			for (int i = 0; i < OWNERS; i++) {
				String owner = "owner-" + i;
				futures.add(executor.submit(() -> {
					start.await();
					return register().acquire(name, owner, timeToLive);
				}));
			}
			List<OptionalLong> fences = new ArrayList<>();
			for (Future<OptionalLong> future : futures) {
				fences.add(future.get(5, TimeUnit.MINUTES));
			}
			return fences;
		}
		finally {
			executor.shutdownNow();
		}
	}

}
