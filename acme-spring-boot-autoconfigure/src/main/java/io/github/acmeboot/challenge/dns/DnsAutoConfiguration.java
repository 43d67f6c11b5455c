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

package io.github.acmeboot.challenge.dns;

import java.time.Clock;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ResourceLoader;
import org.xbill.DNS.Message;

import io.github.acmeboot.autoconfigure.AcmeAutoConfiguration;
import io.github.acmeboot.autoconfigure.AcmeProperties;
import io.github.acmeboot.challenge.dns.lookup.Delegation;
import io.github.acmeboot.challenge.dns.lookup.Propagation;
import io.github.acmeboot.challenge.dns.lookup.Resolvers;
import io.github.acmeboot.store.StoreAccess;
import io.github.acmeboot.store.StoreAutoConfiguration;
import io.github.acmeboot.store.dns.DnsJournal;

/**
 * Auto-configuration for the dns-01 challenge. The providers are configured before it.
 */
@AutoConfiguration(after = { AcmeAutoConfiguration.class, StoreAutoConfiguration.class })
@ConditionalOnBean(AcmeProperties.class)
@EnableConfigurationProperties(DnsProperties.class)
public final class DnsAutoConfiguration {

	@Bean
	DnsSettingsMapper acmeDnsSettings(DnsProperties properties) {
		return new DnsSettingsMapper(properties);
	}

	@Bean
	MissingProviderCheck acmeMissingDnsProviderCheck(DnsProperties properties, ObjectProvider<DnsProvider> providers,
			ResourceLoader resourceLoader) {
		return new MissingProviderCheck(properties.getProvider(), providers.stream().findAny().isPresent(),
				resourceLoader.getClassLoader());
	}

	/**
	 * For applications with a provider.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Message.class)
	@ConditionalOnBean({ DnsProvider.class, StoreAccess.class })
	static class SolverConfiguration {

		@Bean
		@ConditionalOnMissingBean
		DnsJournal acmeDnsJournal(StoreAccess access) {
			return new DnsJournal(access.store());
		}

		@Bean
		@ConditionalOnMissingBean
		JournalledRecords acmeJournalledRecords(ObjectProvider<DnsProvider> providers, DnsProperties properties,
				DnsJournal journal, ObjectProvider<Clock> clock) {
			return new JournalledRecords(provider(providers, properties.getProvider()), journal,
					clock.getIfUnique(Clock::systemUTC));
		}

		private static DnsProvider provider(ObjectProvider<DnsProvider> providers, @Nullable String configured) {
			DnsProvider unique = providers.getIfUnique();
			if (unique != null) {
				return unique;
			}
			List<String> types = providers.stream().map((provider) -> provider.getClass().getName()).toList();
			throw new InvalidConfigurationPropertyValueException("acme.challenge.dns.provider", configured,
					"There are several beans of type DnsProvider: " + String.join(", ", types)
							+ ". Mark the one to use with @Primary, or leave one.");
		}

		@Bean
		@ConditionalOnMissingBean
		Dns01ChallengeSolver dns01ChallengeSolver(JournalledRecords records, DnsSettingsMapper settings) {
			Resolvers resolvers = new Resolvers(settings.resolvers());
			return new Dns01ChallengeSolver(records, new Delegation(resolvers),
					new Propagation(resolvers, settings.port(), settings.quorum()), settings.propagation(),
					System::nanoTime);
		}

		@Bean
		@ConditionalOnMissingBean
		SweepSchedule acmeDnsSweepSchedule(JournalledRecords records, ObjectProvider<Clock> clocks) {
			Clock clock = clocks.getIfUnique(Clock::systemUTC);
			return new SweepSchedule(new RecordSweep(records, clock), clock);
		}

	}

}
