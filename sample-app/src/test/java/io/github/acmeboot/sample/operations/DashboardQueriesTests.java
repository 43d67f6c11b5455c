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

package io.github.acmeboot.sample.operations;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.acmeboot.testsupport.FreePort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The queries of the dashboards, asked of a real Prometheus that scrapes real
 * applications.
 */
class DashboardQueriesTests {

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	private static final String MEMORY = "--acme.store.type=memory";

	private final int port = FreePort.next();

	private final int failingPort = FreePort.next();

	@Test
	void everyQueryOfTheCertificatesHasData(@TempDir Path directory) throws Exception {
		try (PrometheusServer prometheus = PrometheusServer.start(directory, this.port, this.failingPort);
				SampleInstance renewing = SampleInstance.start(this.port, MEMORY,
						"--acme.test-server.certificate-life=10s",
						"--acme.issuers.letsencrypt.rate-limits.new-orders=300/3h");
				SampleInstance failing = SampleInstance.start(this.failingPort, MEMORY)) {
			renewing.awaitCertificate();
			failing.awaitCertificate();
			failing.ca().behaviour().blockedIdentifiers("localhost");
			Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
				failing.renew();
				assertThat(withoutData(prometheus, Dashboard.of(Dashboard.CERTIFICATES))).isEmpty();
			});
		}
	}

	@Test
	void everyQueryOfTheTokenServiceHasData(@TempDir Path directory) throws Exception {
		try (PrometheusServer prometheus = PrometheusServer.start(directory, this.port);
				SampleInstance application = SampleInstance.start(this.port, MEMORY)) {
			application.awaitCertificate();
			HttpClient client = HttpClient.newBuilder()
				.sslContext(application.ca().issuedSslBundle().createSslContext())
				.build();
			Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
				System.gc();
				create(client);
				assertThat(withoutData(prometheus, Dashboard.of(Dashboard.TOKEN_SERVICE))).isEmpty();
			});
		}
	}

	private void create(HttpClient client) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create("https://localhost:" + this.port + "/oauth2/token"))
			.header("Authorization",
					"Basic " + Base64.getEncoder().encodeToString("demo:demo-secret".getBytes(StandardCharsets.UTF_8)))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString("grant_type=client_credentials&scope=read"))
			.build();
		assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
	}

	private static List<String> withoutData(PrometheusServer prometheus, Dashboard dashboard) throws Exception {
		List<String> queries = new ArrayList<>();
		for (String query : dashboard.queries()) {
			if (prometheus.values(query).stream().allMatch((value) -> value.isNaN())) {
				queries.add(query);
			}
		}
		return queries;
	}

}
