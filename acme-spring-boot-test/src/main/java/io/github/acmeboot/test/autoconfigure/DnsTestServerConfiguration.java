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

package io.github.acmeboot.test.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.acmeboot.challenge.dns.DnsProvider;
import io.github.acmeboot.test.dns.DnsTestServer;

/**
 * Runs a DNS server inside the application beside the CA of
 * {@link AcmeTestServerConfiguration}, which asks it for dns-01. The records of the
 * application are added there. Needs dnsjava on the class path. Property
 * {@code acme.test-server.dns-zones} says which names it knows.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AcmeTestServerProperties.class)
public class DnsTestServerConfiguration {

	@Bean
	DnsTestServer dnsTestServer(AcmeTestServerProperties properties) {
		return DnsTestServer.start(properties.getDnsZones().toArray(String[]::new));
	}

	@Bean
	DnsProvider dnsTestServerProvider(DnsTestServer server) {
		return server.provider();
	}

	@Bean
	static PropagationPostProcessor dnsTestServerPropagation(ObjectProvider<DnsTestServer> server) {
		return new PropagationPostProcessor(server);
	}

}
