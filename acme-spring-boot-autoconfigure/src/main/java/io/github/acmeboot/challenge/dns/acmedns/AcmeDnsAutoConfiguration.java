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

package io.github.acmeboot.challenge.dns.acmedns;

import java.time.Clock;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.util.StringUtils;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.autoconfigure.AcmeAutoConfiguration;
import io.github.acmeboot.autoconfigure.AcmeProperties;
import io.github.acmeboot.challenge.dns.DnsAutoConfiguration;
import io.github.acmeboot.challenge.dns.DnsProvider;
import io.github.acmeboot.challenge.dns.rest.ConfiguredSslBundle;
import io.github.acmeboot.challenge.dns.rest.RestEndpoint;
import io.github.acmeboot.challenge.dns.rest.RestService;

/**
 * Auto-configuration of the DNS provider acme-dns.
 */
@AutoConfiguration(before = DnsAutoConfiguration.class, after = AcmeAutoConfiguration.class)
@ConditionalOnProperty(name = "acme.challenge.dns.provider", havingValue = "acmedns")
@ConditionalOnBean(AcmeProperties.class)
@ConditionalOnMissingBean(DnsProvider.class)
@EnableConfigurationProperties(AcmeDnsProperties.class)
public final class AcmeDnsAutoConfiguration {

	private static final Log logger = LogFactory.getLog(AcmeDnsAutoConfiguration.class);

	private static final String PREFIX = "acme.challenge.dns.acmedns";

	private static final String ADVICE = "Check the user name, the password and the subdomain of the account,"
			+ " and that its 'allowfrom' at the server lets this host pass.";

	@Bean
	ConfiguredSslBundle acmeAcmeDnsSslBundle(AcmeDnsProperties properties, ObjectProvider<SslBundles> bundles) {
		return new ConfiguredSslBundle(PREFIX + ".ssl-bundle", properties.getSslBundle(), bundles);
	}

	@Bean
	AcmeDnsProvider acmeAcmeDnsProvider(AcmeDnsProperties properties, ConfiguredSslBundle acmeAcmeDnsSslBundle,
			ObjectProvider<Clock> clocks) {
		Clock clock = clocks.getIfUnique(Clock::systemUTC);
		RestEndpoint endpoint = RestEndpoint.of(PREFIX, "url", properties.getUrl(), properties.getTimeout(), ADVICE);
		if (endpoint.isExposed()) {
			logger.warn("'" + endpoint + "' is sent the passwords of '" + PREFIX
					+ "' in clear; anybody who reads one can obtain certificates. Use 'https' in '" + PREFIX + ".url'");
		}
		return new AcmeDnsProvider(new RestService(endpoint, acmeAcmeDnsSslBundle, clock), accounts(properties), clock);
	}

	private static AcmeDnsAccounts accounts(AcmeDnsProperties properties) {
		AccountsFile file = file(properties);
		if (properties.getAccounts().isEmpty() && properties.getAccountsFile() == null) {
			throw new InvalidConfigurationPropertyValueException(PREFIX + ".accounts", "",
					"acme-dns asks for an account. Register one by a POST to '/register' of the server, and set what"
							+ " it answers here.");
		}
		List<AcmeDnsAccount> accounts = properties.getAccounts()
			.entrySet()
			.stream()
			.map((entry) -> account(entry.getKey(), entry.getValue()))
			.toList();
		return new AcmeDnsAccounts(accounts, file);
	}

	private static AccountsFile file(AcmeDnsProperties properties) {
		AccountsFile file = new AccountsFile(properties.getAccountsFile());
		try {
			file.get();
			return file;
		}
		catch (AcmeException ex) {
			throw new InvalidConfigurationPropertyValueException(AccountsFile.PROPERTY, properties.getAccountsFile(),
					String.valueOf(ex.getMessage()));
		}
	}

	private static AcmeDnsAccount account(String name, AcmeDnsProperties.Account account) {
		String property = PREFIX + ".accounts." + name;
		String fullDomain = required(property + ".full-domain", account.getFullDomain());
		String subdomain = StringUtils.hasText(account.getSubdomain()) ? account.getSubdomain()
				: fullDomain.strip().split("\\.", 2)[0];
		return AcmeDnsAccount.of(name, fullDomain, subdomain, required(property + ".username", account.getUsername()),
				required(property + ".password", account.getPassword()));
	}

	private static String required(String property, @Nullable String value) {
		if (!StringUtils.hasText(value)) {
			throw new InvalidConfigurationPropertyValueException(property, "",
					"An account needs it. Copy it from what the server answered when the account was registered.");
		}
		return value;
	}

}
