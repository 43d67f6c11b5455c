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

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.resource.Delay;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * Configuration of the tokens in Redis. The client fails fast while there is no
 * connection, instead of queuing, and is back soon after Redis is.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "tokens.store", havingValue = "redis")
@EnableConfigurationProperties(RedisTokenStoreProperties.class)
class RedisTokenStoreConfiguration {

	private static final Duration SLOWEST_RECONNECT = Duration.ofSeconds(2);

	@Bean
	RedisTokenStore redisTokenStore(StringRedisTemplate redis, RedisTokenStoreProperties properties) {
		return new RedisTokenStore(redis, properties.getKeyPrefix());
	}

	@Bean
	LettuceClientOptionsBuilderCustomizer rejectsCommandsWhileDisconnected() {
		return (options) -> options.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS);
	}

	@Bean
	ClientResourcesBuilderCustomizer reconnectsSoon() {
		return (resources) -> resources
			.reconnectDelay(Delay.exponential(1, SLOWEST_RECONNECT.toMillis(), TimeUnit.MILLISECONDS, 2));
	}

}
