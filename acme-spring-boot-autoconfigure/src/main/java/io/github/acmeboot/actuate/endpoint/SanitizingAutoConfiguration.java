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

package io.github.acmeboot.actuate.endpoint;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

import io.github.acmeboot.autoconfigure.AcmeAutoConfiguration;
import io.github.acmeboot.autoconfigure.AcmeProperties;
import io.github.acmeboot.challenge.dns.ConfidentialProperties;
import io.github.acmeboot.store.sealing.EncryptionProperties;
import io.github.acmeboot.store.sealing.SealingAutoConfiguration;

/**
 * Auto-configuration of what endpoints never show.
 */
@AutoConfiguration(after = { AcmeAutoConfiguration.class, SealingAutoConfiguration.class })
@ConditionalOnClass(SanitizingFunction.class)
public final class SanitizingAutoConfiguration {

	@Bean
	@ConditionalOnBean(EncryptionProperties.class)
	ConfiguredSecrets acmeEncryptionSecrets(EncryptionProperties properties) {
		return new ConfiguredSecrets(() -> properties.getKeys().stream().map(EncryptionProperties.Key::getSecret));
	}

	@Bean
	@ConditionalOnBean(AcmeProperties.class)
	ConfiguredSecrets acmeAccountBindingSecrets(AcmeProperties properties) {
		return new ConfiguredSecrets(() -> properties.getIssuers()
			.values()
			.stream()
			.map((issuer) -> issuer.getExternalAccountBinding().getHmacKey()));
	}

	@Bean
	@ConditionalOnBean(AcmeProperties.class)
	ConfiguredSecrets acmeConfidentialProperties(ObjectProvider<ConfidentialProperties> properties) {
		return new ConfiguredSecrets(() -> properties.orderedStream().flatMap(ConfidentialProperties::secrets));
	}

}
