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

package io.github.acmeboot.sample.system;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.acmeboot.sample.TokenClient;
import io.github.acmeboot.sample.operations.PrometheusServer;
import io.github.acmeboot.test.pebble.EnabledIfPebble;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The packaged sample as in production.
 */
@EnabledIfPebble
class SampleIT {

	static final Duration PATIENCE = Duration.ofMinutes(2);

	private static final int BATCH = 100;

	@TempDir
	private Path directory;

	@Test
	void tokensOutliveTheApplicationAndAnOutageOfRedis() throws Exception {
		try (Production production = Production.start(this.directory, 1)) {
			String token;
			try (SampleProcess sample = production.startSample(0)) {
				TokenClient client = awaitCertificate(production, sample);
				token = client.token();
				assertServedAsInProduction(sample, client);
				production.redis().stop();
				assertThat(client.post("/oauth2/token", "grant_type", "client_credentials").statusCode())
					.isEqualTo(503);
				assertThat(sample.ask("/actuator/health/readiness")).isEqualTo(503);
				assertThat(sample.ask("/actuator/health/liveness")).isEqualTo(200);
				production.redis().restart();
				sample.awaitReady();
				assertThat(client.introspect(token).get("active").asBoolean()).isTrue();
				sample.terminate();
				assertThat(sample.awaitExit()).isEqualTo(143);
				assertLogged(sample, token);
			}
			try (SampleProcess sample = production.startSample(0)) {
				TokenClient client = awaitCertificate(production, sample);
				assertThat(client.introspect(token).get("active").asBoolean()).isTrue();
				assertThat(production.orders()).isEqualTo(1);
			}
		}
	}

	@Test
	void noRequestIsLostWhenItIsAskedToEnd() throws Exception {
		try (Production production = Production.start(this.directory, 1)) {
			try (SampleProcess sample = production.startSample(0)) {
				awaitCertificate(production, sample);
				try (Load load = new Load(production.clientContext(), sample.ports().https())) {
					load.awaitTokens(300);
					sample.terminate();
					load.awaitEnd();
					assertThat(load.losses()).isEmpty();
					assertThat(load.refusals()).isEmpty();
					assertThat(sample.awaitExit()).isEqualTo(143);
				}
			}
		}
	}

	@Test
	void noTokenIsLostThatWasGivenToAClientWhenItIsKilled() throws Exception {
		try (Production production = Production.start(this.directory, 1)) {
			List<String> tokens;
			try (SampleProcess sample = production.startSample(0)) {
				awaitCertificate(production, sample);
				try (Load load = new Load(production.clientContext(), sample.ports().https())) {
					load.awaitTokens(300);
					sample.kill();
					load.awaitEnd();
					tokens = load.tokens();
				}
			}
			try (SampleProcess sample = production.startSample(0)) {
				TokenClient client = awaitCertificate(production, sample);
				for (int start = 0; start < tokens.size(); start += BATCH) {
					assertThat(client.lookup(tokens.subList(start, Math.min(start + BATCH, tokens.size()))))
						.allSatisfy((token) -> assertThat(token.get("active").asBoolean()).isTrue());
				}
			}
		}
	}

	@Test
	void instancesShareTokensAndACertificate() throws Exception {
		try (Production production = Production.start(this.directory, 2);
				SampleProcess one = production.startSample(0);
				SampleProcess other = production.startSample(1)) {
			String token = awaitCertificate(production, one).token();
			TokenClient client = awaitCertificate(production, other);
			assertThat(client.introspect(token).get("active").asBoolean()).isTrue();
			assertThat(serial(production, one)).isEqualTo(serial(production, other));
			assertThat(production.orders()).isEqualTo(1);
			assertThat(client.post("/oauth2/revoke", "token", token).statusCode()).isEqualTo(200);
			assertThat(production.client(one).introspect(token).get("active").asBoolean()).isFalse();
		}
	}

	@Test
	void prometheusSeesWhatItDoes() throws Exception {
		try (Production production = Production.start(this.directory, 1);
				SampleProcess sample = production.startSample(0);
				PrometheusServer prometheus = PrometheusServer.startWithoutTls(this.directory,
						sample.ports().management())) {
			TokenClient client = awaitCertificate(production, sample);
			client.introspect(client.token());
			assertSeen(prometheus, "tokenginx_token_created_total == 1");
			assertSeen(prometheus, "tokenginx_token_retrieved_total == 1");
			assertSeen(prometheus,
					"tokenginx_operation_duration_seconds_count{operation=\"create\",outcome=\"success\"} == 1");
			assertSeen(prometheus, "certificate_expiry_seconds{certificate=\"web\"} > time()");
		}
	}

	private static void assertSeen(PrometheusServer prometheus, String query) {
		Awaitility.await(query).atMost(PATIENCE).until(() -> prometheus.values(query).size() == 1);
	}

	@Test
	void theImageIsMadeOfTheJarAndRuns() throws Exception {
		assertThat(jarEntries()).contains("BOOT-INF/layers.idx")
			.map((entry) -> entry.replaceFirst("^BOOT-INF/classes/", ""))
			.doesNotHaveDuplicates();
		SampleImage image = new SampleImage(this.directory);
		try (Production production = Production.start(this.directory, 1);
				SampleProcess sample = production.startSample(0, image.build(), image.arguments())) {
			TokenClient client = awaitCertificate(production, sample);
			assertThat(client.introspect(client.token()).get("active").asBoolean()).isTrue();
		}
	}

	private static List<String> jarEntries() throws IOException {
		try (JarFile jar = new JarFile(System.getProperty("sample.jar"))) {
			return jar.stream().map(JarEntry::getName).filter((name) -> !name.endsWith("/")).toList();
		}
	}

	private static TokenClient awaitCertificate(Production production, SampleProcess sample) {
		sample.awaitReady();
		TokenClient client = production.client(sample);
		Awaitility.await("certificate")
			.atMost(PATIENCE)
			.ignoreExceptions()
			.until(() -> client.get("/livez").statusCode() == 200);
		return client;
	}

	private static Object serial(Production production, SampleProcess sample) throws Exception {
		return production.client(sample).get("/livez").sslSession().orElseThrow().getPeerCertificates()[0];
	}

	private static void assertServedAsInProduction(SampleProcess sample, TokenClient client) {
		HttpResponse<String> metrics = sample.answer("/actuator/prometheus");
		assertThat(metrics.body()).contains("tokenginx_token_created_total 1.0", "certificate_expiry_seconds{");
		assertThat(sample.ask("/actuator/acme")).isEqualTo(401);
		assertThat(client.as("").get("/readyz").statusCode()).isEqualTo(200);
		assertThat(client.as("").get("/actuator/prometheus").statusCode()).isEqualTo(401);
	}

	private static void assertLogged(SampleProcess sample, String token) {
		String output = sample.output();
		assertThat(output).doesNotContain(token, "shopshop", "olgaolga", "redis-secret");
		assertThat(output.lines()).allSatisfy((line) -> assertThat(line).startsWith("{").endsWith("}"));
		JsonNode first = new JsonMapper().readTree(output.lines().findFirst().orElseThrow());
		assertThat(first.get("service").get("name").asString()).isEqualTo("sample-app");
	}

}
