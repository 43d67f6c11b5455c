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

package io.github.acmeboot.challenge.dns.cloudflare;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.util.StringUtils;

import io.github.acmeboot.autoconfigure.AcmeAutoConfiguration;
import io.github.acmeboot.autoconfigure.AcmeProperties;
import io.github.acmeboot.challenge.dns.DnsAutoConfiguration;
import io.github.acmeboot.challenge.dns.DnsProvider;
import io.github.acmeboot.challenge.dns.rest.RestEndpoint;
import io.github.acmeboot.challenge.dns.rest.RestService;

/**
 * Auto-configuration of the DNS provider Cloudflare.
 */
@AutoConfiguration(before = DnsAutoConfiguration.class, after = AcmeAutoConfiguration.class)
@ConditionalOnProperty(name = "acme.challenge.dns.provider", havingValue = "cloudflare")
@ConditionalOnBean(AcmeProperties.class)
@ConditionalOnMissingBean(DnsProvider.class)
@EnableConfigurationProperties(CloudflareProperties.class)
public final class CloudflareDnsAutoConfiguration {

	private static final String PREFIX = "acme.challenge.dns.cloudflare";

	private static final String ADVICE = "Check '" + PREFIX + ".api-token': it has to be valid, and to have the"
			+ " permissions 'DNS Write' and, unless '" + PREFIX + ".zone-token' or '" + PREFIX
			+ ".zone-id' is set, 'Zone Read' for that zone.";

	private static final Duration SHORTEST_TTL = Duration.ofSeconds(30);

	private static final Duration LONGEST_TTL = Duration.ofDays(1);

	@Bean
	CloudflareDnsProvider acmeCloudflareDnsProvider(CloudflareProperties properties, ObjectProvider<Clock> clocks) {
		Clock clock = clocks.getIfUnique(Clock::systemUTC);
		String token = token(properties.getApiToken());
		String zoneToken = StringUtils.hasText(properties.getZoneToken()) ? properties.getZoneToken().strip() : token;
		CloudflareApi api = new CloudflareApi(new RestService(endpoint(properties), () -> null, clock), token,
				zoneToken);
		Optional<String> zoneId = Optional.ofNullable(properties.getZoneId()).filter(StringUtils::hasText);
		return new CloudflareDnsProvider(api, new CloudflareZones(api, zoneId, clock), ttl(properties));
	}

	private static RestEndpoint endpoint(CloudflareProperties properties) {
		RestEndpoint endpoint = RestEndpoint.of(PREFIX, "base-url", properties.getBaseUrl(), properties.getTimeout(),
				ADVICE);
		if (endpoint.isExposed()) {
			throw new InvalidConfigurationPropertyValueException(PREFIX + ".base-url", properties.getBaseUrl(),
					"The token would be sent in clear. Use 'https'.");
		}
		return endpoint;
	}

	private static String token(@Nullable String token) {
		if (!StringUtils.hasText(token)) {
			throw new InvalidConfigurationPropertyValueException(PREFIX + ".api-token", "",
					"Cloudflare asks for a token. Create one with the permission 'DNS Write' for the zone at"
							+ " https://dash.cloudflare.com/profile/api-tokens and set it here.");
		}
		return token.strip();
	}

	private static Duration ttl(CloudflareProperties properties) {
		Duration ttl = properties.getTtl();
		if (ttl.compareTo(SHORTEST_TTL) < 0 || ttl.compareTo(LONGEST_TTL) > 0) {
			throw new InvalidConfigurationPropertyValueException(PREFIX + ".ttl", ttl,
					"Cloudflare takes 60 seconds to one day, and from 30 seconds on in Enterprise zones.");
		}
		return ttl;
	}

}
