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

import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.security.web.SecurityFilterChain;

import io.github.acmeboot.challenge.ChallengedApplication;
import io.github.acmeboot.challenge.RawHttp;
import io.github.acmeboot.challenge.RawHttp.Response;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AcmeChallengeController} on Jetty, with Tomcat absent.
 */
@Tag("jetty")
class AcmeChallengeControllerTests {

	private static final String PATH = ChallengedApplication.PATH;

	private static final String ANSWER = ChallengedApplication.ANSWER;

	@Test
	void answersTheChallenge() {
		try (ChallengedApplication application = ChallengedApplication.open()) {
			assertThat(String.valueOf(((WebServerApplicationContext) application.context()).getWebServer()))
				.contains("Jetty");
			application.present("example.com");
			Response response = application.http("server").get(PATH, "example.com", "Accept: application/json");
			assertThat(response.status()).isEqualTo(200);
			assertThat(response.body()).isEqualTo(ANSWER);
			assertThat(response.header("Content-Type")).startsWith("application/octet-stream");
			assertThat(application.http("server").send("HEAD", PATH, "example.com").body()).isEmpty();
			assertThat(application.http("server").get("/hello", "example.com").body()).contains("hello");
		}
	}

	@Test
	void answersTheChallengeOfAnAddress() {
		try (ChallengedApplication application = ChallengedApplication.open()) {
			application.present("2001:db8::80");
			assertThat(application.http("server").get(PATH, "[2001:db8::80]:80").body()).isEqualTo(ANSWER);
		}
	}

	@Test
	void passesTheSecurityOfTheApplicationWithoutSwitchingItOff() {
		try (ChallengedApplication application = ChallengedApplication.secured()) {
			application.present("example.com");
			RawHttp http = application.http("server");
			assertThat(http.get(PATH, "example.com").body()).isEqualTo(ANSWER);
			assertThat(http.send("POST", PATH, "example.com", "Content-Length: 0").status()).isEqualTo(405);
			assertThat(http.get("/hello", "example.com").status()).isEqualTo(401);
			assertThat(http.get("/.well-known/other", "example.com").status()).isEqualTo(401);
			assertThat(application.context().getBeansOfType(SecurityFilterChain.class)).hasSize(2);
		}
	}

	@Test
	void answersNothingElse() {
		try (ChallengedApplication application = ChallengedApplication.secured()) {
			RawHttp http = application.http("server");
			for (String path : List.of("other", "../../hello", "%2e%2e/%2e%2e/hello", "a%2fb", "%252e", "a;b", "",
					"a/b", "a".repeat(200))) {
				Response response = http.get("/.well-known/acme-challenge/" + path, "example.com");
				assertThat(response.status()).as(path).isIn(400, 401, 404);
				assertThat(response.body()).isNotEqualTo("hello").doesNotContain("page of").doesNotContain("\tat ");
			}
			for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "PATCH")) {
				Response response = http.send(method, PATH, "example.com", "Content-Length: 0");
				assertThat(response.status()).as(method).isEqualTo(405);
				assertThat(response.header("Allow")).isEqualTo("GET, HEAD");
			}
		}
	}

	@Test
	void takesTheSourceFromTheProxyByTheStrategyOfTheApplication() {
		for (String strategy : List.of("native", "framework")) {
			try (ChallengedApplication application = ChallengedApplication.secured(
					"acme.challenge.http.allowed-sources=198.51.100.0/24",
					"server.forward-headers-strategy=" + strategy)) {
				application.present("example.com");
				RawHttp http = application.http("server");
				assertThat(http.get(PATH, "example.com", "X-Forwarded-For: 198.51.100.1").body()).isEqualTo(ANSWER);
				assertThat(http.get(PATH, "example.com", "X-Forwarded-For: 203.0.113.1").status()).isEqualTo(404);
				assertThat(http.get(PATH, "example.com").status()).isEqualTo(404);
			}
		}
	}

}
