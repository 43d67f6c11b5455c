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

package io.github.acmeboot.sample.token.memory;

import java.time.Clock;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Configuration of the tokens in memory.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "tokens.store", havingValue = "memory", matchIfMissing = true)
@EnableConfigurationProperties(MemoryTokenStoreProperties.class)
class MemoryTokenStoreConfiguration {

	@Bean
	InMemoryTokenStore inMemoryTokenStore(MemoryTokenStoreProperties properties, ObjectProvider<Clock> clock) {
		if (properties.getMaxTokens() < 1) {
			throw new InvalidConfigurationPropertyValueException("tokens.memory.max-tokens", properties.getMaxTokens(),
					"At least one token has to be kept. Set something like '100000'.");
		}
		return new InMemoryTokenStore(clock.getIfUnique(Clock::systemUTC), properties.getMaxTokens());
	}

}
