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

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ReadFrom;
import io.lettuce.core.SslVerifyMode;
import io.lettuce.core.resource.ClientResources;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.RedisCredentialsProviderFactory;

/**
 * {@link LettuceClientConfiguration} like another one, with options and a timeout of its
 * own. Never reads from replicas, which may lag behind, and shares one connection instead
 * of a pool.
 *
 * @param users the other one
 * @param options the options
 * @param timeout the timeout of each command
 */
record ImpatientClientConfiguration(LettuceClientConfiguration users, ClientOptions options,
		Duration timeout) implements LettuceClientConfiguration {

	@Override
	public boolean isUseSsl() {
		return this.users.isUseSsl();
	}

	@Override
	@SuppressWarnings("deprecation")
	public boolean isVerifyPeer() {
		return this.users.isVerifyPeer();
	}

	@Override
	public SslVerifyMode getVerifyMode() {
		return this.users.getVerifyMode();
	}

	@Override
	public boolean isStartTls() {
		return this.users.isStartTls();
	}

	@Override
	public Optional<ClientResources> getClientResources() {
		return this.users.getClientResources();
	}

	@Override
	public Optional<ClientOptions> getClientOptions() {
		return Optional.of(this.options);
	}

	@Override
	public Optional<String> getClientName() {
		return this.users.getClientName();
	}

	@Override
	public Optional<ReadFrom> getReadFrom() {
		return Optional.empty();
	}

	@Override
	public Optional<RedisCredentialsProviderFactory> getRedisCredentialsProviderFactory() {
		return this.users.getRedisCredentialsProviderFactory();
	}

	@Override
	public Duration getCommandTimeout() {
		return this.timeout;
	}

	@Override
	public Duration getShutdownTimeout() {
		return this.users.getShutdownTimeout();
	}

	@Override
	public Duration getShutdownQuietPeriod() {
		return this.users.getShutdownQuietPeriod();
	}

}
