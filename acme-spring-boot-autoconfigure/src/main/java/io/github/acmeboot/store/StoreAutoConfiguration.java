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

package io.github.acmeboot.store;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;

import io.github.acmeboot.autoconfigure.AcmeAutoConfiguration;
import io.github.acmeboot.autoconfigure.AcmeProperties;

/**
 * Auto-configuration of the way to the store. The stores themselves are configured before
 * it.
 */
@AutoConfiguration(after = AcmeAutoConfiguration.class)
@ConditionalOnBean(AcmeProperties.class)
public final class StoreAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	AcmeStore acmeStore(AcmeProperties properties) {
		throw new InvalidConfigurationPropertyValueException("acme.store.type", properties.getStore().getType(),
				"No store of that type is available. Check the spelling, and that its library is on the classpath.");
	}

	@Bean
	@ConditionalOnMissingBean
	StoreAccess acmeStoreAccess(AcmeStore store, ObjectProvider<StoreLayer> layers) {
		return new StoreAccess(store, layers.orderedStream().toList());
	}

}
