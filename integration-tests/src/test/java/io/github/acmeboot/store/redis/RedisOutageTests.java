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

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.acmeboot.lock.Lease;
import io.github.acmeboot.store.StaleWriteException;
import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.StoreException.Trouble;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.testsupport.peer.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link RedisAcmeStore} and its lock while the server is down, frozen, or has
 * forgotten everything.
 */
class RedisOutageTests {

	private static final String KEY = "certificates/web";

	private static final String LOCK = "renew/web";

	private static final String HOLDER = "acme:{lock:renew/web}:holder";

	private static final Duration LONG = Duration.ofSeconds(60);

	@TempDir
	private Path directory;

	private RedisServer server;

	private RedisInstance instance;

	@BeforeEach
	void start() {
		this.server = RedisServer.start(this.directory);
		this.instance = RedisInstance.start(this.server);
	}

	@AfterEach
	void stop() {
		this.instance.close();
		this.server.close();
	}

	@Test
	void aServerThatIsDownIsUnreachableAndUsedAgainAtOnceWhenItIsBack() {
		save("one");
		this.server.stop();
		assertThatExceptionOfType(StoreException.class).isThrownBy(() -> this.instance.store().load(KEY))
			.satisfies((ex) -> assertThat(ex.getTrouble()).isEqualTo(Trouble.UNREACHABLE))
			.withMessageStartingWith("Unable to load 'certificates/web': Redis at 127.0.0.1:" + this.server.port()
					+ " cannot be reached (")
			.withMessageContaining("'spring.data.redis.host'");
		this.server.restart();
		assertThat(this.instance.store().load(KEY)).isEmpty();
		save("two");
	}

	@Test
	void aRequestWhoseConnectionIsClosedMeanwhileIsMadeAgain() {
		RedisAccess access = this.instance.bean(RedisAccess.class);
		CompletableFuture<StoreException> failure = CompletableFuture
			.supplyAsync(() -> catchThrowableOfType(StoreException.class,
					() -> access.call("wait", (connection) -> connection.listCommands().bLPop(60, bytes("list")))));
		try (RedisClient client = RedisClient.create()) {
			RedisCommands<String, String> redis = client
				.connect(RedisURI.create(this.server.host(), this.server.port()))
				.sync();
			Awaitility.await().atMost(LONG).until(() -> failure.isDone() || redis.clientList().contains("cmd=blpop"));
			redis.clientKill(KillArgs.Builder.typeNormal());
		}
		assertThat(failure.join().getTrouble()).isEqualTo(Trouble.SLOW);
	}

	@Test
	void aRestartBetweenTwoRequestsIsNotNoticed() {
		save("one");
		this.server.kill();
		this.server.restart();
		assertThat(this.instance.store().version(KEY)).isEmpty();
		save("two");
	}

	@Test
	void aFrozenServerIsSlowAndHoldsNobodyUpForLong() {
		save("one");
		this.server.freeze();
		long start = System.nanoTime();
		assertThatExceptionOfType(StoreException.class).isThrownBy(() -> this.instance.store().load(KEY))
			.satisfies((ex) -> assertThat(ex.getTrouble()).isEqualTo(Trouble.SLOW));
		assertThatExceptionOfType(StoreException.class).isThrownBy(() -> this.instance.store().version(KEY))
			.satisfies((ex) -> assertThat(ex.getTrouble()).isEqualTo(Trouble.SLOW));
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(40));
		this.server.resume();
		assertThat(this.instance.store().load(KEY)).isPresent();
	}

	@Test
	void anAttemptToLockThatTimedOutLeavesNoLockBehind() {
		this.instance.lock().tryAcquire("other", LONG).orElseThrow().close();
		this.server.freeze();
		assertThatExceptionOfType(StoreException.class).isThrownBy(() -> this.instance.lock().tryAcquire(LOCK, LONG));
		this.server.resume();
		Awaitility.await()
			.pollInterval(Duration.ofMillis(100))
			.during(Duration.ofSeconds(2))
			.atMost(Duration.ofSeconds(30))
			.until(() -> !this.instance.redis().hasKey(HOLDER));
		this.instance.lock().tryAcquire(LOCK, LONG).orElseThrow().close();
	}

	@Test
	void aSaveSucceedsIfTheServerGoesOnBeforeItIsGivenUp() throws Exception {
		StoredValue first = save("one");
		this.server.freeze();
		CompletableFuture<StoredValue> saved = CompletableFuture
			.supplyAsync(() -> this.instance.store().save(KEY, bytes("two"), WriteCondition.version(first.version())));
		CompletableFuture.runAsync(this.server::resume, CompletableFuture.delayedExecutor(2300, TimeUnit.MILLISECONDS))
			.get(20, TimeUnit.SECONDS);
		StoredValue second = saved.get(20, TimeUnit.SECONDS);
		assertThat(this.instance.store().load(KEY)).contains(second);
	}

	@Test
	void aSaveThatWasGivenUpButCarriedOutIsStaleForEverybodyElse() {
		StoredValue first = save("one");
		WriteCondition condition = WriteCondition.version(first.version());
		this.server.freeze();
		assertThatExceptionOfType(StoreException.class)
			.isThrownBy(() -> this.instance.store().save(KEY, bytes("two"), condition))
			.satisfies((ex) -> assertThat(ex.getTrouble()).isEqualTo(Trouble.SLOW));
		this.server.resume();
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> "two".equals(text()));
		assertThatExceptionOfType(StaleWriteException.class)
			.isThrownBy(() -> this.instance.store().save(KEY, bytes("three"), condition));
		try (RedisInstance other = RedisInstance.start(this.server)) {
			assertThatExceptionOfType(StaleWriteException.class)
				.isThrownBy(() -> other.store().save(KEY, bytes("two"), condition));
		}
	}

	@Test
	void whoeverRepeatsASaveFindsThatItWasCarriedOut() {
		StoredValue first = save("one");
		WriteCondition condition = WriteCondition.version(first.version());
		this.server.freeze();
		assertThatExceptionOfType(StoreException.class)
			.isThrownBy(() -> this.instance.store().save(KEY, bytes("two"), condition.fencedBy(7)));
		this.server.resume();
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> "two".equals(text()));
		StoredValue repeated = this.instance.store().save(KEY, bytes("two"), condition.fencedBy(8));
		assertThat(this.instance.store().load(KEY)).contains(repeated);
		assertThatExceptionOfType(StaleWriteException.class).isThrownBy(() -> this.instance.store()
			.save(KEY, bytes("three"), WriteCondition.version(repeated.version()).fencedBy(7)));
	}

	@Test
	void anInterruptDuringASaveDoesNotDisturbIt() throws Exception {
		StoredValue first = save("one");
		AtomicBoolean interrupted = new AtomicBoolean();
		CompletableFuture<StoredValue> saved = new CompletableFuture<>();
		this.server.freeze();
		Thread thread = new Thread(() -> {
			saved.completeAsync(
					() -> this.instance.store().save(KEY, bytes("two"), WriteCondition.version(first.version())),
					Runnable::run);
			interrupted.set(Thread.currentThread().isInterrupted());
		});
		thread.start();
		Awaitility.await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
		thread.interrupt();
		this.server.resume();
		StoredValue second = saved.get(20, TimeUnit.SECONDS);
		assertThat(this.instance.store().load(KEY)).contains(second);
		thread.join(20_000);
		assertThat(interrupted).isTrue();
	}

	@Test
	void aLockThatTheServerHasForgottenIsLostAndItsFenceIsOutdated() throws Exception {
		CountDownLatch lost = new CountDownLatch(1);
		Lease former = this.instance.lock().tryAcquire(LOCK, Duration.ofSeconds(9)).orElseThrow();
		former.onLost(lost::countDown);
		this.server.kill();
		this.server.restart();
		try (RedisInstance other = RedisInstance.start(this.server);
				Lease successor = other.lock().tryAcquire(LOCK, LONG).orElseThrow()) {
			assertThat(successor.fence()).isGreaterThan(former.fence());
			StoredValue saved = other.store()
				.save(KEY, bytes("successor"), WriteCondition.absent().fencedBy(successor.fence()));
			assertThatExceptionOfType(StaleWriteException.class).isThrownBy(() -> this.instance.store()
				.save(KEY, bytes("former"), WriteCondition.version(saved.version()).fencedBy(former.fence())));
			assertThat(lost.await(30, TimeUnit.SECONDS)).isTrue();
			assertThat(former.held()).isFalse();
			former.close();
			assertThat(this.instance.redis().hasKey(HOLDER)).isTrue();
		}
	}

	@Test
	void aLeaseOutlivesAMomentInWhichTheServerStandsStill() {
		AtomicBoolean lost = new AtomicBoolean();
		try (Lease lease = this.instance.lock().tryAcquire(LOCK, Duration.ofSeconds(18)).orElseThrow()) {
			lease.onLost(() -> lost.set(true));
			Awaitility.await()
				.atMost(LONG)
				.until(() -> this.instance.redis().getExpire(HOLDER, TimeUnit.MILLISECONDS) < 14_000);
			this.server.freeze();
			Awaitility.await().pollDelay(Duration.ofSeconds(3)).atMost(LONG).until(() -> true);
			this.server.resume();
			Awaitility.await()
				.atMost(LONG)
				.until(() -> this.instance.redis().getExpire(HOLDER, TimeUnit.MILLISECONDS) > 16_000);
			assertThat(lease.held()).isTrue();
			assertThat(lost).isFalse();
		}
	}

	private StoredValue save(String content) {
		return this.instance.store()
			.save(KEY, bytes(content), WriteCondition.unchanged(this.instance.store().load(KEY)));
	}

	private String text() {
		return Optional
			.ofNullable(this.instance.redis().<String, String>opsForHash().get("acme:{" + KEY + "}", "content"))
			.orElse("");
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
