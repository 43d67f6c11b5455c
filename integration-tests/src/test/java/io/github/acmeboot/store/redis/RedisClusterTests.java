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
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.data.redis.connection.RedisClusterConnection;
import org.springframework.data.redis.connection.RedisClusterNode;

import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.testsupport.peer.RedisCluster;
import io.github.acmeboot.testsupport.peer.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RedisAcmeStore} and its lock with a cluster of three nodes.
 */
class RedisClusterTests extends AbstractRedisTests {

	@TempDir
	private static Path directory;

	private static RedisCluster cluster;

	private static RedisInstance instance;

	@BeforeAll
	static void start() {
		cluster = RedisCluster.start(directory);
		instance = RedisInstance.start("spring.data.redis.cluster.nodes=" + cluster.addresses());
	}

	@AfterAll
	static void stop() {
		instance.close();
		cluster.close();
	}

	@Test
	void aMasterThatIsGoneAndServesNoSlotsKeepsNobodyFromListing() {
		instance.store().save("certificates/web", new byte[] { 1 }, WriteCondition.absent());
		try (RedisServer empty = cluster.join(directory.resolve("empty"))) {
			Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> isKnown(empty));
			empty.kill();
			assertThat(instance.store().list("certificates/")).containsExactly("certificates/web");
			assertThat(isKnown(empty)).isTrue();
			cluster.forget(empty);
		}
	}

	@Test
	void aNodeThatIsDownIsTroubleOfTheStoreWhateverIsAskedFor() {
		RedisServer down = cluster.nodes().get(2);
		down.kill();
		try {
			assertThatExceptionOfType(StoreException.class).isThrownBy(() -> instance.store().list("certificates/"))
				.satisfies((ex) -> assertThat(ex.getTrouble()).isEqualTo(StoreException.Trouble.UNREACHABLE));
			assertThatExceptionOfType(StoreException.class).isThrownBy(RedisClusterTests::loadFromAllNodes)
				.satisfies((ex) -> assertThat(ex.getTrouble()).isEqualTo(StoreException.Trouble.UNREACHABLE));
		}
		finally {
			down.restart();
			Awaitility.await()
				.atMost(Duration.ofMinutes(1))
				.ignoreExceptions()
				.untilAsserted(RedisClusterTests::loadFromAllNodes);
		}
	}

	private static void loadFromAllNodes() {
		IntStream.range(0, 30).forEach((number) -> assertThat(instance.store().load("state/" + number)).isEmpty());
	}

	private static boolean isKnown(RedisServer server) {
		return instance.bean(RedisAccess.class).call("look at the nodes", (connection) -> {
			Iterable<RedisClusterNode> nodes = ((RedisClusterConnection) connection).clusterGetNodes();
			return StreamSupport.stream(nodes.spliterator(), false)
				.anyMatch((node) -> Objects.equals(node.getPort(), server.port()) && node.isMaster());
		});
	}

	@Override
	protected RedisInstance instance() {
		return instance;
	}

}
