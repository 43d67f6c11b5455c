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

package io.github.acmeboot.challenge.dns.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
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

import io.github.acmeboot.autoconfigure.AcmeAutoConfiguration;
import io.github.acmeboot.autoconfigure.AcmeProperties;
import io.github.acmeboot.challenge.dns.DnsAutoConfiguration;
import io.github.acmeboot.challenge.dns.DnsProvider;
import io.github.acmeboot.challenge.dns.rest.ConfiguredSslBundle;
import io.github.acmeboot.challenge.dns.rest.RestEndpoint;
import io.github.acmeboot.challenge.dns.rest.RestService;

/**
 * Auto-configuration of the DNS provider that is an HTTP endpoint.
 */
@AutoConfiguration(before = DnsAutoConfiguration.class, after = AcmeAutoConfiguration.class)
@ConditionalOnProperty(name = "acme.challenge.dns.provider", havingValue = "webhook")
@ConditionalOnBean(AcmeProperties.class)
@ConditionalOnMissingBean(DnsProvider.class)
@EnableConfigurationProperties(WebhookProperties.class)
public final class WebhookDnsAutoConfiguration {

	private static final Log logger = LogFactory.getLog(WebhookDnsAutoConfiguration.class);

	private static final String PREFIX = "acme.challenge.dns.webhook";

	private static final String ADVICE = "Check '" + PREFIX + ".username' and '" + PREFIX + ".password'.";

	@Bean
	ConfiguredSslBundle acmeWebhookSslBundle(WebhookProperties properties, ObjectProvider<SslBundles> bundles) {
		return new ConfiguredSslBundle(PREFIX + ".ssl-bundle", properties.getSslBundle(), bundles);
	}

	@Bean
	WebhookDnsProvider acmeWebhookDnsProvider(WebhookProperties properties, ConfiguredSslBundle acmeWebhookSslBundle,
			ObjectProvider<Clock> clock) {
		RestEndpoint endpoint = RestEndpoint.of(PREFIX, "url", properties.getUrl(), properties.getTimeout(), ADVICE);
		Map<String, String> headers = headers(properties);
		if (endpoint.isExposed() && !headers.isEmpty()) {
			logger.warn("'" + endpoint + "' is sent the password of '" + PREFIX
					+ "' in clear; anybody who reads it can obtain certificates. Use 'https' in '" + PREFIX + ".url'");
		}
		return new WebhookDnsProvider(
				new RestService(endpoint, acmeWebhookSslBundle, clock.getIfUnique(Clock::systemUTC)), headers);
	}

	private static Map<String, String> headers(WebhookProperties properties) {
		String username = properties.getUsername();
		String password = properties.getPassword();
		if (!StringUtils.hasText(username) && !StringUtils.hasText(password)) {
			return Map.of();
		}
		if (!StringUtils.hasText(username) || !StringUtils.hasText(password)) {
			String missing = PREFIX + (StringUtils.hasText(username) ? ".password" : ".username");
			throw new InvalidConfigurationPropertyValueException(missing, "",
					"Basic authentication needs a user name and a password. Set both, or neither.");
		}
		byte[] credentials = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
		return Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
	}

}
