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

import java.util.List;
import java.util.function.UnaryOperator;

import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;

import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.tomcat.TomcatWebServer;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.tls.ServedCertificates;
import io.github.acmeboot.tls.TestCertificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the proof of a publication, on a real Tomcat.
 */
@ExtendWith(OutputCaptureExtension.class)
class LoopbackProofTests {

	private final TestCertificates ca = new TestCertificates();

	@Test
	void aServerThatPresentsSomethingElseIsFoundOutAndTheFormerCertificateComesBack() {
		try (ServedApplication application = ServedApplication.start()) {
			IssuedCertificate first = this.ca.ec("a.example.com");
			IssuedCertificate second = this.ca.ec("a.example.com");
			application.publisher().publish("web", first);
			present(application, TlsClient.keyManager(this.ca.ec("a.example.com")));
			assertThatExceptionOfType(AcmeException.class)
				.isThrownBy(() -> application.publisher().publish("web", second))
				.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(Reason.PUBLISH))
				.withMessageContaining(second.serial());
			assertThat(application.publisher().published("web")).contains(first);
		}
	}

	@Test
	void aServerThatPresentsNothingIsFoundOut() {
		try (ServedApplication application = ServedApplication.start()) {
			present(application, new ServedCertificates().keyManager("none"));
			assertThatExceptionOfType(AcmeException.class)
				.isThrownBy(() -> application.publisher().publish("web", this.ca.ec("a.example.com")))
				.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(Reason.PUBLISH));
			assertThat(application.publisher().published("web")).isEmpty();
		}
	}

	@Test
	void siblingsAndWildcardsAndOddNamesAreProvedToo(CapturedOutput output) {
		try (ServedApplication application = ServedApplication.start()) {
			List<IssuedCertificate> certificates = List.of(this.ca.ec("a.example.com"), this.ca.rsa("a.example.com"),
					this.ca.ec("*.wild.example.com"), this.ca.rsa("*.wild.example.com"),
					this.ca.ec("under_score.example.com"), this.ca.ec("under_score.example.com", "b.example.com"));
			for (int i = 0; i < certificates.size(); i++) {
				application.publisher().publish((i == 0) ? "web" : "other-" + i, certificates.get(i));
				assertThat(application.publisher().published((i == 0) ? "web" : "other-" + i))
					.contains(certificates.get(i));
			}
			assertThat(output).doesNotContain("Unable to prove");
		}
	}

	@Test
	void aServerThatIsNotReachedRefutesNothing(CapturedOutput output) {
		try (ServedApplication application = ServedApplication.start()) {
			application.server().stop();
			IssuedCertificate certificate = this.ca.ec("a.example.com");
			application.publisher().publish("web", certificate);
			assertThat(application.publisher().published("web")).contains(certificate);
			assertThat(output).contains("Unable to prove that certificate 'web' is presented");
		}
	}

	@Test
	void aServerWithoutTlsIsNotAsked(CapturedOutput output) {
		try (ServedApplication application = ServedApplication.start("server.ssl.enabled=false")) {
			IssuedCertificate certificate = this.ca.ec("a.example.com");
			application.publisher().publish("web", certificate);
			assertThat(application.publisher().published("web")).contains(certificate);
			assertThat(output).doesNotContain("Unable to prove");
		}
	}

	private static void present(ServedApplication application, X509ExtendedKeyManager keyManager) {
		SSLHostConfig host = new SSLHostConfig();
		host.setHostName("a.example.com");
		SSLHostConfigCertificate certificate = new SSLHostConfigCertificate(host,
				SSLHostConfigCertificate.Type.UNDEFINED);
		certificate
			.setSslContext(new AcmeTomcatSslContext("TLS", keyManager, new TrustManager[0], UnaryOperator.identity()));
		host.addCertificate(certificate);
		((TomcatWebServer) application.server()).getTomcat().getConnector().addSslHostConfig(host);
	}

}
