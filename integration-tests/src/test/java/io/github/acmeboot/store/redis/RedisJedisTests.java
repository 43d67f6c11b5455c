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
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;

import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.testsupport.peer.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RedisAcmeStore} and its lock with an application that uses Jedis.
 */
class RedisJedisTests extends AbstractRedisTests {

	@TempDir
	private static Path directory;

	private static RedisServer server;

	private static RedisInstance instance;

	@BeforeAll
	static void start() {
		server = RedisServer.start(directory);
		instance = RedisInstance.start(server, "spring.data.redis.client-type=jedis");
	}

	@AfterAll
	static void stop() {
		instance.close();
		server.close();
	}

	@Override
	protected RedisInstance instance() {
		return instance;
	}

	@Test
	void theConnectionsOfTheApplicationAreUsed() {
		assertThat(instance.bean(RedisConnectionFactory.class)).isInstanceOf(JedisConnectionFactory.class)
			.isSameAs(instance.bean(RedisAccess.class).connections().factory());
	}

	@Test
	void whatAnotherInstanceChangesIsNoticedAlsoAfterARestart() throws Exception {
		try (RedisServer own = RedisServer.start(directory);
				RedisInstance listening = RedisInstance.start(own, "spring.data.redis.client-type=jedis")) {
			assertThat(listening.news().poll(20, TimeUnit.SECONDS)).isEqualTo(RedisInstance.MISSED);
			own.stop();
			assertThatExceptionOfType(StoreException.class).isThrownBy(() -> listening.store().load("state/web"))
				.satisfies((ex) -> assertThat(ex.getTrouble()).isEqualTo(StoreException.Trouble.UNREACHABLE));
			own.restart();
			assertThat(listening.news().poll(20, TimeUnit.SECONDS)).isEqualTo(RedisInstance.MISSED);
			listening.store().save("state/web", new byte[] { 1 }, WriteCondition.absent());
			assertThat(listening.news().poll(20, TimeUnit.SECONDS)).isEqualTo("state/web");
		}
	}

}
