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

package io.github.acmeboot.sample.token.redis;

import java.nio.file.Path;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.data.redis.core.StringRedisTemplate;

import io.github.acmeboot.sample.AbstractTokenServiceTests;
import io.github.acmeboot.sample.RunningSample;
import io.github.acmeboot.testsupport.peer.PeerProgram;
import io.github.acmeboot.testsupport.peer.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The service with tokens in a Redis that wants a password.
 */
class RedisTokenServiceTests extends AbstractTokenServiceTests {

	private static RedisServer server;

	private static RunningSample sample;

	@BeforeAll
	static void start(@TempDir Path directory) {
		PeerProgram.require("redis-server");
		server = RedisServer.start(directory, "--requirepass", "redis-secret");
		sample = RunningSample.start("tokens.store=redis", "spring.data.redis.port=" + server.port(),
				"spring.data.redis.password=redis-secret", "tokens.redis.key-prefix=mine:");
	}

	@AfterAll
	static void stop() {
		sample.close();
		server.close();
	}

	@Override
	protected RunningSample sample() {
		return sample;
	}

	@Test
	void redisHasNoTokenAndForgetsWhatHasEnded() {
		String token = sample.shop().token();
		StringRedisTemplate redis = sample.bean(StringRedisTemplate.class);
		Set<String> keys = redis.keys("mine:*");
		assertThat(keys).isNotEmpty().noneMatch((key) -> key.contains(token)).hasSameSizeAs(redis.keys("*"));
		assertThat(keys).allSatisfy((key) -> {
			assertThat(redis.opsForValue().get(key)).doesNotContain("tgx_", token.substring(4));
			assertThat(redis.getExpire(key)).isBetween(3000L, 3600L);
		});
	}

}
