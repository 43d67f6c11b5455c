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

package io.github.acmeboot.sample;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import io.github.acmeboot.test.AcmeTestServer;
import io.github.acmeboot.test.autoconfigure.AcmeTestServerConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the first command of the README shows, in seconds instead of minutes.
 */
class TestSampleApplicationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	@Test
	void showsAnIssueAndARenewalToAClientThatTrustsTheCa(@TempDir Path directory) {
		try (ConfigurableApplicationContext context = start(directory)) {
			AcmeTestServer ca = context.getBean(AcmeTestServer.class);
			Awaitility.await().atMost(PATIENCE).until(() -> !ca.issued().isEmpty());
			String uri = "https://localhost:" + context.getEnvironment().getProperty("local.server.port");
			X509Certificate first = Awaitility.await()
				.atMost(PATIENCE)
				.ignoreExceptions()
				.until(() -> certificate(ca, uri), (certificate) -> true);
			Awaitility.await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
				assertThat(get(ca, uri + "/").body()).contains("<td>localhost</td><td>VALID</td>");
				HttpResponse<String> health = get(ca, uri + "/actuator/health");
				assertThat(health.body()).contains("\"status\":\"UP\"");
				assertThat(health.headers().firstValue("Strict-Transport-Security")).isEmpty();
			});
			Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> !certificate(ca, uri).equals(first));
		}
	}

	private static ConfigurableApplicationContext start(Path directory) {
		return SpringApplication.from(SampleApplication::main)
			.with(AcmeTestServerConfiguration.class)
			.withAdditionalProfiles("dev")
			.run("--server.port=0", "--acme.challenge.http.port=0", "--acme.test-server.certificate-life=20s",
					"--acme.store.file.directory=" + directory)
			.getApplicationContext();
	}

	private static X509Certificate certificate(AcmeTestServer ca, String uri) throws Exception {
		return (X509Certificate) get(ca, uri + "/").sslSession().orElseThrow().getPeerCertificates()[0];
	}

	private static HttpResponse<String> get(AcmeTestServer ca, String uri) {
		HttpClient client = HttpClient.newBuilder().sslContext(ca.issuedSslBundle().createSslContext()).build();
		try {
			return client.send(HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString());
		}
		catch (Exception ex) {
			throw new IllegalStateException("Unable to get " + uri, ex);
		}
	}

}
