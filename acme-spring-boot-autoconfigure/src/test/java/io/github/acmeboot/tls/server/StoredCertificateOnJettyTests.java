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

package io.github.acmeboot.tls.server;

import java.util.Map;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import io.github.acmeboot.CertificatePublisher;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.challenge.CountingAcmeStore;
import io.github.acmeboot.lock.LockAutoConfiguration;
import io.github.acmeboot.renewal.RenewalAutoConfiguration;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.repository.CertificateRepository;
import io.github.acmeboot.tls.TestCertificates;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StoredCertificateCustomizer} on Jetty, with Tomcat absent.
 */
@Tag("jetty")
@ExtendWith(OutputCaptureExtension.class)
class StoredCertificateOnJettyTests {

	private final IssuedCertificate certificate = new TestCertificates().ec("a.example.com");

	private final CountingAcmeStore store = new CountingAcmeStore();

	@Test
	void theFirstHandshakeSeesTheStoredCertificate() throws Exception {
		save();
		try (ConfigurableApplicationContext context = start()) {
			assertThat(server(context).getClass().getSimpleName()).startsWith("Jetty");
			assertThat(serial(context)).isEqualTo(this.certificate.serial());
		}
	}

	@Test
	void aStoreThatFailsDoesNotStopTheStart(CapturedOutput output) throws Exception {
		save();
		this.store.failLoads();
		try (ConfigurableApplicationContext context = start()) {
			assertThat(serial(context)).isNotEqualTo(this.certificate.serial());
			assertThat(output).contains("Starting with placeholders for 'web'; the store is asked again");
		}
	}

	@Test
	void aWarningSaysThatRenewedCertificatesNeedARestart(CapturedOutput output) throws Exception {
		save();
		try (ConfigurableApplicationContext context = start()) {
			assertThat(output).contains("WebServer does not reload certificates: 'web' is presented as it was when the "
					+ "application started, and a renewed one only after a restart. Tomcat and Netty reload");
			IssuedCertificate renewed = new TestCertificates().ec("a.example.com");
			context.getBean(CertificatePublisher.class).publish("web", renewed);
			assertThat(serial(context)).isEqualTo(this.certificate.serial());
		}
	}

	private void save() {
		new CertificateRepository(this.store).save("web", this.certificate, WriteCondition.absent());
	}

	private ConfigurableApplicationContext start() {
		return new SpringApplicationBuilder(Application.class)
			.initializers((context) -> context.getBeanFactory().registerSingleton("store", this.store))
			.properties(Map.of("server.port", 0, "server.ssl.bundle", "web", "acme.issuers.ca.directory-url",
					"https://ca.example.test/dir", "acme.issuers.ca.terms-of-service-agreed", true,
					"acme.certificates.web.domains", "a.example.com", "spring.main.banner-mode", "off"))
			.run();
	}

	private static String serial(ConfigurableApplicationContext context) throws Exception {
		PeerObserver observer = new PeerObserver();
		SSLContext tls = SSLContext.getInstance("TLS");
		tls.init(null, new TrustManager[] { observer }, null);
		try (SSLSocket socket = (SSLSocket) tls.getSocketFactory()
			.createSocket("localhost", server(context).getPort())) {
			socket.startHandshake();
		}
		return observer.certificate().orElseThrow().getSerialNumber().toString(16);
	}

	private static WebServer server(ConfigurableApplicationContext context) {
		WebServer server = ((WebServerApplicationContext) context).getWebServer();
		assertThat(server).isNotNull();
		return server;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = { LockAutoConfiguration.class, RenewalAutoConfiguration.class })
	static class Application {

	}

}
