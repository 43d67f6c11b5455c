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

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.acmeboot.sample.RunningSample;
import io.github.acmeboot.sample.TokenClient;
import io.github.acmeboot.testsupport.peer.PeerProgram;
import io.github.acmeboot.testsupport.peer.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The service while Redis is away, hangs or is full.
 */
@ExtendWith(OutputCaptureExtension.class)
class RedisOutageTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@Test
	void isNotReadyButAliveWhileRedisIsAwayAndRecoversByItself(@TempDir Path directory, CapturedOutput output) {
		PeerProgram.require("redis-server");
		try (RedisServer server = RedisServer.start(directory, "--appendonly", "yes");
				RunningSample sample = start(server)) {
			TokenClient shop = sample.shop();
			String token = shop.token();
			server.stop();
			assertUnavailable(shop.post("/oauth2/token", "grant_type", "client_credentials"));
			assertUnavailable(shop.post("/oauth2/introspect", "token", token));
			assertUnavailable(shop.post("/oauth2/revoke", "token", token));
			assertThat(shop.as("").get("/actuator/health/readiness").statusCode()).isEqualTo(503);
			assertThat(shop.as("").get("/readyz").statusCode()).isEqualTo(503);
			assertThat(shop.as("").get("/actuator/health/liveness").statusCode()).isEqualTo(200);
			server.restart();
			Awaitility.await()
				.atMost(PATIENCE)
				.until(() -> shop.as("").get("/actuator/health/readiness").statusCode() == 200);
			assertThat(shop.introspect(token).get("active").asBoolean()).isTrue();
			assertThat(output).containsOnlyOnce("tokens have to be saved are answered with 503")
				.containsOnlyOnce("tokens have to be looked up are answered with 503")
				.containsOnlyOnce("Tokens can be looked up again")
				.doesNotContain(token);
		}
	}

	@Test
	void answersWithinSecondsWhileRedisHangs(@TempDir Path directory) {
		PeerProgram.require("redis-server");
		try (RedisServer server = RedisServer.start(directory); RunningSample sample = start(server)) {
			TokenClient shop = sample.shop();
			String token = shop.token();
			server.freeze();
			assertUnavailable(shop.post("/oauth2/introspect", "token", token));
			server.resume();
			Awaitility.await()
				.atMost(PATIENCE)
				.ignoreExceptions()
				.until(() -> shop.introspect(token).get("active").asBoolean());
		}
	}

	@Test
	void issuesNoTokenThatAFullRedisDoesNotTake(@TempDir Path directory) {
		PeerProgram.require("redis-server");
		try (RedisServer server = RedisServer.start(directory, "--maxmemory", "1", "--maxmemory-policy", "noeviction");
				RunningSample sample = start(server)) {
			assertUnavailable(sample.shop().post("/oauth2/token", "grant_type", "client_credentials"));
			assertThat(sample.shop().introspect("tgx_" + "x".repeat(43)).get("active").asBoolean()).isFalse();
		}
	}

	private static RunningSample start(RedisServer server) {
		return RunningSample.start("tokens.store=redis", "spring.data.redis.port=" + server.port());
	}

	private static void assertUnavailable(HttpResponse<String> response) {
		assertThat(response.statusCode()).isEqualTo(503);
		assertThat(response.body()).contains("\"error\":\"temporarily_unavailable\"");
		assertThat(response.headers().firstValue("Retry-After")).hasValue("5");
	}

}
