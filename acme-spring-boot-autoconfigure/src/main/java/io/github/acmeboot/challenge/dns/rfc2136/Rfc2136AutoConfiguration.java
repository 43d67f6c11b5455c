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

package io.github.acmeboot.challenge.dns.rfc2136;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.xbill.DNS.Update;

import io.github.acmeboot.autoconfigure.AcmeAutoConfiguration;
import io.github.acmeboot.autoconfigure.AcmeProperties;
import io.github.acmeboot.challenge.dns.DnsAutoConfiguration;
import io.github.acmeboot.challenge.dns.DnsProvider;

/**
 * Auto-configuration for DNS updates.
 */
@AutoConfiguration(before = DnsAutoConfiguration.class, after = AcmeAutoConfiguration.class)
@ConditionalOnClass(Update.class)
@ConditionalOnProperty(name = "acme.challenge.dns.provider", havingValue = "rfc2136")
@ConditionalOnBean(AcmeProperties.class)
@EnableConfigurationProperties(Rfc2136Properties.class)
public final class Rfc2136AutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(DnsProvider.class)
	Rfc2136DnsProvider rfc2136DnsProvider(Rfc2136Properties properties) {
		return new Rfc2136DnsProvider(new ValidProperties(properties));
	}

}
