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
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;

import io.github.acmeboot.sample.RunningSample;
import io.github.acmeboot.sample.TokenClient;
import io.github.acmeboot.testsupport.SettableClock;
import io.github.acmeboot.testsupport.peer.PeerProgram;
import io.github.acmeboot.testsupport.peer.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tokens that Redis removes by itself: for the application, no time goes by.
 */
class RedisExpiryTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@Test
	void redisForgetsATokenThatHasEnded(@TempDir Path directory) {
		PeerProgram.require("redis-server");
		try (RedisServer server = RedisServer.start(directory);
				RunningSample sample = RunningSample.start(List.of(Time.class), "tokens.store=redis",
						"tokens.time-to-live=1s", "spring.data.redis.port=" + server.port())) {
			TokenClient shop = sample.shop();
			String token = shop.token();
			Awaitility.await().atMost(PATIENCE).until(() -> !shop.introspect(token).get("active").asBoolean());
			assertThat(sample.bean(StringRedisTemplate.class).keys("*")).isEmpty();
		}
	}

	/**
	 * The time of the test.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Time {

		@Bean
		SettableClock clock() {
			return new SettableClock(Instant.parse("2030-01-01T00:00:00Z"));
		}

	}

}
