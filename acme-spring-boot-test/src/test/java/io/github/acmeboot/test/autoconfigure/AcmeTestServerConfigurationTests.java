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

import java.io.IOException;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.acmeboot.autoconfigure.AcmeConnectionDetails;
import io.github.acmeboot.test.AcmeTestServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link AcmeTestServerConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class AcmeTestServerConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withUserConfiguration(AcmeTestServerConfiguration.class);

	@Test
	void sendsEveryIssuerToTheServer() {
		this.contextRunner.run((context) -> {
			AcmeTestServer server = context.getBean(AcmeTestServer.class);
			AcmeConnectionDetails details = context.getBean(AcmeConnectionDetails.class);
			assertThat(details.getDirectoryUrl("any")).isEqualTo(server.directoryUrl().toString());
			assertThat(details.getSslBundle("any")).isNotNull();
		});
	}

	@Test
	void theServerEndsWithTheContext() {
		AcmeTestServer[] server = new AcmeTestServer[1];
		this.contextRunner.run((context) -> server[0] = context.getBean(AcmeTestServer.class));
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> server[0].sslBundle()
			.createSslContext()
			.getSocketFactory()
			.createSocket("127.0.0.1", server[0].port())
			.close());
	}

	@Test
	void oneLineSaysWhatThereIsToKnow(CapturedOutput output) {
		this.contextRunner
			.withPropertyValues("acme.test-server.certificate-life=2m", "acme.test-server.http01-port=8081")
			.run((context) -> assertThat(output).contains("Test CA at https://127.0.0.1:")
				.contains("certificates live 2m,")
				.contains("http-01 is fetched from port 8081 of this host"));
	}

	@Test
	void certificatesLiveAsConfigured() {
		this.contextRunner.withPropertyValues("acme.test-server.certificate-life=2m")
			.run((context) -> assertThat(context.getBean(AcmeTestServer.class).behaviour().getCertificateLife())
				.isEqualTo(Duration.ofMinutes(2)));
	}

	@Test
	void fetchesHttp01FromWhereTheApplicationAnswers() {
		assertThat(http01Port()).isEqualTo(80);
		assertThat(http01Port("acme.challenge.http.port=8080")).isEqualTo(8080);
		assertThat(http01Port("acme.challenge.http.port=0", "local.acme.challenge.http.port=4711")).isEqualTo(4711);
		assertThat(http01Port("acme.challenge.http.port=-1", "server.port=0", "local.server.port=4712"))
			.isEqualTo(4712);
		assertThat(http01Port("acme.challenge.http.port=8080", "acme.test-server.http01-port=4713")).isEqualTo(4713);
	}

	@Test
	void validatesTlsAlpn01WhereTheApplicationServes() {
		assertThat(tlsAlpn01Port()).isEqualTo(443);
		assertThat(tlsAlpn01Port("server.port=8443")).isEqualTo(8443);
		assertThat(tlsAlpn01Port("server.port=0", "local.server.port=4711")).isEqualTo(4711);
		assertThat(tlsAlpn01Port("server.port=8443", "acme.test-server.tls-alpn01-port=4712")).isEqualTo(4712);
	}

	private int tlsAlpn01Port(String... properties) {
		int[] port = new int[1];
		this.contextRunner.withPropertyValues(properties)
			.run((context) -> port[0] = context.getBean(AcmeTestServer.class)
				.behaviour()
				.resolveTlsAlpn01("a.example.org")
				.getPort());
		return port[0];
	}

	private int http01Port(String... properties) {
		int[] port = new int[1];
		this.contextRunner.withPropertyValues(properties)
			.run((context) -> port[0] = context.getBean(AcmeTestServer.class)
				.behaviour()
				.resolve("a.example.org")
				.getPort());
		return port[0];
	}

}
