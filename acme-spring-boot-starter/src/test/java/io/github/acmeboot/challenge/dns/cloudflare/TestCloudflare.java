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
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

import org.springframework.beans.factory.support.StaticListableBeanFactory;

import io.github.acmeboot.challenge.dns.standin.CloudflareStandIn;

/**
 * Creates providers as they are configured.
 */
final class TestCloudflare {

	static final Clock CLOCK = Clock.fixed(Instant.parse("2030-01-31T04:00:00Z"), ZoneOffset.UTC);

	private TestCloudflare() {
	}

	static CloudflareProperties properties(CloudflareStandIn standIn) {
		CloudflareProperties properties = new CloudflareProperties();
		properties.setApiToken("t0ken");
		properties.setBaseUrl(standIn.url());
		properties.setTimeout(Duration.ofSeconds(10));
		return properties;
	}

	static CloudflareDnsProvider provider(CloudflareStandIn standIn) {
		return provider(properties(standIn));
	}

	static CloudflareDnsProvider provider(CloudflareProperties properties) {
		return new CloudflareDnsAutoConfiguration().acmeCloudflareDnsProvider(properties,
				new StaticListableBeanFactory(Map.of("clock", CLOCK)).getBeanProvider(Clock.class));
	}

}
