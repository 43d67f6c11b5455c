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

package io.github.acmeboot.store.memory;

import java.time.Clock;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

import io.github.acmeboot.autoconfigure.AcmeAutoConfiguration;
import io.github.acmeboot.autoconfigure.AcmeProperties;
import io.github.acmeboot.lock.AcmeLock;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StoreAutoConfiguration;

/**
 * Auto-configuration of the store and the lock in memory.
 */
@AutoConfiguration(before = StoreAutoConfiguration.class, after = AcmeAutoConfiguration.class)
@ConditionalOnProperty(name = "acme.store.type", havingValue = "memory")
@ConditionalOnBean(AcmeProperties.class)
public final class MemoryAcmeStoreAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(AcmeStore.class)
	InMemoryAcmeStore inMemoryAcmeStore() {
		return new InMemoryAcmeStore();
	}

	@Bean
	@ConditionalOnBean(InMemoryAcmeStore.class)
	@ConditionalOnMissingBean(AcmeLock.class)
	InMemoryAcmeLock inMemoryAcmeLock(ObjectProvider<Clock> clock) {
		return new InMemoryAcmeLock(clock.getIfUnique(Clock::systemUTC));
	}

}
