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

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who may look at certificates, and who may change something.
 */
class OperatorsTests {

	private static final String OLGA = "olga:olgaolga";

	private static final String RENEW = "/actuator/acme/web/renew";

	private static RunningSample sample;

	private static TokenClient olga;

	@BeforeAll
	static void start() {
		sample = RunningSample.startWithHttps(List.of(Sessions.class), "management.endpoint.acme.access=unrestricted");
		sample.awaitCertificate();
		olga = sample.shopWithHttps().as(OLGA);
	}

	@AfterAll
	static void stop() {
		sample.close();
	}

	@Test
	void operatorsReadAndWrite() {
		assertThat(TokenClient.json(olga.get("/actuator/acme")).toString()).contains("\"certificates\":{\"web\":{");
		assertThat(olga.send(renew(olga)).statusCode()).isLessThan(300);
	}

	@ParameterizedTest
	@CsvSource({ "'', 401", "olga:wrong, 401", "unknown:olgaolga, 401", "shop:shopshop, 401",
			"gateway:gatewaygateway, 401" })
	void nobodyElseDoes(String credentials, int status) {
		TokenClient other = olga.as(credentials);
		assertThat(other.get("/actuator/acme").statusCode()).isEqualTo(status);
		assertThat(other.get("/actuator/acme/web").statusCode()).isEqualTo(status);
		assertThat(other.send(renew(other)).statusCode()).isEqualTo(status);
	}

	@Test
	void everybodyReadsHealthAndMetrics() {
		TokenClient anyone = olga.as("");
		assertThat(anyone.get("/actuator/health").statusCode()).isEqualTo(200);
		assertThat(anyone.get("/actuator/prometheus").statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@CsvSource({ "Sec-Fetch-Site, cross-site", "Sec-Fetch-Site, same-site", "Origin, https://elsewhere.example",
			"Origin, null" })
	void aPageFromElsewhereChangesNothingInTheNameOfAnOperator(String header, String value) {
		assertThat(olga.send(renew(olga).header(header, value)).statusCode()).isEqualTo(403);
		assertThat(olga.send(olga.request("/actuator/acme").header(header, value)).statusCode()).isEqualTo(200);
	}

	@Test
	void aPageFromElsewhereLeavesNothingBehindWithoutAnOperator() {
		TokenClient anyone = olga.as("");
		for (String path : List.of("/actuator/health", RENEW)) {
			HttpResponse<String> response = anyone
				.send(anyone.request(path).header("Origin", "https://elsewhere.example").POST(BodyPublishers.noBody()));
			assertThat(sample.bean(Sessions.class).created).hasValue(0);
			assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
			assertThat(response.statusCode()).isEqualTo(401);
		}
	}

	@Test
	void thePageOfTheServiceDoes() {
		String own = olga.request("/").build().uri().resolve("/").toString().replaceFirst("/$", "");
		assertThat(olga.send(renew(olga).header("Sec-Fetch-Site", "same-origin")).statusCode()).isLessThan(300);
		assertThat(olga.send(renew(olga).header("Origin", own)).statusCode()).isLessThan(300);
	}

	@Test
	void nobodyWritesUnlessAccessAllows() {
		try (RunningSample other = RunningSample.startWithHttps()) {
			other.awaitCertificate();
			TokenClient operator = other.shopWithHttps().as(OLGA);
			assertThat(operator.get("/actuator/acme").statusCode()).isEqualTo(200);
			assertThat(operator.send(renew(operator)).statusCode()).isEqualTo(405);
		}
	}

	private static HttpRequest.Builder renew(TokenClient client) {
		return client.request(RENEW).header("Content-Type", "application/json").POST(BodyPublishers.ofString("{}"));
	}

	/**
	 * Counts sessions, of which there are none.
	 */
	static final class Sessions implements HttpSessionListener {

		private final AtomicInteger created = new AtomicInteger();

		@Override
		public void sessionCreated(HttpSessionEvent event) {
			this.created.incrementAndGet();
		}

	}

}
