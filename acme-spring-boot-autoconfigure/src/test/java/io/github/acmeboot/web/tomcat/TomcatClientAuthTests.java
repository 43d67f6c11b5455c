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

import java.io.IOException;
import java.io.StringWriter;

import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.tls.TestCertificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for client authentication together with {@link TomcatCertificateCustomizer}.
 */
class TomcatClientAuthTests {

	private final TestCertificates ca = new TestCertificates();

	private final TestCertificates clients = new TestCertificates();

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void clientsOfTheTrustStoreAreAcceptedAndNobodyElse(String protocol) throws Exception {
		try (ServedApplication application = ServedApplication.start("server.ssl.client-auth=need",
				"spring.ssl.bundle.pem.web.truststore.certificate=" + pem())) {
			IssuedCertificate certificate = this.ca.ec("a.example.com");
			application.publisher().publish("web", certificate);
			assertThat(application.publisher().published("web")).contains(certificate);
			TlsClient known = new TlsClient(this.ca.root(), protocol, TlsClient.keyManager(this.clients.ec("client")));
			assertThat(known.get(application.port(), "a.example.com").status()).isEqualTo(200);
			TlsClient stranger = new TlsClient(this.ca.root(), protocol,
					TlsClient.keyManager(new TestCertificates().ec("x")));
			assertThatExceptionOfType(IOException.class)
				.isThrownBy(() -> stranger.get(application.port(), "a.example.com"));
			TlsClient nobody = new TlsClient(this.ca.root(), protocol);
			assertThatExceptionOfType(IOException.class)
				.isThrownBy(() -> nobody.get(application.port(), "a.example.com"));
		}
	}

	@Test
	void withoutATrustStoreNoClientCouldBeAcceptedAndTheStartSaysSo() {
		assertThatException().isThrownBy(() -> ServedApplication.start("server.ssl.client-auth=need"))
			.havingRootCause()
			.isInstanceOf(InvalidConfigurationPropertyValueException.class)
			.withMessageContaining("server.ssl.client-auth");
	}

	private String pem() throws IOException {
		StringWriter text = new StringWriter();
		try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
			writer.writeObject(this.clients.root());
		}
		return text.toString();
	}

}
