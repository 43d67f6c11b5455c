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

package io.github.acmeboot.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

import io.github.acmeboot.ManagedCertificates;

/**
 * Auto-configuration that switches ACME on: reads and checks what is configured.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "acme.enabled", matchIfMissing = true)
@EnableConfigurationProperties(AcmeProperties.class)
public final class AcmeAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(AcmeConnectionDetails.class)
	PropertiesAcmeConnectionDetails acmeConnectionDetails(AcmeProperties properties,
			ObjectProvider<SslBundles> sslBundles) {
		return new PropertiesAcmeConnectionDetails(properties, sslBundles);
	}

	@Bean
	@ConditionalOnMissingBean
	ManagedCertificates managedCertificates(AcmeProperties properties,
			ObjectProvider<PropertiesAcmeConnectionDetails> connectionDetails) {
		return new ManagedCertificates(new CertificateMapper(properties, connectionDetails.getIfAvailable()).map());
	}

	@Bean
	ConfigurationReport acmeConfigurationReport(AcmeProperties properties, ManagedCertificates certificates,
			ObjectProvider<SslBundles> sslBundles, Environment environment) {
		return new ConfigurationReport(properties, certificates, sslBundles, environment);
	}

}
