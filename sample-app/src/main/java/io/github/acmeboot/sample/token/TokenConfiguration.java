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

package io.github.acmeboot.sample.token;

import java.time.Clock;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.micrometer.metrics.autoconfigure.MeterRegistryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Configuration of the token service.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TokensProperties.class)
class TokenConfiguration {

	@Bean
	TokenService tokenService(ObjectProvider<TokenStore> stores, TokensProperties properties, MeterRegistry registry,
			ObjectProvider<Clock> clocks) {
		properties.validate();
		TokenStore store = stores.getIfUnique();
		if (store == null) {
			throw new InvalidConfigurationPropertyValueException("tokens.store", properties.getStore(),
					"There is no such store of tokens. Set 'memory' or 'redis'.");
		}
		Clock clock = clocks.getIfUnique(Clock::systemUTC);
		return new TokenService(new WatchedTokenStore(store, clock), new TokenMetrics(registry), clock,
				properties.getTimeToLive());
	}

	@Bean
	MeterRegistryCustomizer<PrometheusMeterRegistry> tokenNamingConvention() {
		return (registry) -> registry.config().namingConvention(new TokenNamingConvention());
	}

	@Bean
	TokenStoreHealthIndicator tokenStoreHealthIndicator(TokenService service, TokensProperties properties) {
		return new TokenStoreHealthIndicator(service, properties.getStore());
	}

}
