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

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.Subscription;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.util.ClassUtils;

/**
 * Where the connections of the store come from: a factory of the application's, as it is.
 */
class RedisConnections implements AutoCloseable {

	private static final boolean LETTUCE = ClassUtils.isPresent("io.lettuce.core.RedisClient",
			RedisConnections.class.getClassLoader());

	private final RedisConnectionFactory factory;

	private final RedisAddress address;

	RedisConnections(RedisConnectionFactory factory, RedisAddress address) {
		this.factory = factory;
		this.address = address;
	}

	/**
	 * Makes connections like those of the application, but impatient, if it uses Lettuce
	 * and tells where they lead to, which it does not for a static list of masters and
	 * replicas. Else takes its very own.
	 * @param factory the factory of the application's connections, if there is exactly
	 * one
	 * @param details where they lead to
	 * @return the connections; none is open yet
	 */
	static RedisConnections of(@Nullable RedisConnectionFactory factory, @Nullable DataRedisConnectionDetails details) {
		if (factory == null) {
			throw new InvalidConfigurationPropertyValueException("acme.store.type", "redis",
					"It needs one bean of type 'RedisConnectionFactory', and there is none, or several of which none "
							+ "is primary. Add 'spring-boot-starter-data-redis' and set 'spring.data.redis.host', or "
							+ "mark one of yours as primary.");
		}
		boolean list = details != null && details.getMasterReplica() != null;
		if (LETTUCE && !list && factory instanceof LettuceConnectionFactory lettuce) {
			return LettuceConnections.configuration(lettuce)
				.<RedisConnections>map((configuration) -> LettuceConnections.like(lettuce, configuration))
				.orElseGet(() -> new RedisConnections(factory, RedisAddress.UNKNOWN));
		}
		return new RedisConnections(factory, RedisAddress.UNKNOWN);
	}

	final RedisConnectionFactory factory() {
		return this.factory;
	}

	final RedisAddress address() {
		return this.address;
	}

	/**
	 * Leaves a connection that does not work, and makes a new one when it is needed.
	 */
	void renew() {
	}

	/**
	 * Returns whether a subscription still works.
	 * @param connection the connection it was made with
	 * @return whether it does
	 * @throws InterruptedException if the thread is interrupted
	 */
	boolean isAlive(RedisConnection connection) throws InterruptedException {
		return connection.isSubscribed();
	}

	/**
	 * Has the thread that subscribed go on, if the client blocks it.
	 * @param connection the connection it subscribed with
	 */
	void unblock(RedisConnection connection) {
		Subscription subscription = connection.getSubscription();
		if (subscription != null) {
			subscription.close();
		}
	}

	@Override
	public void close() {
	}

}
