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
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StaleWriteException;
import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.StoreException.Trouble;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.UnreadableValueException;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.testsupport.peer.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for what is particular about {@link RedisAcmeStore}.
 */
class RedisAcmeStoreTests {

	private static final String KEY = "challenges/http-01/example.com";

	private static final String NAME = "acme:{" + KEY + "}";

	@TempDir
	private static Path directory;

	private static RedisServer server;

	private static RedisInstance instance;

	private static AcmeStore store;

	private static StringRedisTemplate redis;

	@BeforeAll
	static void start() {
		server = RedisServer.start(directory);
		instance = RedisInstance.start(server);
		store = instance.store();
		redis = instance.redis();
	}

	@AfterAll
	static void stop() {
		instance.close();
		server.close();
	}

	@BeforeEach
	void flush() {
		instance.flush();
	}

	@AfterEach
	void reset() {
		configure("maxmemory", "0");
		configure("min-replicas-to-write", "0");
		server((connection) -> connection.serverCommands().replicaOfNoOne());
	}

	@Test
	void aValueIsAHashWhoseNameCarriesTheKeyInBraces() {
		StoredValue saved = store.save(KEY, bytes("one"), WriteCondition.absent().fencedBy(7));
		assertThat(redis.opsForHash().entries(NAME))
			.isEqualTo(Map.of("content", "one", "version", saved.version(), "fence", "7"));
		assertThat(redis.getExpire(NAME)).isEqualTo(-1);
	}

	@Test
	void whatIsOfNoMoreUseIsForgotten() {
		StoredValue saved = store.save(KEY, bytes("one"), WriteCondition.absent(), Duration.ofMinutes(10));
		assertThat(redis.getExpire(NAME, TimeUnit.MILLISECONDS)).isBetween(500_000L, 600_000L);
		store.save(KEY, bytes("two"), WriteCondition.version(saved.version()));
		assertThat(redis.getExpire(NAME)).isEqualTo(-1);
		store.save("state/web", bytes("short"), WriteCondition.absent(), Duration.ofNanos(1));
		Awaitility.await().until(() -> store.load("state/web").isEmpty());
	}

	@Test
	void theVersionIsToldWithoutTheContent() {
		assertThat(store.version(KEY)).isEmpty();
		StoredValue saved = store.save(KEY, bytes("one"), WriteCondition.absent());
		assertThat(store.version(KEY)).contains(saved.version());
	}

	@ParameterizedTest
	@ValueSource(strings = { "string", "list", "other hash", "no content", "no fence", "odd fence", "no version" })
	void whatIsNotOursIsReportedAndReplacedKnowinglyAndKept(String kind) {
		putForeign(kind);
		UnreadableValueException found = catchThrowableOfType(UnreadableValueException.class, () -> store.load(KEY));
		assertThat(found).hasMessageContainingAll(NAME, "127.0.0.1:" + server.port(), "acme.store.redis.key-prefix");
		assertThat(store.version(KEY)).contains(found.getVersion());
		assertThatExceptionOfType(UnreadableValueException.class)
			.isThrownBy(() -> store.save(KEY, bytes("one"), WriteCondition.absent()));
		assertThatExceptionOfType(UnreadableValueException.class).isThrownBy(() -> store.delete(KEY, "other"));
		byte[] foreign = redis.dump(NAME);
		store.save(KEY, bytes("one"), WriteCondition.version(found.getVersion()));
		assertThat(store.load(KEY)).hasValueSatisfying((value) -> assertThat(value.content()).isEqualTo(bytes("one")));
		assertThat(redis.dump(NAME + ":" + found.getVersion())).isEqualTo(foreign);
		assertThat(store.list("challenges/")).containsExactly(KEY);
	}

	@Test
	void aPrefixIsNotAPatternAndKeepsApplicationsApart() {
		List<String> prefixes = List.of("", "a*", "a?:", "[ab]:", "a\\:", "{shop}:", "}{", "shop:{", "^a-b");
		for (String prefix : prefixes) {
			AcmeStore other = new RedisAcmeStore(instance.bean(RedisAccess.class), new RedisKeys(prefix));
			StoredValue saved = other.save(KEY, bytes(prefix), WriteCondition.absent());
			assertThat(other.load(KEY)).contains(saved);
			assertThat(other.list("challenges/")).containsExactly(KEY);
		}
		assertThat(store.list("challenges/")).isEmpty();
	}

	@Test
	void scriptsThatTheServerHasForgottenAreSentAgain() {
		store.save(KEY, bytes("one"), WriteCondition.absent());
		server((connection) -> connection.scriptingCommands().scriptFlush());
		assertThat(store.load(KEY)).isPresent();
	}

	@Test
	void aReplicaIsReadOnly() {
		StoredValue saved = store.save(KEY, bytes("one"), WriteCondition.absent());
		server((connection) -> connection.serverCommands().replicaOf("127.0.0.1", 1));
		assertThat(store.load(KEY)).contains(saved);
		assertTrouble(Trouble.READ_ONLY, "READONLY",
				() -> store.save(KEY, bytes("two"), WriteCondition.version(saved.version())));
	}

	@Test
	void aMasterWithoutTheReplicasItWantsIsReadOnly() {
		configure("min-replicas-to-write", "1");
		assertTrouble(Trouble.READ_ONLY, "NOREPLICAS", () -> store.save(KEY, bytes("one"), WriteCondition.absent()));
	}

	@Test
	void aServerWithoutMemoryIsFullAndCanBeReadAllTheSame() {
		StoredValue saved = store.save(KEY, bytes("one"), WriteCondition.absent());
		configure("maxmemory", "1");
		assertTrouble(Trouble.FULL, "'maxmemory'",
				() -> store.save(KEY, bytes("two"), WriteCondition.version(saved.version())));
		assertTrouble(Trouble.FULL, "OOM", () -> instance.lock().tryAcquire("renew/web", Duration.ofMinutes(1)));
		assertThat(store.load(KEY)).contains(saved);
	}

	@Test
	void whoMayNotWriteIsDeniedAndWhoMayNotPublishCanSave() {
		server((connection) -> connection.execute("ACL", bytes("SETUSER"), bytes("reader"), bytes("on"),
				bytes(">horse"), bytes("~*"), bytes("+@all"), bytes("-@write")));
		server((connection) -> connection.execute("ACL", bytes("SETUSER"), bytes("silent"), bytes("on"),
				bytes(">horse"), bytes("~acme:*"), bytes("resetchannels"), bytes("+@all")));
		try (RedisInstance reader = instance("reader"); RedisInstance silent = instance("silent")) {
			assertTrouble(Trouble.DENIED, "'spring.data.redis.username'",
					() -> reader.store().save(KEY, bytes("one"), WriteCondition.absent()));
			StoredValue saved = silent.store().save(KEY, bytes("one"), WriteCondition.absent());
			assertThat(store.load(KEY)).contains(saved);
		}
	}

	@Test
	void theApplicationKeepsItsOwnConnectionAndTimeouts() {
		assertThat(instance.bean(RedisConnectionFactory.class))
			.isNotSameAs(instance.bean(RedisAccess.class).connections().factory());
		assertThat(redis.getConnectionFactory()).isSameAs(instance.bean(RedisConnectionFactory.class));
	}

	@Test
	void aRefusedWriteChangesNothing() {
		StoredValue saved = store.save(KEY, bytes("one"), WriteCondition.absent(), Duration.ofMinutes(10));
		Map<Object, Object> before = redis.opsForHash().entries(NAME);
		assertThatExceptionOfType(StaleWriteException.class)
			.isThrownBy(() -> store.save(KEY, bytes("two"), WriteCondition.absent().fencedBy(9)));
		assertThat(redis.opsForHash().entries(NAME)).isEqualTo(before).containsEntry("version", saved.version());
		assertThat(redis.getExpire(NAME)).isPositive();
	}

	private static void putForeign(String kind) {
		switch (kind) {
			case "string" -> redis.opsForValue().set(NAME, "of another program");
			case "list" -> redis.opsForList().leftPush(NAME, "of another program");
			case "other hash" -> redis.opsForHash().put(NAME, "name", "of another program");
			case "no content" -> redis.opsForHash().putAll(NAME, Map.of("version", "v", "fence", "0"));
			case "no fence" -> redis.opsForHash().putAll(NAME, Map.of("version", "v", "content", "one"));
			case "odd fence" ->
				redis.opsForHash().putAll(NAME, Map.of("version", "v", "content", "one", "fence", "high"));
			default -> redis.opsForHash().putAll(NAME, Map.of("content", "one", "fence", "0"));
		}
	}

	private static RedisInstance instance(String user) {
		return RedisInstance.start(server, "spring.data.redis.username=" + user, "spring.data.redis.password=horse");
	}

	private static void assertTrouble(Trouble trouble, String message, ThrowingCallable attempt) {
		assertThatExceptionOfType(StoreException.class).isThrownBy(attempt)
			.satisfies((ex) -> assertThat(ex.getTrouble()).isEqualTo(trouble))
			.withMessageContainingAll("127.0.0.1:" + server.port(), message);
	}

	private static void configure(String name, String value) {
		server((connection) -> connection.serverCommands().setConfig(name, value));
	}

	private static void server(Consumer<RedisConnection> work) {
		redis.execute((RedisConnection connection) -> {
			work.accept(connection);
			return true;
		});
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
