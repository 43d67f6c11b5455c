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

package io.github.acmeboot.web.tomcat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.SSLHandshakeException;

import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.net.jsse.JSSEImplementation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.tls.TestCertificates;
import io.github.acmeboot.web.tomcat.TlsClient.Answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link TomcatCertificateCustomizer} on a real Tomcat.
 */
@ExtendWith(OutputCaptureExtension.class)
class TomcatServingTests {

	private static final String API = "acme.certificates.api.domains=b.example.com";

	private final TestCertificates ca = new TestCertificates();

	@Test
	@EnabledIfSystemProperty(named = "expected.boot.version", matches = ".+")
	void theseTestsRunOnTheBootTheyAreMeantFor() {
		assertThat(TomcatWebServer.class.getPackage().getImplementationVersion())
			.isEqualTo(System.getProperty("expected.boot.version"));
		assertThat(SpringBootVersion.getVersion()).isEqualTo(System.getProperty("expected.boot.version"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void aHandshakeAfterThePublicationShowsTheNewCertificate(String protocol) throws Exception {
		try (ServedApplication application = ServedApplication.start()) {
			for (int i = 0; i < 3; i++) {
				IssuedCertificate certificate = publish(application, "web", this.ca.ec("a.example.com"));
				Answer answer = client(protocol).get(application.port(), "a.example.com");
				assertThat(answer.leaf()).isEqualTo(certificate.leaf());
				assertThat(answer.status()).isEqualTo(200);
			}
		}
	}

	@Test
	void severalCertificatesAreServedByHostOnOnePort() throws Exception {
		try (ServedApplication application = ServedApplication.start(API)) {
			IssuedCertificate web = publish(application, "web", this.ca.ec("a.example.com"));
			IssuedCertificate api = publish(application, "api", this.ca.ec("b.example.com", "*.wild.example.com"));
			IssuedCertificate added = publish(application, "run-time", this.ca.rsa("c.example.com"));
			assertThat(leaf(application, "a.example.com")).isEqualTo(web.leaf());
			assertThat(leaf(application, "B.Example.com")).isEqualTo(api.leaf());
			assertThat(leaf(application, "x.wild.example.com")).isEqualTo(api.leaf());
			assertThat(leaf(application, "c.example.com")).isEqualTo(added.leaf());
			application.publisher().withdraw("run-time");
			assertThatExceptionOfType(SSLHandshakeException.class).isThrownBy(() -> leaf(application, "c.example.com"));
		}
	}

	@Test
	void noWarningIsGivenThatReloadsAreNotSupported(CapturedOutput output) {
		try (ServedApplication application = ServedApplication.start(API)) {
			publish(application, "web", this.ca.ec("a.example.com"));
			publish(application, "api", this.ca.ec("b.example.com"));
			assertThat(output).doesNotContain("doesn't support SSL reloading");
		}
	}

	@Test
	void aRequestForAnotherHostThanTheHandshakeIsAnswered() throws Exception {
		try (ServedApplication application = ServedApplication.start(API)) {
			publish(application, "web", this.ca.ec("a.example.com"));
			publish(application, "api", this.ca.ec("b.example.com"));
			TlsClient client = client("TLSv1.3");
			assertThat(client.get(application.port(), "a.example.com", "b.example.com").status()).isEqualTo(200);
			assertThat(client.get(application.port(), "b.example.com", "elsewhere.example").status()).isEqualTo(200);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	@EnabledForJreRange(max = JRE.JAVA_21)
	void sessionsAreResumedAcrossReloads(String protocol) throws Exception {
		try (ServedApplication application = ServedApplication.start()) {
			IssuedCertificate first = publish(application, "web", this.ca.ec("a.example.com"));
			TlsClient client = client(protocol);
			client.get(application.port(), "a.example.com");
			publish(application, "web", this.ca.ec("a.example.com"));
			assertThat(client.get(application.port(), "a.example.com").leaf()).isEqualTo(first.leaf());
		}
	}

	/**
	 * From then on the JDK binds a session ticket to the certificate it was given under.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	@EnabledForJreRange(min = JRE.JAVA_25)
	void aReloadCostsOneFullHandshakeWhereTicketsAreBoundToTheCertificate(String protocol) throws Exception {
		try (ServedApplication application = ServedApplication.start()) {
			publish(application, "web", this.ca.ec("a.example.com"));
			TlsClient client = client(protocol);
			client.get(application.port(), "a.example.com");
			IssuedCertificate second = publish(application, "web", this.ca.ec("a.example.com"));
			assertThat(client.get(application.port(), "a.example.com").leaf()).isEqualTo(second.leaf());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	@EnabledForJreRange(max = JRE.JAVA_21)
	void invalidatedSessionsAreNotResumedAfterAReload(String protocol) throws Exception {
		try (ServedApplication application = ServedApplication.start()) {
			publish(application, "web", this.ca.ec("a.example.com"));
			TlsClient client = client(protocol);
			client.get(application.port(), "a.example.com");
			IssuedCertificate second = publish(application, "web", this.ca.ec("a.example.com"));
			application.sessions().invalidate();
			assertThat(client.get(application.port(), "a.example.com").leaf()).isEqualTo(second.leaf());
		}
	}

	@Test
	void sessionsOfOneHostAreResumedForTheSameUntilTheyAreInvalidated() throws Exception {
		try (ServedApplication application = ServedApplication.start()) {
			publish(application, "web", this.ca.ec("a.example.com"));
			TlsClient client = client("TLSv1.2");
			client.get(application.port(), "a.example.com");
			assertThat(isAnsweredInFull(client, application)).isFalse();
			application.sessions().invalidate();
			assertThat(isAnsweredInFull(client, application)).isTrue();
		}
	}

	private static boolean isAnsweredInFull(TlsClient client, ServedApplication application) throws Exception {
		return ReroutedHello.isAnsweredInFull(client.engine(application.port(), "a.example.com"), application.port(),
				"a.example.com", "a.example.com");
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void aSessionOfOneHostIsNotResumedForAnother(String protocol) throws Exception {
		try (ServedApplication application = ServedApplication.start()) {
			publish(application, "web", this.ca.ec("a.example.com", "b.example.com"));
			TlsClient client = client(protocol);
			client.get(application.port(), "a.example.com");
			assertThat(ReroutedHello.isAnsweredInFull(client.engine(application.port(), "a.example.com"),
					application.port(), "a.example.com", "b.example.com"))
				.isTrue();
		}
	}

	@Test
	void http2IsNegotiatedAndHttp11Too() throws Exception {
		try (ServedApplication application = ServedApplication.start("server.http2.enabled=true")) {
			publish(application, "web", this.ca.ec("localhost", "a.example.com"));
			HttpClient client = HttpClient.newBuilder().sslContext(TlsClient.context(this.ca.root())).build();
			assertThat(version(client, application, HttpClient.Version.HTTP_2)).isEqualTo(HttpClient.Version.HTTP_2);
			assertThat(version(client, application, HttpClient.Version.HTTP_1_1))
				.isEqualTo(HttpClient.Version.HTTP_1_1);
		}
	}

	@Test
	void whoeverElseUpdatesTheBundleDoesNotDetachTheServer() throws Exception {
		try (ServedApplication application = ServedApplication.start(API)) {
			IssuedCertificate web = publish(application, "web", this.ca.ec("a.example.com"));
			IssuedCertificate api = publish(application, "api", this.ca.ec("b.example.com"));
			application.registry().updateBundle("web", application.bundles().getBundle("api"));
			assertThat(leaf(application, "a.example.com")).isEqualTo(web.leaf());
			assertThat(leaf(application, "b.example.com")).isEqualTo(api.leaf());
		}
	}

	@Test
	void hostsWithBundlesOfTheirOwnKeepThem() throws Exception {
		try (ServedApplication application = ServedApplication.start(API,
				"server.ssl.server-name-bundles[0].server-name=a.example.com",
				"server.ssl.server-name-bundles[0].bundle=api",
				"server.ssl.server-name-bundles[1].server-name=d.example.com",
				"server.ssl.server-name-bundles[1].bundle=web")) {
			IssuedCertificate api = publish(application, "api", this.ca.ec("b.example.com", "a.example.com"));
			IssuedCertificate web = publish(application, "web",
					this.ca.ec("a.example.com", "c.example.com", "d.example.com"));
			assertThat(leaf(application, "a.example.com")).isEqualTo(api.leaf());
			assertThat(leaf(application, "c.example.com")).isEqualTo(web.leaf());
			assertThat(leaf(application, "d.example.com")).isEqualTo(web.leaf());
		}
	}

	@Test
	void theTlsImplementationIsTheJdksWhateverElseIsAsked() throws Exception {
		try (ServedApplication application = ServedApplication.start(List.of(OpenSsl.class))) {
			publish(application, "web", this.ca.ec("a.example.com"));
			assertThat(protocol(application).getSslImplementationName()).isEqualTo(JSSEImplementation.class.getName());
			assertThat(client("TLSv1.3").get(application.port(), "a.example.com").status()).isEqualTo(200);
		}
	}

	@Test
	void theOptionsOfABundleOfTheSameNameApply() throws Exception {
		try (ServedApplication application = ServedApplication.start(
				"spring.ssl.bundle.pem.web.options.enabled-protocols=TLSv1.2",
				"spring.ssl.bundle.pem.web.options.ciphers=TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")) {
			publish(application, "web", this.ca.ec("a.example.com"));
			assertThat(client("TLSv1.2").connect(application.port(), "a.example.com").getSession().getCipherSuite())
				.isEqualTo("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
			assertThatExceptionOfType(SSLHandshakeException.class)
				.isThrownBy(() -> client("TLSv1.3").get(application.port(), "a.example.com"));
		}
	}

	@Test
	void aServerThatUsesAnotherBundleIsLeftAlone() throws Exception {
		try (ServedApplication application = ServedApplication.start(List.of(OtherBundle.class),
				"server.ssl.bundle=other")) {
			publish(application, "web", this.ca.ec("a.example.com"));
			assertThat(protocol(application).getSslImplementationName())
				.isNotEqualTo(JSSEImplementation.class.getName());
		}
	}

	private IssuedCertificate publish(ServedApplication application, String name, IssuedCertificate certificate) {
		application.publisher().publish(name, certificate);
		return certificate;
	}

	private X509Certificate leaf(ServedApplication application, String host) throws Exception {
		return client("TLSv1.3").get(application.port(), host).leaf();
	}

	private TlsClient client(String protocol) {
		return new TlsClient(this.ca.root(), protocol);
	}

	private static HttpClient.Version version(HttpClient client, ServedApplication application,
			HttpClient.Version version) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create("https://localhost:" + application.port() + "/hello"))
			.version(version)
			.build();
		HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
		assertThat(response.body()).isEqualTo("hello");
		return response.version();
	}

	private static AbstractHttp11Protocol<?> protocol(ServedApplication application) {
		Connector connector = ((TomcatWebServer) application.server()).getTomcat().getConnector();
		return (AbstractHttp11Protocol<?>) connector.getProtocolHandler();
	}

	@Configuration(proxyBeanMethods = false)
	static class OpenSsl {

		@Bean
		@Order(0)
		WebServerFactoryCustomizer<TomcatWebServerFactory> openSsl() {
			return (factory) -> factory
				.addConnectorCustomizers((connector) -> ((AbstractHttp11Protocol<?>) connector.getProtocolHandler())
					.setSslImplementationName("org.example.OpenSslImplementation"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OtherBundle {

		@Bean
		SslBundleRegistrar otherBundle() {
			IssuedCertificate certificate = new TestCertificates().ec("other.example.com");
			return (registry) -> registry.registerBundle("other",
					SslBundle.of(SslStoreBundle.of(TlsClient.keyStore(certificate), "secret", null)));
		}

	}

}
