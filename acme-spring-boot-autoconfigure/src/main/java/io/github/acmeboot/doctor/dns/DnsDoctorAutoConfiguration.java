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

package io.github.acmeboot.doctor.dns;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

import io.github.acmeboot.autoconfigure.AcmeConnectionDetails;
import io.github.acmeboot.challenge.dns.lookup.AddressLookup;
import io.github.acmeboot.challenge.dns.lookup.CaaLookup;
import io.github.acmeboot.challenge.dns.lookup.Resolvers;
import io.github.acmeboot.challenge.dns.lookup.ServerAddress;
import io.github.acmeboot.doctor.Doctor;
import io.github.acmeboot.doctor.DoctorAutoConfiguration;
import io.github.acmeboot.doctor.DoctorProperties;
import io.github.acmeboot.doctor.reach.HostAddresses;
import io.github.acmeboot.issuer.AccountStatus;
import io.github.acmeboot.issuer.IssuerAccounts;
import io.github.acmeboot.issuer.directory.IssuerDirectories;

/**
 * Auto-configuration of what asks the DNS.
 */
@AutoConfiguration(after = DoctorAutoConfiguration.class,
		afterName = "io.github.acmeboot.issuer.IssuerAutoConfiguration",
		beforeName = "io.github.acmeboot.doctor.reach.ReachDoctorAutoConfiguration")
@ConditionalOnBean({ Doctor.class, AcmeConnectionDetails.class })
public final class DnsDoctorAutoConfiguration {

	private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 65;

	private static final String LIBRARY = "org.xbill.DNS.Message";

	@Bean
	@Order(ORDER)
	@ConditionalOnMissingClass(LIBRARY)
	UnansweredCaaCheck acmeUnansweredCaaCheck() {
		return new UnansweredCaaCheck("The JDK cannot look up CAA records. Add the library 'dnsjava:dnsjava'.");
	}

	/**
	 * For applications that have a library to ask the DNS with.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = LIBRARY)
	static class LookupConfiguration {

		@Bean
		@ConditionalOnMissingBean
		HostAddresses acmeHostAddresses(DoctorProperties properties) {
			return properties.getResolvers().isEmpty() ? HostAddresses.ofThisMachine()
					: new ResolvedAddresses(new AddressLookup(resolvers(properties)));
		}

		@Bean
		@Order(ORDER)
		@ConditionalOnBean(IssuerDirectories.class)
		CaaCheck acmeCaaCheck(DoctorProperties properties, IssuerDirectories directories,
				ObjectProvider<IssuerAccounts> accounts, AcmeConnectionDetails connectionDetails) {
			return new CaaCheck(new CaaLookup(resolvers(properties)), directories,
					(issuer) -> accounts.stream()
						.map(IssuerAccounts::all)
						.flatMap(List::stream)
						.filter((account) -> account.issuer().equals(issuer))
						.map(AccountStatus::location)
						.flatMap((location) -> Optional.ofNullable(location).stream())
						.map(URI::toString)
						.findFirst(),
					(issuer) -> connectionDetails.getValidationAddress(issuer, "http-01", "localhost") != null);
		}

		private static Resolvers resolvers(DoctorProperties properties) {
			List<ServerAddress> addresses = new ArrayList<>();
			for (String resolver : properties.getResolvers()) {
				try {
					addresses.add(ServerAddress.of(resolver));
				}
				catch (IllegalArgumentException ex) {
					throw new InvalidConfigurationPropertyValueException("acme.doctor.resolvers[" + addresses
						.size() + "]", resolver, ex.getMessage()
								+ ". Write '192.0.2.1', 'dns.example.com:53' or '[2001:db8::1]:53', or leave the property out to use those of the system.");
				}
			}
			return new Resolvers(addresses);
		}

	}

}
