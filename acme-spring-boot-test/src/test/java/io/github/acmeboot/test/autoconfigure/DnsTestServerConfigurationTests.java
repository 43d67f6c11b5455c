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

import java.net.InetSocketAddress;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import io.github.acmeboot.challenge.dns.DnsProperties;
import io.github.acmeboot.challenge.dns.DnsProvider;
import io.github.acmeboot.challenge.dns.TxtRecord;
import io.github.acmeboot.test.AcmeTestServer;
import io.github.acmeboot.test.dns.DnsTestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DnsTestServerConfiguration}.
 */
class DnsTestServerConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withUserConfiguration(AcmeTestServerConfiguration.class, DnsTestServerConfiguration.class,
				PropertiesConfiguration.class)
		.withPropertyValues("acme.test-server.dns-zones=example.org,example.net");

	@Test
	void theCaAsksTheServerOfTheApplication() {
		this.contextRunner.run((context) -> assertThat(context.getBean(AcmeTestServer.class).behaviour().getDnsServer())
			.contains(context.getBean(DnsTestServer.class).address()));
	}

	@Test
	void theRecordsOfTheApplicationAreAddedThere() {
		this.contextRunner.run((context) -> {
			context.getBean(DnsProvider.class).add(new TxtRecord("_acme-challenge.example.net", "value"));
			assertThat(
					context.getBean(DnsTestServer.class).zone("example.net").txtValues("_acme-challenge.example.net"))
				.containsExactly("value");
		});
	}

	@Test
	void theApplicationLooksForThemThere() {
		this.contextRunner.run((context) -> {
			DnsProperties.Propagation propagation = context.getBean(DnsProperties.class).getPropagation();
			int port = context.getBean(DnsTestServer.class).port();
			assertThat(propagation.getResolvers()).containsExactly("127.0.0.1:" + port);
			assertThat(propagation.getPort()).isEqualTo(port);
		});
	}

	@Test
	void whereTheApplicationWasToldToLookStays() {
		this.contextRunner.withPropertyValues("acme.challenge.dns.propagation.resolvers=127.0.0.9").run((context) -> {
			DnsProperties.Propagation propagation = context.getBean(DnsProperties.class).getPropagation();
			assertThat(propagation.getResolvers()).containsExactly("127.0.0.9");
			assertThat(propagation.getPort()).isEqualTo(53);
		});
	}

	@Test
	void theCaMayAskAnother() {
		this.contextRunner.withPropertyValues("acme.test-server.dns-server=127.0.0.9:5353")
			.run((context) -> assertThat(context.getBean(AcmeTestServer.class).behaviour().getDnsServer())
				.contains(new InetSocketAddress("127.0.0.9", 5353)));
		this.contextRunner.withPropertyValues("acme.test-server.dns-server=[::1]")
			.run((context) -> assertThat(context.getBean(AcmeTestServer.class).behaviour().getDnsServer())
				.contains(new InetSocketAddress("::1", 53)));
	}

	@Test
	void whatIsNoServerIsNamed() {
		this.contextRunner.withPropertyValues("acme.test-server.dns-server=not a server")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("acme.test-server.dns-server"));
	}

	@Test
	void theServerEndsWithTheContext() {
		DnsTestServer[] server = new DnsTestServer[1];
		this.contextRunner.run((context) -> server[0] = context.getBean(DnsTestServer.class));
		try (DnsTestServer next = DnsTestServer.builder().port(server[0].port()).start()) {
			assertThat(next.port()).isEqualTo(server[0].port());
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(DnsProperties.class)
	static class PropertiesConfiguration {

	}

}
