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

package io.github.acmeboot.observation;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.exporter.FinishedSpan;
import io.micrometer.tracing.exporter.SpanExportingPredicate;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.acmeboot.autoconfigure.AcmeAutoConfiguration;
import io.github.acmeboot.autoconfigure.AcmeProperties;
import io.github.acmeboot.issuer.progress.AcmeObserver;

/**
 * Auto-configuration for the observation of issuances and of requests to CAs.
 */
@AutoConfiguration(after = AcmeAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean({ AcmeProperties.class, ObservationRegistry.class })
public final class AcmeObservationAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(AcmeObserver.class)
	MicrometerAcmeObserver acmeObserver(ObservationRegistry registry,
			ObjectProvider<IssuanceObservationConvention> issuance,
			ObjectProvider<IssuanceStepObservationConvention> step,
			ObjectProvider<AcmeRequestObservationConvention> request) {
		return new MicrometerAcmeObserver(registry,
				new Conventions(issuance.getIfAvailable(), step.getIfAvailable(), request.getIfAvailable()));
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterFilter.class)
	static class MeterConfiguration {

		/**
		 * Makes no meters of what is observed: those of the metrics say the same.
		 * @return the filter
		 */
		@Bean
		@ConditionalOnMissingBean(name = "acmeObservationMeterFilter")
		MeterFilter acmeObservationMeterFilter() {
			return MeterFilter.deny(MeterConfiguration::isObserved);
		}

		private static boolean isObserved(Meter.Id id) {
			return (id.getName() + ".").startsWith("acme.issuance.")
					|| (id.getName() + ".").startsWith("acme.request.");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(SpanExportingPredicate.class)
	static class SpanConfiguration {

		/**
		 * Exports no attempt that found the lock taken: where instances are many, most of
		 * their attempts are such.
		 * @return the predicate
		 */
		@Bean
		@ConditionalOnMissingBean(name = "acmeSpanExportingPredicate")
		SpanExportingPredicate acmeSpanExportingPredicate() {
			return (span) -> !isBusy(span);
		}

		private static boolean isBusy(FinishedSpan span) {
			String name = span.getName();
			return ("acme issuance".equals(name) || "acme lock".equals(name))
					&& "busy".equals(span.getTags().get(AcmeObservation.LowCardinalityKey.OUTCOME.asString()));
		}

	}

}
