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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.acmeboot.peer.RedisSentinels;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StaleWriteException;
import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.testsupport.peer.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RedisAcmeStore} when its master goes away and the sentinels name
 * another one.
 */
class RedisFailoverTests {

	private static final String KEY = "state/web";

	/**
	 * Sentinels that got no processor for a while do nothing for half a minute, and begin
	 * again later when no one was elected.
	 */
	private static final Duration PATIENCE = Duration.ofMinutes(3);

	@TempDir
	private Path directory;

	private RedisSentinels sentinels;

	private RedisInstance instance;

	@BeforeEach
	void start() {
		this.sentinels = RedisSentinels.start(this.directory, Duration.ofSeconds(1));
		this.instance = RedisInstance.start("spring.data.redis.sentinel.master=" + RedisSentinels.MASTER,
				"spring.data.redis.sentinel.nodes=" + this.sentinels.addresses());
	}

	@AfterEach
	void stop() {
		this.instance.close();
		this.sentinels.close();
	}

	@Test
	void whenTheMasterIsKilledTheStoreGoesOnAndNoLossGoesUnnoticed() throws Exception {
		RedisServer master = this.sentinels.master();
		goOnWhile(master, master::kill);
	}

	@Test
	void whenTheMasterIsFrozenTheStoreGoesOnAndNoLossGoesUnnoticedWhenItComesBack() throws Exception {
		RedisServer master = this.sentinels.master();
		Writer writer = goOnWhile(master, master::freeze);
		master.resume();
		Awaitility.await()
			.pollInterval(Duration.ofMillis(20))
			.during(Duration.ofSeconds(3))
			.atMost(PATIENCE)
			.until(() -> {
				writer.write();
				return this.sentinels.master() != master;
			});
		assertThat(this.instance.store().load(KEY)).contains(writer.current);
	}

	private Writer goOnWhile(RedisServer master, Runnable trouble) throws Exception {
		Writer writer = new Writer(this.instance.store());
		CompletableFuture<Void> under = CompletableFuture.runAsync(trouble,
				CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS));
		while (!under.isDone() || this.sentinels.master() == master || writer.sinceFailure < 100) {
			writer.write();
		}
		under.get(10, TimeUnit.SECONDS);
		assertThat(this.instance.store().load(KEY)).contains(writer.current);
		this.instance.news().clear();
		writer.write();
		assertThat(this.instance.news().poll(30, TimeUnit.SECONDS)).isIn(KEY, RedisInstance.MISSED);
		return writer;
	}

	/**
	 * Writes numbers, one after another, each on the condition that the former one is
	 * stored.
	 */
	private static final class Writer {

		private final AcmeStore store;

		private StoredValue current;

		private int number;

		private int sinceFailure;

		private Writer(AcmeStore store) {
			this.store = store;
			this.current = store.save(KEY, content(), WriteCondition.absent());
		}

		private void write() {
			this.number++;
			Awaitility.await()
				.pollInSameThread()
				.pollDelay(Duration.ZERO)
				.pollInterval(Duration.ofMillis(20))
				.atMost(PATIENCE)
				.until(this::isWritten);
			this.sinceFailure++;
		}

		private boolean isWritten() {
			try {
				this.current = this.store.save(KEY, content(), WriteCondition.version(this.current.version()));
				return true;
			}
			catch (StaleWriteException ex) {
				noticeLoss();
			}
			catch (StoreException ex) {
				this.sinceFailure = 0;
			}
			return false;
		}

		private void noticeLoss() {
			try {
				this.current = this.store.load(KEY).orElseThrow();
				int found = Integer.parseInt(new String(this.current.content(), StandardCharsets.UTF_8));
				assertThat(found).isLessThan(this.number);
			}
			catch (StoreException ex) {
				this.sinceFailure = 0;
			}
		}

		private byte[] content() {
			return String.valueOf(this.number).getBytes(StandardCharsets.UTF_8);
		}

	}

}
