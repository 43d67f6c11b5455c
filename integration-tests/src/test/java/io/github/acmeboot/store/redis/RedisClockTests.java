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

package io.github.acmeboot.store.redis;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.acmeboot.lock.Lease;
import io.github.acmeboot.peer.FakeClock;
import io.github.acmeboot.store.StaleWriteException;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.testsupport.peer.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the lock of {@link RedisAcmeStore} when somebody sets the clock of the
 * server.
 */
class RedisClockTests {

	private static final String KEY = "certificates/web";

	private static final String LOCK = "renew/web";

	@TempDir
	private Path directory;

	@Test
	void whenTheClockIsSetForwardTheLockIsLostAndTheFenceHolds() throws Exception {
		FakeClock clock = FakeClock.create(this.directory);
		try (RedisServer server = RedisServer.startEmbedded(this.directory, clock.environment());
				RedisInstance instance = RedisInstance.start(server);
				RedisInstance other = RedisInstance.start(server)) {
			CountDownLatch lost = new CountDownLatch(1);
			Lease former = instance.lock().tryAcquire(LOCK, Duration.ofSeconds(6)).orElseThrow();
			former.onLost(lost::countDown);
			clock.move(Duration.ofHours(1));
			Lease successor = other.lock().tryAcquire(LOCK, Duration.ofSeconds(60)).orElseThrow();
			StoredValue saved = other.store()
				.save(KEY, new byte[] { 2 }, WriteCondition.absent().fencedBy(successor.fence()));
			assertThatExceptionOfType(StaleWriteException.class).isThrownBy(() -> instance.store()
				.save(KEY, new byte[] { 1 }, WriteCondition.version(saved.version()).fencedBy(former.fence())));
			assertThat(lost.await(30, TimeUnit.SECONDS)).isTrue();
			assertThat(former.held()).isFalse();
		}
	}

	@Test
	void whenTheClockIsSetBackTheFenceGrowsAllTheSame() {
		FakeClock clock = FakeClock.create(this.directory);
		try (RedisServer server = RedisServer.startEmbedded(this.directory, clock.environment());
				RedisInstance instance = RedisInstance.start(server)) {
			Lease former = instance.lock().tryAcquire(LOCK, Duration.ofSeconds(60)).orElseThrow();
			former.close();
			clock.move(Duration.ofHours(-1));
			try (Lease successor = instance.lock().tryAcquire(LOCK, Duration.ofSeconds(60)).orElseThrow()) {
				assertThat(successor.fence()).isGreaterThan(former.fence());
			}
		}
	}

}
