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

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.data.redis.connection.RedisConnectionFactory;

import io.github.acmeboot.autoconfigure.AcmeAutoConfiguration;
import io.github.acmeboot.autoconfigure.AcmeProperties;
import io.github.acmeboot.lock.AcmeLock;
import io.github.acmeboot.lock.LeasedAcmeLock;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StoreAutoConfiguration;
import io.github.acmeboot.store.StoreChangeListener;

/**
 * Auto-configuration of the store, the lock and the notices of changes in Redis.
 */
@AutoConfiguration(before = StoreAutoConfiguration.class, after = AcmeAutoConfiguration.class,
		afterName = "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration")
@ConditionalOnClass({ RedisConnectionFactory.class, DataRedisConnectionDetails.class })
@ConditionalOnProperty(name = "acme.store.type", havingValue = "redis")
@ConditionalOnBean(AcmeProperties.class)
@EnableConfigurationProperties(RedisAcmeStoreProperties.class)
public final class RedisAcmeStoreAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(AcmeStore.class)
	RedisKeys acmeRedisKeys(RedisAcmeStoreProperties properties) {
		return new RedisKeys(properties.getKeyPrefix());
	}

	@Bean
	@ConditionalOnMissingBean(AcmeStore.class)
	RedisAccess acmeRedisAccess(ObjectProvider<RedisConnectionFactory> factory,
			ObjectProvider<DataRedisConnectionDetails> details) {
		return new RedisAccess(RedisConnections.of(factory.getIfUnique(), details.getIfUnique()));
	}

	@Bean
	@ConditionalOnMissingBean(AcmeStore.class)
	RedisAcmeStore redisAcmeStore(RedisAccess acmeRedisAccess, RedisKeys acmeRedisKeys) {
		return new RedisAcmeStore(acmeRedisAccess, acmeRedisKeys);
	}

	@Bean
	@ConditionalOnBean(RedisAcmeStore.class)
	@ConditionalOnMissingBean(AcmeLock.class)
	LeasedAcmeLock redisAcmeLock(RedisAccess acmeRedisAccess, RedisKeys acmeRedisKeys) {
		return new LeasedAcmeLock(new RedisLeaseRegister(acmeRedisAccess, acmeRedisKeys));
	}

	@Bean
	@ConditionalOnBean(RedisAcmeStore.class)
	RedisChangeNotice redisChangeNotice(RedisAccess acmeRedisAccess, RedisKeys acmeRedisKeys,
			ObjectProvider<StoreChangeListener> listeners) {
		return new RedisChangeNotice(acmeRedisAccess, acmeRedisKeys, listeners);
	}

}
