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

package io.github.acmeboot.lock.shedlock;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import net.javacrumbs.shedlock.core.ExtensibleLockProvider;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.SimpleLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ShedLockLeaseRegister}, with a provider that checks no owner.
 */
class ShedLockLeaseRegisterTests {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 1000);

	private final RecordingProvider provider = new RecordingProvider();

	private final AcmeStore store = new InMemoryAcmeStore();

	private final StoredFences fences = new StoredFences(this.store, Clock.systemUTC());

	private final ShedLockLeaseRegister register = new ShedLockLeaseRegister(this.provider, this.fences,
			this.nanoTime::get);

	@Test
	void aHolderThatStalledNeitherExtendsNorReleases() {
		this.register.acquire("renew/web", "one", MINUTE);
		this.nanoTime.addAndGet(Duration.ofSeconds(54).toNanos());
		assertThat(this.register.extend("renew/web", "one", MINUTE)).isFalse();
		this.register.release("renew/web", "one");
		assertThat(this.provider.calls).containsExactly("lock acme:renew/web");
	}

	@Test
	void anExtensionGivesTheHolderMoreTime() {
		this.register.acquire("renew/web", "one", MINUTE);
		this.nanoTime.addAndGet(Duration.ofSeconds(50).toNanos());
		assertThat(this.register.extend("renew/web", "one", MINUTE)).isTrue();
		this.nanoTime.addAndGet(Duration.ofSeconds(50).toNanos());
		this.register.release("renew/web", "one");
		assertThat(this.provider.calls).containsExactly("lock acme:renew/web", "extend", "unlock");
	}

	@Test
	void whatTheProviderTookAwayIsNotTouchedAgain() {
		this.register.acquire("renew/web", "one", MINUTE);
		this.provider.extending = false;
		assertThat(this.register.extend("renew/web", "one", MINUTE)).isFalse();
		this.register.release("renew/web", "one");
		assertThat(this.provider.calls).containsExactly("lock acme:renew/web", "extend");
	}

	@Test
	void aLockThatGetsNoFenceCanBeReleased() {
		StoreException failure = new StoreException("down", null);
		ShedLockLeaseRegister register = new ShedLockLeaseRegister(this.provider,
				new StoredFences(new BrokenStore(failure), Clock.systemUTC()), this.nanoTime::get);
		assertThatExceptionOfType(StoreException.class).isThrownBy(() -> register.acquire("renew/web", "one", MINUTE))
			.isSameAs(failure);
		register.release("renew/web", "one");
		assertThat(this.provider.calls).containsExactly("lock acme:renew/web", "unlock");
	}

	@Test
	void aFailureOfTheProviderIsOneOfTheStore() {
		this.provider.failure = new IllegalStateException("no route");
		assertThatExceptionOfType(StoreException.class)
			.isThrownBy(() -> this.register.acquire("renew/web", "one", MINUTE))
			.withMessage("Unable to lock 'renew/web' by ShedLock's RecordingProvider: no route");
	}

	@Test
	void theFenceGrowsBeyondTheClock() {
		long far = Long.MAX_VALUE / 1000;
		this.store.save("fences/renew%2fweb", String.valueOf(far).getBytes(StandardCharsets.US_ASCII),
				WriteCondition.absent());
		assertThat(this.register.acquire("renew/web", "one", MINUTE)).hasValue(far + 1);
	}

	@Test
	void theNameOfALockFitsIntoItsColumn() {
		assertThat(ShedLockLeaseRegister.lockName("renew/web")).isEqualTo("acme:renew/web");
		String longest = ShedLockLeaseRegister.lockName("renew/" + "x".repeat(300));
		assertThat(longest).hasSize(64).startsWith("acme:renew/xxxxxxxxxxxx~");
		assertThat(longest).isNotEqualTo(ShedLockLeaseRegister.lockName("renew/" + "x".repeat(301)));
	}

	private static final class RecordingProvider implements ExtensibleLockProvider {

		private final List<String> calls = new ArrayList<>();

		private boolean extending = true;

		private @Nullable RuntimeException failure;

		@Override
		public Optional<SimpleLock> lock(LockConfiguration configuration) {
			if (this.failure != null) {
				throw this.failure;
			}
			this.calls.add("lock " + configuration.getName());
			return Optional.of(new RecordingLock());
		}

		private final class RecordingLock implements SimpleLock {

			@Override
			public void unlock() {
				RecordingProvider.this.calls.add("unlock");
			}

			@Override
			public Optional<SimpleLock> extend(Duration lockAtMostFor, Duration lockAtLeastFor) {
				RecordingProvider.this.calls.add("extend");
				return RecordingProvider.this.extending ? Optional.of(new RecordingLock()) : Optional.empty();
			}

		}

	}

	private record BrokenStore(StoreException failure) implements AcmeStore {

		@Override
		public Optional<StoredValue> load(String key) {
			throw this.failure;
		}

		@Override
		public StoredValue save(String key, byte[] content, WriteCondition condition) {
			throw this.failure;
		}

		@Override
		public void delete(String key, String version) {
			throw this.failure;
		}

		@Override
		public List<String> list(String prefix) {
			throw this.failure;
		}

	}

}
