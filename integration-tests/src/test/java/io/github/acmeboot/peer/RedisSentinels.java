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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import org.awaitility.Awaitility;

import io.github.acmeboot.testsupport.peer.PeerProgram;
import io.github.acmeboot.testsupport.peer.RedisServer;

/**
 * A Redis master and its replica, watched by three sentinels, as processes.
 */
public final class RedisSentinels implements AutoCloseable {

	/**
	 * The name of the master.
	 */
	public static final String MASTER = "shop";

	private static final int SENTINELS = 3;

	private static final String CONFIGURATION = """
			port %1$d
			bind 127.0.0.1
			dir %2$s
			sentinel monitor %3$s 127.0.0.1 %4$d 2
			sentinel down-after-milliseconds %3$s %5$d
			sentinel failover-timeout %3$s 10000
			""";

	private final List<RedisServer> servers = new ArrayList<>();

	private final List<RedisServer> sentinels = new ArrayList<>();

	private RedisSentinels() {
	}

	/**
	 * Starts the master, its replica and the sentinels.
	 * @param directory where they may leave files
	 * @param patience how long a server may be silent before it is taken for dead
	 * @return the servers, when the sentinels know each other and the replica
	 */
	public static RedisSentinels start(Path directory, Duration patience) {
		PeerProgram.require("redis-server");
		RedisSentinels sentinels = new RedisSentinels();
		try {
			sentinels.launch(directory, patience);
			return sentinels;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Returns the server the sentinels take for the master at the moment.
	 * @return the master
	 */
	public RedisServer master() {
		String port = state(this.sentinels.get(0)).get("port");
		return this.servers.stream()
			.filter((server) -> String.valueOf(server.port()).equals(port))
			.findFirst()
			.orElseThrow();
	}

	/**
	 * Returns the servers that are not the master at the moment.
	 * @return the replicas
	 */
	public List<RedisServer> replicas() {
		RedisServer master = master();
		return this.servers.stream().filter((server) -> server != master).toList();
	}

	/**
	 * Returns the sentinels the way {@code spring.data.redis.sentinel.nodes} takes them.
	 * @return hosts and ports
	 */
	public String addresses() {
		return this.sentinels.stream()
			.map((sentinel) -> sentinel.host() + ":" + sentinel.port())
			.collect(Collectors.joining(","));
	}

	@Override
	public void close() {
		this.sentinels.forEach(RedisServer::close);
		this.servers.forEach(RedisServer::close);
	}

	private void launch(Path directory, Duration patience) throws IOException {
		RedisServer master = RedisServer.start(Files.createDirectories(directory.resolve("server-0")),
				"--repl-diskless-sync-delay", "0");
		this.servers.add(master);
		this.servers.add(RedisServer.start(Files.createDirectories(directory.resolve("server-1")),
				"--repl-diskless-sync-delay", "0", "--replicaof", master.host(), String.valueOf(master.port())));
		for (int sentinel = 0; sentinel < SENTINELS; sentinel++) {
			int port = RedisServer.freePort();
			Path sentinelDirectory = Files.createDirectories(directory.resolve("sentinel-" + sentinel));
			Path configuration = Files.writeString(sentinelDirectory.resolve("sentinel.conf"),
					CONFIGURATION.formatted(port, sentinelDirectory, MASTER, master.port(), patience.toMillis()));
			this.sentinels.add(RedisServer.startSentinel(sentinelDirectory, configuration, port));
		}
		Awaitility.await().atMost(Duration.ofMinutes(1)).until(this::isComplete);
	}

	private boolean isComplete() {
		return replication(this.servers.get(0)).contains("state=online")
				&& replication(this.servers.get(1)).contains("master_link_status:up")
				&& this.sentinels.stream()
					.map(RedisSentinels::state)
					.allMatch((state) -> "1".equals(state.get("num-slaves"))
							&& String.valueOf(SENTINELS - 1).equals(state.get("num-other-sentinels")));
	}

	private static String replication(RedisServer server) {
		try (RedisClient client = RedisClient.create()) {
			return client.connect(RedisURI.create(server.host(), server.port())).sync().info("replication");
		}
	}

	private static Map<String, String> state(RedisServer sentinel) {
		try (RedisClient client = RedisClient.create()) {
			return client.connectSentinel(RedisURI.create(sentinel.host(), sentinel.port())).sync().master(MASTER);
		}
	}

}
