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

package io.github.acmeboot.challenge.dns.route53;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.util.StringUtils;
import software.amazon.awssdk.services.route53.Route53Client;

import io.github.acmeboot.autoconfigure.AcmeAutoConfiguration;
import io.github.acmeboot.autoconfigure.AcmeProperties;
import io.github.acmeboot.challenge.dns.DnsAutoConfiguration;
import io.github.acmeboot.challenge.dns.DnsProvider;

/**
 * Auto-configuration of the DNS provider Route 53.
 */
@AutoConfiguration(before = DnsAutoConfiguration.class, after = AcmeAutoConfiguration.class)
@ConditionalOnClass(Route53Client.class)
@ConditionalOnProperty(name = "acme.challenge.dns.provider", havingValue = "route53")
@ConditionalOnBean(AcmeProperties.class)
@ConditionalOnMissingBean(DnsProvider.class)
@EnableConfigurationProperties(Route53Properties.class)
public final class Route53DnsAutoConfiguration {

	private static final String PREFIX = "acme.challenge.dns.route53";

	private static final Duration LONGEST_TTL = Duration.ofSeconds(Integer.MAX_VALUE);

	@Bean
	Route53DnsProvider acmeRoute53DnsProvider(Route53Properties properties, ObjectProvider<Route53Client> clients,
			ObjectProvider<Clock> clocks) {
		check(properties);
		Route53Client client = clients.getIfUnique();
		if (client == null) {
			throw new InvalidConfigurationPropertyValueException("acme.challenge.dns.provider", "route53",
					"There is no single bean of type '" + Route53Client.class.getName()
							+ "'. Define one with the region and the credentials to use; of several, mark one as primary.");
		}
		Route53Requests requests = new Route53Requests(client, properties.getTimeout());
		Optional<String> zone = Optional.ofNullable(properties.getHostedZoneId())
			.filter(StringUtils::hasText)
			.map(Route53Requests::shortId);
		return new Route53DnsProvider(requests, new Route53Zones(requests, zone, clocks.getIfUnique(Clock::systemUTC)),
				properties.getTtl());
	}

	private static void check(Route53Properties properties) {
		Duration timeout = properties.getTimeout();
		if (timeout.isNegative() || timeout.toMillis() < 2) {
			throw new InvalidConfigurationPropertyValueException(PREFIX + ".timeout", timeout,
					"A request needs time. Set it to some seconds.");
		}
		Duration ttl = properties.getTtl();
		if (ttl.isNegative() || ttl.compareTo(LONGEST_TTL) > 0) {
			throw new InvalidConfigurationPropertyValueException(PREFIX + ".ttl", ttl,
					"No record can have it. Set it to a minute or so.");
		}
	}

}
