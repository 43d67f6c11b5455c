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
import java.util.Arrays;

import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.acmeboot.tls.TestCertificates;
import io.github.acmeboot.web.tomcat.AcmeTlsClient.Presented;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests that a CA, which has no client certificate, is let in to validate, and nobody
 * gets any further by pretending to be one.
 */
class TlsAlpn01ClientAuthTests {

	private static final String HOST = ValidatedApplication.HOST;

	private final TestCertificates clients = new TestCertificates();

	@ParameterizedTest
	@CsvSource({ "TLSv1.2,need", "TLSv1.3,need", "TLSv1.2,want", "TLSv1.3,want" })
	void theCaNeedsNoCertificate(String version, String clientAuth) throws Exception {
		try (ValidatedApplication application = start(clientAuth)) {
			application.present(HOST, "token");
			Presented presented = new AcmeTlsClient(version).validate(application.port(), HOST);
			assertThat(presented.isChallenge()).isTrue();
			assertThat(presented.response()).isEmpty();
		}
	}

	@ParameterizedTest
	@CsvSource({ "TLSv1.2", "TLSv1.3" })
	void everybodyElseNeedsOneWhateverIsOfferedBeside(String version) throws Exception {
		try (ValidatedApplication application = start("need")) {
			application.present(HOST, "token");
			assertNoRequestIsAnswered(application, version, "http/1.1");
			assertNoRequestIsAnswered(application, version, "acme-tls/1", "http/1.1");
			TlsClient known = new TlsClient(application.ca().root(), version,
					TlsClient.keyManager(this.clients.ec("client")));
			assertThat(known.get(application.port(), HOST).status()).isEqualTo(200);
		}
	}

	@ParameterizedTest
	@CsvSource({ "TLSv1.2", "TLSv1.3" })
	void whoOffersHttp2BesideNeedsOneToo(String version) throws Exception {
		try (ValidatedApplication application = start("need", "server.http2.enabled=true")) {
			application.present(HOST, "token");
			TlsClient nobody = new TlsClient(application.ca().root(), version);
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> nobody.get(application.port(), HOST));
			if (version.equals("TLSv1.2")) {
				assertThatExceptionOfType(IOException.class)
					.isThrownBy(() -> new AcmeTlsClient(version).offer(application.port(), HOST, "acme-tls/1", "h2"));
			}
		}
	}

	private static void assertNoRequestIsAnswered(ValidatedApplication application, String version,
			String... protocols) {
		String response;
		try {
			response = new AcmeTlsClient(version).offer(application.port(), HOST, protocols).response();
		}
		catch (IOException ex) {
			response = "";
		}
		assertThat(response).isEmpty();
	}

	private ValidatedApplication start(String clientAuth, String... properties) throws IOException {
		String[] all = Arrays.copyOf(properties, properties.length + 2);
		all[properties.length] = "server.ssl.client-auth=" + clientAuth;
		all[properties.length + 1] = "spring.ssl.bundle.pem.web.truststore.certificate=" + pem();
		return ValidatedApplication.start(all);
	}

	private String pem() throws IOException {
		StringWriter text = new StringWriter();
		try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
			writer.writeObject(this.clients.root());
		}
		return text.toString();
	}

}
