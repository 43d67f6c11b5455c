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

package io.github.acmeboot.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import io.github.acmeboot.ManagedCertificates;
import io.github.acmeboot.autoconfigure.AcmeAutoConfiguration;
import io.github.acmeboot.autoconfigure.AcmeProperties;
import io.github.acmeboot.issuer.RemainingLimits;
import io.github.acmeboot.issuer.clock.ClockSkewAutoConfiguration;
import io.github.acmeboot.issuer.clock.ClockSkews;
import io.github.acmeboot.renewal.AcmeManager;
import io.github.acmeboot.renewal.RenewalAutoConfiguration;

/**
 * Auto-configuration for metrics of the certificates and of the requests to CAs.
 */
@AutoConfiguration(
		after = { AcmeAutoConfiguration.class, ClockSkewAutoConfiguration.class, RenewalAutoConfiguration.class },
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({ AcmeProperties.class, MeterRegistry.class })
public final class AcmeMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(AcmeManager.class)
	CertificateGauges certificateGauges(AcmeManager manager, ManagedCertificates certificates, ClockSkews skews) {
		return new CertificateGauges(manager, certificates, skews.clock());
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(AcmeManager.class)
	StoreGauge storeGauge(AcmeManager manager) {
		return new StoreGauge(manager);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(RemainingLimits.class)
	RateLimitGauges rateLimitGauges(MeterRegistry registry, RemainingLimits limits, ManagedCertificates certificates,
			AcmeProperties properties) {
		return new RateLimitGauges(registry, limits, certificates, properties.getIssuers().keySet());
	}

	@Bean
	@ConditionalOnMissingBean
	CertificateUpdates certificateUpdates(MeterRegistry registry, ManagedCertificates certificates) {
		return new CertificateUpdates(registry, certificates);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(ClockSkews.class)
	ClockSkewGauges clockSkewGauges(ClockSkews skews, AcmeProperties properties) {
		return new ClockSkewGauges(skews, properties.getIssuers().keySet());
	}

	@Bean
	@ConditionalOnMissingBean
	AcmeRequests acmeRequests(MeterRegistry registry) {
		return new AcmeRequests(registry);
	}

}
