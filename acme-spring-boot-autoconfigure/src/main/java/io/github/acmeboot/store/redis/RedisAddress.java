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

import java.util.Collection;
import java.util.stream.Collectors;

import org.springframework.data.redis.connection.NamedNode;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisConfiguration.ClusterConfiguration;
import org.springframework.data.redis.connection.RedisConfiguration.DomainSocketConfiguration;
import org.springframework.data.redis.connection.RedisConfiguration.SentinelConfiguration;
import org.springframework.data.redis.connection.RedisConfiguration.WithHostAndPort;
import org.springframework.data.redis.connection.RedisNode;

/**
 * Where Redis is, for people.
 *
 * @param text host and port, or the like
 * @param property the property that says so
 */
record RedisAddress(String text, String property) {

	/**
	 * An address that is not known, because the user configures the connection.
	 */
	static final RedisAddress UNKNOWN = new RedisAddress("Redis", "spring.data.redis");

	static RedisAddress of(RedisConfiguration configuration) {
		if (configuration instanceof ClusterConfiguration cluster) {
			return new RedisAddress("the Redis Cluster of " + nodes(cluster.getClusterNodes()),
					"spring.data.redis.cluster.nodes");
		}
		if (configuration instanceof SentinelConfiguration sentinel) {
			return new RedisAddress(
					"the Redis master '" + name(sentinel) + "' of the sentinels " + nodes(sentinel.getSentinels()),
					"spring.data.redis.sentinel.nodes");
		}
		if (configuration instanceof DomainSocketConfiguration socket) {
			return new RedisAddress("Redis at " + socket.getSocket(), "spring.data.redis.url");
		}
		if (configuration instanceof WithHostAndPort server) {
			return new RedisAddress("Redis at " + server.getHostName() + ":" + server.getPort(),
					"spring.data.redis.host");
		}
		return UNKNOWN;
	}

	private static String name(SentinelConfiguration sentinel) {
		NamedNode master = sentinel.getMaster();
		return (master != null) ? String.valueOf(master.getName()) : "";
	}

	private static String nodes(Collection<RedisNode> nodes) {
		return nodes.stream().map(RedisNode::asString).sorted().collect(Collectors.joining(", "));
	}

	@Override
	public String toString() {
		return this.text;
	}

}
