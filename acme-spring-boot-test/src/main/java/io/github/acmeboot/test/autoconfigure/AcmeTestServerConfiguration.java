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

import java.time.Duration;
import java.util.Locale;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import io.github.acmeboot.autoconfigure.AcmeConnectionDetails;
import io.github.acmeboot.test.AcmeTestServer;
import io.github.acmeboot.test.dns.DnsTestServer;

/**
 * Runs a CA inside the application, and sends all its issuers there. To be imported by a
 * test, or added by the main class of the tests:
 * {@code SpringApplication.from(MyApplication::main).with(AcmeTestServerConfiguration.class).run(args)}.
 * Properties {@code acme.test-server.*} say how the CA behaves.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AcmeTestServerProperties.class)
public class AcmeTestServerConfiguration {

	private static final Log logger = LogFactory.getLog(AcmeTestServerConfiguration.class);

	@Bean
	AcmeTestServer acmeTestServer(AcmeTestServerProperties properties, Environment environment,
			ObjectProvider<DnsTestServer> dnsServer) {
		Http01Target target = new Http01Target(environment, properties);
		AcmeTestServer server = AcmeTestServer.builder()
			.port(properties.getPort())
			.certificateLife(properties.getCertificateLife())
			.http01(target)
			.tlsAlpn01(new TlsAlpn01Target(environment, properties))
			.start();
		new DnsTarget(properties, dnsServer).address().ifPresent(server::dnsServer);
		logger
			.info("Test CA at %s, trusted by nobody: certificates live %s, http-01 is fetched from port %d of this host"
				.formatted(server.directoryUrl(), text(properties.getCertificateLife()), target.port()));
		return server;
	}

	@Bean
	AcmeConnectionDetails acmeTestServerConnectionDetails(AcmeTestServer server) {
		return server.connectionDetails();
	}

	private String text(Duration duration) {
		return duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
	}

}
