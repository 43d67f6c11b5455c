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

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.acmeboot.challenge.ChallengedApplication;
import io.github.acmeboot.challenge.RawHttp;
import io.github.acmeboot.challenge.RawHttp.Response;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Http01Valve} in an application that is plain HTTP behind a proxy.
 */
class Http01ValveTests {

	private static final String PATH = ChallengedApplication.PATH;

	private static final String ANSWER = ChallengedApplication.ANSWER;

	private static final String ALLOWED = "acme.challenge.http.allowed-sources=198.51.100.0/24,2001:db8::/32";

	@Test
	void answersTheChallengeWhateverTheContextPathAndSecurity() {
		try (ChallengedApplication application = ChallengedApplication.secured("server.servlet.context-path=/shop")) {
			application.present("example.com");
			RawHttp http = application.http("server");
			assertThat(http.get(PATH, "example.com").body()).isEqualTo(ANSWER);
			assertThat(http.get("/.well-known/acme-challenge/other", "example.com").status()).isEqualTo(404);
			assertThat(http.get(PATH, "www.example.com").status()).isEqualTo(404);
			assertThat(http.send("POST", PATH, "example.com", "Content-Length: 0").status()).isEqualTo(405);
			assertThat(http.get("/shop/hello", "example.com").status()).isEqualTo(401);
		}
	}

	@Test
	void leavesTheRestToTheApplication() {
		try (ChallengedApplication application = ChallengedApplication.open()) {
			RawHttp http = application.http("server");
			assertThat(http.get("/hello", "example.com").body()).contains("hello");
			assertThat(http.get("/later", "example.com").body()).contains("later");
			assertThat(http.get("/.well-known/other", "example.com").body()).contains("page of the application");
		}
	}

	@Test
	void leavesTheChallengePathToTheApplicationIfNoCertificateUsesHttp01() {
		try (ChallengedApplication application = ChallengedApplication
			.open("acme.certificates.web.challenge=tls-alpn-01")) {
			assertThat(application.http("server").get(PATH, "example.com").body()).contains("page of the application");
		}
	}

	@Test
	void neverServesTheApplicationBelowTheChallengePath() {
		try (ChallengedApplication application = ChallengedApplication.open()) {
			for (String path : List.of("../../hello", "%2e%2e/%2e%2e/hello", "a%2fb", "%252e", "a;b", "")) {
				Response response = application.http("server")
					.get("/.well-known/acme-challenge/" + path, "example.com");
				assertThat(response.status()).as(path).isIn(400, 404);
				assertThat(response.text()).doesNotContain("hello").doesNotContain("xception").doesNotContain("page");
			}
		}
	}

	@Test
	void answersOnTheHttpsConnectorIfAProxyForwardsToIt(@TempDir Path directory) throws Exception {
		Path keyStore = SelfSigned.keyStore(directory);
		try (ChallengedApplication application = ChallengedApplication
			.secured(SelfSigned.properties(keyStore, "acme.challenge.http.port=-1"))) {
			application.present("example.com");
			RawHttp https = new RawHttp(application.port("server"), SelfSigned.sockets(keyStore));
			assertThat(https.get(PATH, "example.com").body()).isEqualTo(ANSWER);
		}
	}

	@Test
	void takesThePeerOfTheConnectionForTheSourceByDefault() {
		try (ChallengedApplication application = ChallengedApplication.open(ALLOWED)) {
			application.present("example.com");
			RawHttp http = application.http("server");
			assertThat(http.get(PATH, "example.com").status()).isEqualTo(404);
			assertThat(http.get(PATH, "example.com", "X-Forwarded-For: 198.51.100.1").status()).isEqualTo(404);
		}
	}

	@Test
	void takesTheSourceFromTheProxyByTheNativeStrategy() {
		try (ChallengedApplication application = ChallengedApplication.open(ALLOWED,
				"server.forward-headers-strategy=native")) {
			application.present("example.com");
			RawHttp http = application.http("server");
			assertThat(http.get(PATH, "example.com", "X-Forwarded-For: 198.51.100.1").body()).isEqualTo(ANSWER);
			assertThat(http.get(PATH, "127.0.0.1:8080", "X-Forwarded-For: 2001:db8::1", "X-Forwarded-Host: example.com")
				.body()).isEqualTo(ANSWER);
			assertThat(http.get(PATH, "example.com", "X-Forwarded-For: 203.0.113.1").status()).isEqualTo(404);
			assertThat(http.get(PATH, "example.com", "X-Forwarded-For: 198.51.100.1, 203.0.113.1").status())
				.isEqualTo(404);
			assertThat(http.get(PATH, "example.com").status()).isEqualTo(404);
		}
	}

	@Test
	void takesTheSourceFromTheProxyByTheFrameworkStrategy() {
		try (ChallengedApplication application = ChallengedApplication.open(ALLOWED,
				"server.forward-headers-strategy=framework")) {
			application.present("example.com");
			RawHttp http = application.http("server");
			assertThat(http.get(PATH, "example.com", "X-Forwarded-For: 198.51.100.1, 10.0.0.1").body())
				.isEqualTo(ANSWER);
			assertThat(http.get(PATH, "127.0.0.1:8080", "Forwarded: for=198.51.100.1;host=example.com").body())
				.isEqualTo(ANSWER);
			assertThat(http.get(PATH, "example.com", "Forwarded: for=\"[2001:db8::1]:4711\"").body()).isEqualTo(ANSWER);
			assertThat(http.get(PATH, "example.com", "X-Forwarded-For: 2001:db8::1").body()).isEqualTo(ANSWER);
			assertThat(http.get(PATH, "example.com", "X-Forwarded-For: 203.0.113.1, 198.51.100.1").status())
				.isEqualTo(404);
			assertThat(http.get(PATH, "example.com", "X-Forwarded-For: 198.51.100.1", "X-Forwarded-Port: x").status())
				.isEqualTo(404);
			assertThat(http.get(PATH, "example.com").status()).isEqualTo(404);
		}
	}

	@Test
	void isNotAddedToTheManagementPort() {
		try (ChallengedApplication application = ChallengedApplication.open("management.server.port=0")) {
			application.present("example.com");
			assertThat(application.http("server").get(PATH, "example.com").body()).isEqualTo(ANSWER);
			assertThat(application.http("management").get(PATH, "example.com").status()).isEqualTo(404);
			assertThat(application.http("management").get("/actuator/health", "example.com").status()).isEqualTo(200);
		}
	}

}
