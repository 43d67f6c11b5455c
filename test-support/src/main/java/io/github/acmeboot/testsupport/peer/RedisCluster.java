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

package io.github.acmeboot.testsupport.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.cluster.SlotHash;
import org.awaitility.Awaitility;

/**
 * A Redis Cluster of three masters, as processes.
 */
public final class RedisCluster implements AutoCloseable {

	private static final int NODES = 3;

	/**
	 * Long enough that a node which gets no processor for a while is not taken for one
	 * that has failed, upon which the others would refuse to answer.
	 */
	private static final String NODE_TIMEOUT_MILLIS = "15000";

	private final List<RedisServer> nodes = new ArrayList<>();

	private RedisCluster() {
	}

	/**
	 * Starts a cluster.
	 * @param directory where it may leave files
	 * @return the cluster, which serves all slots
	 */
	public static RedisCluster start(Path directory) {
		PeerProgram.require("redis-server");
		RedisCluster cluster = new RedisCluster();
		try {
			for (int node = 0; node < NODES; node++) {
				cluster.nodes.add(startNode(directory.resolve("node-" + node)));
			}
			cluster.join();
			return cluster;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Adds a master that serves no slots.
	 * @param directory where it may leave files
	 * @return the node, which all others know, to be closed by the caller
	 */
	public RedisServer join(Path directory) {
		try (RedisClient client = RedisClient.create()) {
			RedisServer node = startNode(directory);
			RedisServer first = this.nodes.get(0);
			client.connect(RedisURI.create(first.host(), first.port())).sync().clusterMeet(node.host(), node.port());
			String id = client.connect(RedisURI.create(node.host(), node.port())).sync().clusterMyId();
			this.nodes.forEach((other) -> awaitKnown(client, other, id));
			return node;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Makes the others forget a node that is gone.
	 * @param node the node
	 */
	public void forget(RedisServer node) {
		try (RedisClient client = RedisClient.create()) {
			this.nodes.stream()
				.map((other) -> client.connect(RedisURI.create(other.host(), other.port())).sync())
				.forEach((other) -> other.clusterForget(Awaitility.await("gossip of " + node.port())
					.atMost(Duration.ofMinutes(1))
					.until(() -> id(other.clusterNodes(), node), Optional::isPresent)
					.orElseThrow()));
		}
	}

	/**
	 * Waits until a node is known by its own id, not by the one it has while hands are
	 * shaken.
	 * @param client what asks
	 * @param by the node to know it
	 * @param id its id
	 */
	private static void awaitKnown(RedisClient client, RedisServer by, String id) {
		RedisCommands<String, String> commands = client.connect(RedisURI.create(by.host(), by.port())).sync();
		Awaitility.await("gossip of " + id)
			.atMost(Duration.ofMinutes(1))
			.until(() -> commands.clusterNodes().lines().anyMatch((line) -> line.startsWith(id)));
	}

	private static Optional<String> id(String nodes, RedisServer node) {
		return nodes.lines()
			.filter((line) -> line.contains(node.host() + ":" + node.port() + "@"))
			.map((line) -> line.substring(0, line.indexOf(' ')))
			.findFirst();
	}

	private static RedisServer startNode(Path directory) throws IOException {
		return RedisServer.start(Files.createDirectories(directory), "--cluster-enabled", "yes",
				"--cluster-node-timeout", NODE_TIMEOUT_MILLIS);
	}

	/**
	 * Returns the nodes.
	 * @return the nodes it was started with
	 */
	public List<RedisServer> nodes() {
		return List.copyOf(this.nodes);
	}

	/**
	 * Returns the nodes the way {@code spring.data.redis.cluster.nodes} takes them.
	 * @return hosts and ports
	 */
	public String addresses() {
		return this.nodes.stream().map((node) -> node.host() + ":" + node.port()).collect(Collectors.joining(","));
	}

	@Override
	public void close() {
		this.nodes.forEach(RedisServer::close);
	}

	private void join() {
		try (RedisClient client = RedisClient.create()) {
			List<RedisCommands<String, String>> commands = this.nodes.stream()
				.map((node) -> client.connect(RedisURI.create(node.host(), node.port())))
				.map(StatefulRedisConnection::sync)
				.toList();
			int share = SlotHash.SLOT_COUNT / NODES;
			for (int node = 0; node < NODES; node++) {
				int end = (node == NODES - 1) ? SlotHash.SLOT_COUNT : (node + 1) * share;
				commands.get(node).clusterAddSlots(IntStream.range(node * share, end).toArray());
				commands.get(0).clusterMeet(this.nodes.get(node).host(), this.nodes.get(node).port());
			}
			Awaitility.await()
				.atMost(Duration.ofMinutes(1))
				.until(() -> commands.stream().allMatch(RedisCluster::isComplete));
		}
	}

	private static boolean isComplete(RedisCommands<String, String> node) {
		return node.clusterInfo().contains("cluster_state:ok")
				&& node.clusterInfo().contains("cluster_known_nodes:" + NODES);
	}

}
