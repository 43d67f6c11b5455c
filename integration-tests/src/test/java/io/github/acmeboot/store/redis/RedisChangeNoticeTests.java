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
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.redis.connection.RedisConnection;

import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.testsupport.peer.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RedisChangeNotice}.
 */
@ExtendWith(OutputCaptureExtension.class)
class RedisChangeNoticeTests {

	private static final String KEY = "certificates/web";

	private static final String LOST = "until notices of changes are back";

	private static final String BACK = "are back\n";

	@TempDir
	private Path directory;

	private RedisServer server;

	@BeforeEach
	void start() {
		this.server = RedisServer.start(this.directory);
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void whatAnotherInstanceSavesAndDeletesIsNoticed() {
		try (RedisInstance listening = RedisInstance.start(this.server);
				RedisInstance other = RedisInstance.start(this.server)) {
			assertHears(listening, RedisInstance.MISSED);
			StoredValue saved = save(other, "one");
			assertHears(listening, KEY);
			other.store().delete(KEY, saved.version());
			assertHears(listening, KEY);
			other.store().delete(KEY, saved.version());
			save(other, "two");
			assertHears(listening, KEY);
			assertThat(listening.news()).isEmpty();
		}
	}

	@Test
	void otherPrefixesAreOtherApplications() {
		try (RedisInstance listening = RedisInstance.start(this.server);
				RedisInstance stranger = RedisInstance.start(this.server, "acme.store.redis.key-prefix=shop:")) {
			assertHears(listening, RedisInstance.MISSED);
			save(stranger, "strange");
			save(listening, "own");
			assertHears(listening, KEY);
			assertThat(listening.news()).isEmpty();
		}
	}

	@Test
	void aRestartOfTheServerIsOneWarningAndTheNoticesComeBack(CapturedOutput output) {
		try (RedisInstance listening = RedisInstance.start(this.server)) {
			assertHears(listening, RedisInstance.MISSED);
			this.server.stop();
			Awaitility.await()
				.during(Duration.ofSeconds(6))
				.atMost(Duration.ofSeconds(60))
				.until(() -> output.toString().contains(LOST));
			this.server.restart();
			assertHears(listening, RedisInstance.MISSED);
			save(listening, "one");
			assertHears(listening, KEY);
			assertThat(output.toString()).containsOnlyOnce(LOST)
				.containsOnlyOnce(BACK)
				.contains("127.0.0.1:" + this.server.port())
				.doesNotContain("lettuce");
		}
	}

	@Test
	void aSubscriptionThatWasCutOffIsMadeAgain() {
		try (RedisInstance listening = RedisInstance.start(this.server)) {
			assertHears(listening, RedisInstance.MISSED);
			try (RedisClient client = RedisClient.create()) {
				assertThat(client.connect(RedisURI.create(this.server.host(), this.server.port()))
					.sync()
					.clientKill(KillArgs.Builder.typePubsub())).isPositive();
			}
			assertHears(listening, RedisInstance.MISSED);
		}
	}

	@Test
	void aServerThatStoodStillIsHeardAgain(CapturedOutput output) {
		try (RedisInstance listening = RedisInstance.start(this.server)) {
			assertHears(listening, RedisInstance.MISSED);
			this.server.freeze();
			Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> output.toString().contains(LOST));
			this.server.resume();
			assertHears(listening, RedisInstance.MISSED);
			save(listening, "one");
			Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> listening.news().contains(KEY));
		}
	}

	@Test
	void theApplicationStartsWithoutTheServerAndHearsItWhenItComes(CapturedOutput output) {
		this.server.stop();
		try (RedisInstance listening = RedisInstance.start(this.server)) {
			Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> output.toString().contains(LOST));
			this.server.restart();
			assertHears(listening, RedisInstance.MISSED);
			save(listening, "one");
			assertHears(listening, KEY);
		}
	}

	@Test
	void theApplicationStopsQuietlyWhetherTheServerIsThereOrNot(CapturedOutput output) {
		RedisInstance.start(this.server).close();
		assertThat(output.toString()).doesNotContain("WARN").doesNotContain(LOST);
		try (RedisInstance listening = RedisInstance.start(this.server)) {
			assertHears(listening, RedisInstance.MISSED);
			this.server.stop();
			Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> output.toString().contains(LOST));
		}
		assertThat(output.toString()).doesNotContain("ERROR");
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet()).map(Thread::getName)
				.doesNotContain("acme-notice"));
	}

	@Test
	void aUserWhoMayNotPingHearsWithoutInterruption(CapturedOutput output) {
		try (RedisInstance admin = RedisInstance.start(this.server)) {
			admin.redis()
				.execute((RedisConnection connection) -> connection.execute("ACL",
						Stream
							.of("SETUSER", "shop", "on", ">horse", "~acme:*", "&acme:*", "+@scripting", "+@hash",
									"+@keyspace", "+@string", "+time", "+@pubsub")
							.map(RedisChangeNoticeTests::bytes)
							.toArray(byte[][]::new)));
		}
		try (RedisInstance listening = RedisInstance.start(this.server, "spring.data.redis.username=shop",
				"spring.data.redis.password=horse")) {
			assertHears(listening, RedisInstance.MISSED);
			Awaitility.await()
				.during(Duration.ofSeconds(4))
				.atMost(Duration.ofSeconds(30))
				.until(() -> !output.toString().contains(LOST));
			save(listening, "one");
			assertHears(listening, KEY);
			assertThat(listening.store().list("certificates/")).containsExactly(KEY);
			listening.lock().tryAcquire("renew/web", Duration.ofMinutes(1)).orElseThrow().close();
		}
	}

	private static void assertHears(RedisInstance instance, String news) {
		try {
			assertThat(instance.news().poll(30, TimeUnit.SECONDS)).isEqualTo(news);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static StoredValue save(RedisInstance instance, String content) {
		return instance.store().save(KEY, bytes(content), WriteCondition.unchanged(instance.store().load(KEY)));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
