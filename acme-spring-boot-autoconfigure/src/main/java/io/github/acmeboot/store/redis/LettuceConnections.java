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

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * {@link RedisConnections} of our own, made like those of the application but impatient:
 * a lock or a save that waits in a queue is worse than one that fails.
 */
final class LettuceConnections extends RedisConnections {

	static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(2);

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

	private static final Duration TOPOLOGY_REFRESH = Duration.ofSeconds(15);

	private final LettuceConnectionFactory factory;

	private LettuceConnections(LettuceConnectionFactory factory, RedisAddress address) {
		super(factory, address);
		this.factory = factory;
	}

	/**
	 * Makes connections like those of a factory.
	 * @param users the factory
	 * @param configuration where they lead to
	 * @return the connections; none is open yet
	 */
	static LettuceConnections like(LettuceConnectionFactory users, RedisConfiguration configuration) {
		LettuceConnectionFactory factory = new LettuceConnectionFactory(configuration,
				new ImpatientClientConfiguration(users.getClientConfiguration(), options(users), COMMAND_TIMEOUT));
		factory.afterPropertiesSet();
		return new LettuceConnections(factory, RedisAddress.of(configuration));
	}

	/**
	 * Returns where the connections of a factory lead to.
	 * @param users the factory
	 * @return its configuration, or empty if the factory does not tell
	 */
	static Optional<RedisConfiguration> configuration(LettuceConnectionFactory users) {
		return Optional.<RedisConfiguration>ofNullable(users.getClusterConfiguration())
			.or(() -> Optional.ofNullable(users.getSentinelConfiguration()))
			.or(() -> Optional.ofNullable(users.getSocketConfiguration()))
			.or(() -> Optional.of(users.getStandaloneConfiguration())
				.filter((server) -> server.getHostName().equals(users.getHostName())
						&& server.getPort() == users.getPort() && server.getDatabase() == users.getDatabase()));
	}

	/**
	 * Makes a new connection when the next one is needed, and asks the sentinels anew for
	 * the master. A cluster's connections look after themselves, since one node that is
	 * down must not disturb what is done with the others.
	 */
	@Override
	void renew() {
		if (!this.factory.isClusterAware()) {
			this.factory.resetConnection();
		}
	}

	@Override
	boolean isAlive(RedisConnection connection) throws InterruptedException {
		return connection.getNativeConnection() instanceof RedisPubSubAsyncCommands<?, ?> commands
				&& commands.getStatefulConnection().isOpen() && isAnswered(commands.ping());
	}

	@Override
	void unblock(RedisConnection connection) {
	}

	@Override
	public void close() {
		this.factory.destroy();
	}

	private static boolean isAnswered(RedisFuture<String> ping) throws InterruptedException {
		return ping.await(COMMAND_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS) && ping.toCompletableFuture()
			.handle((pong, failure) -> failure == null || failure instanceof RedisCommandExecutionException)
			.getNow(false);
	}

	private static ClientOptions options(LettuceConnectionFactory users) {
		ClientOptions options = users.getClientConfiguration().getClientOptions().orElseGet(ClientOptions::create);
		boolean cluster = users.isClusterAware();
		ClientOptions impatient = options.mutate()
			.autoReconnect(cluster)
			.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
			.timeoutOptions(TimeoutOptions.enabled(COMMAND_TIMEOUT))
			.socketOptions(options.getSocketOptions().mutate().connectTimeout(CONNECT_TIMEOUT).build())
			.build();
		return cluster ? clusterOptions(impatient) : impatient;
	}

	private static ClientOptions clusterOptions(ClientOptions options) {
		ClusterClientOptions cluster = (options instanceof ClusterClientOptions users) ? users
				: ClusterClientOptions.builder(options).build();
		ClusterTopologyRefreshOptions users = cluster.getTopologyRefreshOptions();
		return cluster.mutate()
			.topologyRefreshOptions(ClusterTopologyRefreshOptions.builder()
				.dynamicRefreshSources(users == null || users.useDynamicRefreshSources())
				.enablePeriodicRefresh((users != null && users.isPeriodicRefreshEnabled()) ? users.getRefreshPeriod()
						: TOPOLOGY_REFRESH)
				.build())
			.build();
	}

}
