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

package io.github.acmeboot.challenge.http;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.ManagedCertificates;
import io.github.acmeboot.autoconfigure.AcmeConnectionDetails;
import io.github.acmeboot.issuer.CertificateIssuer;
import io.github.acmeboot.issuer.IssuanceRequest;
import io.github.acmeboot.renewal.RenewalAutoConfiguration;
import io.github.acmeboot.test.AcmeTestServer;
import io.github.acmeboot.testsupport.peer.Nginx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Issues certificates by http-01, the CA fetching the answers from a running application
 * with Spring Security's defaults.
 */
class Http01IssuanceTests {

	private static final String CONNECTOR = "local.acme.challenge.http.port";

	private static final String SERVER = "local.server.port";

	private static final String PLAIN = "server.ssl.enabled=false";

	private final AcmeTestServer ca = AcmeTestServer.start();

	@TempDir
	private Path directory;

	@AfterEach
	void stopTheCa() {
		this.ca.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring.main.banner-mode=off", "server.servlet.context-path=/shop",
			"management.server.port=0", "server.forward-headers-strategy=framework" })
	void byTheConnectorOfTheChallenges(String property) {
		try (ConfigurableApplicationContext application = start("server.ssl.bundle=web", property)) {
			this.ca.http01Port(port(application, CONNECTOR));
			assertThat(issue(application).chain()).isNotEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring.main.banner-mode=off", "server.servlet.context-path=/shop",
			"management.server.port=0", "server.forward-headers-strategy=native" })
	void byAnApplicationThatIsPlainHttp(String property) {
		try (ConfigurableApplicationContext application = start(PLAIN, property)) {
			this.ca.http01Port(port(application, SERVER));
			assertThat(issue(application).chain()).isNotEmpty();
		}
	}

	@Test
	void behindNginxThatForwardsToThePlainApplication() throws Exception {
		Nginx.require();
		try (ConfigurableApplicationContext application = start(PLAIN, "server.servlet.context-path=/shop",
				"server.forward-headers-strategy=native", "acme.challenge.http.allowed-sources=127.0.0.0/8");
				Nginx nginx = Nginx.start(this.directory, port(application, SERVER))) {
			this.ca.http01Port(nginx.port());
			assertThat(issue(application).chain()).isNotEmpty();
		}
	}

	@Test
	void behindNginxThatForwardsToTheConnectorOfTheChallenges() throws Exception {
		Nginx.require();
		try (ConfigurableApplicationContext application = start("server.ssl.bundle=web");
				Nginx nginx = Nginx.start(this.directory, port(application, CONNECTOR))) {
			this.ca.http01Port(nginx.port());
			assertThat(issue(application).chain()).isNotEmpty();
		}
	}

	@Test
	void notBehindNginxIfTheSourceItSeesIsNotAllowed() throws Exception {
		Nginx.require();
		try (ConfigurableApplicationContext application = start(PLAIN, "server.forward-headers-strategy=framework",
				"acme.challenge.http.allowed-sources=198.51.100.0/24");
				Nginx nginx = Nginx.start(this.directory, port(application, SERVER))) {
			this.ca.http01Port(nginx.port());
			assertThatExceptionOfType(AcmeException.class).isThrownBy(() -> issue(application));
		}
	}

	private ConfigurableApplicationContext start(String... properties) {
		ApplicationContextInitializer<GenericApplicationContext> connection = (context) -> context
			.registerBean(AcmeConnectionDetails.class, () -> connectionDetails(this.ca));
		return new SpringApplicationBuilder(Application.class).initializers(connection)
			.properties("server.port=0", "acme.challenge.http.port=0", "acme.store.type=memory",
					"acme.issuers.ca.terms-of-service-agreed=true",
					"acme.certificates.web.domains=example.com,www.example.com")
			.run(Arrays.stream(properties).map((property) -> "--" + property).toArray(String[]::new));
	}

	private static IssuedCertificate issue(ConfigurableApplicationContext application) {
		return application.getBean(CertificateIssuer.class)
			.issue(new IssuanceRequest(application.getBean(ManagedCertificates.class).find("web").orElseThrow(), "ca",
					Optional.empty(), () -> {
					}, 1));
	}

	private static int port(ConfigurableApplicationContext application, String property) {
		return application.getEnvironment().getRequiredProperty(property, Integer.class);
	}

	private static AcmeConnectionDetails connectionDetails(AcmeTestServer ca) {
		return new AcmeConnectionDetails() {

			@Override
			public String getDirectoryUrl(String issuer) {
				return ca.directoryUrl().toString();
			}

			@Override
			public SslBundle getSslBundle(String issuer) {
				return ca.sslBundle();
			}

		};
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = RenewalAutoConfiguration.class)
	static class Application {

	}

}
