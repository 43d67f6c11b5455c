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

package io.github.acmeboot.peer;

import java.nio.file.Path;
import java.time.Duration;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.acmeboot.testsupport.peer.RedisCluster;
import io.github.acmeboot.testsupport.peer.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RedisServer}, {@link RedisCluster} and {@link RedisSentinels}.
 */
class RedisServerTests {

	@TempDir
	private Path directory;

	@Test
	void aKilledServerComesBackEmptyOnItsPort() {
		try (RedisServer server = RedisServer.start(this.directory); RedisClient client = RedisClient.create()) {
			RedisURI uri = RedisURI.create(server.host(), server.port());
			client.connect(uri).sync().set("key", "value");
			server.kill();
			server.restart();
			assertThat(client.connect(uri).sync().get("key")).isNull();
		}
	}

	@Test
	void aFrozenServerAnswersWhenItGoesOn() {
		try (RedisServer server = RedisServer.start(this.directory); RedisClient client = RedisClient.create()) {
			StatefulRedisConnection<String, String> connection = client
				.connect(RedisURI.create(server.host(), server.port()));
			connection.setTimeout(Duration.ofMillis(200));
			server.freeze();
			assertThatExceptionOfType(RedisCommandTimeoutException.class).isThrownBy(() -> connection.sync().ping());
			server.resume();
			connection.setTimeout(Duration.ofSeconds(20));
			assertThat(connection.sync().ping()).isEqualTo("PONG");
		}
	}

	@Test
	void aClusterHasThreeMasters() {
		try (RedisCluster cluster = RedisCluster.start(this.directory)) {
			assertThat(cluster.nodes()).hasSize(3);
			assertThat(cluster.addresses().split(",")).hasSize(3);
		}
	}

	@Test
	void sentinelsMakeTheReplicaTheMasterWhenTheMasterIsKilled() {
		try (RedisSentinels sentinels = RedisSentinels.start(this.directory, Duration.ofSeconds(1))) {
			RedisServer master = sentinels.master();
			RedisServer replica = sentinels.replicas().get(0);
			master.kill();
			Awaitility.await().atMost(Duration.ofMinutes(3)).until(() -> sentinels.master() == replica);
		}
	}

}
