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
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.acmeboot.challenge.ChallengedApplication;
import io.github.acmeboot.challenge.PresentedChallenge;
import io.github.acmeboot.challenge.RawHttp;
import io.github.acmeboot.challenge.RawHttp.Response;
import io.github.acmeboot.testsupport.FreePort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Http01ConnectorValve} and {@link Http01Connector} in an application
 * that serves HTTPS.
 */
class Http01ConnectorTests {

	private static final String PATH = ChallengedApplication.PATH;

	private static final String ANSWER = ChallengedApplication.ANSWER;

	private static final String PORT = "acme.challenge.http";

	@TempDir
	private static Path directory;

	private static Path keyStore;

	private static ChallengedApplication application;

	private @Nullable PresentedChallenge presented;

	@BeforeAll
	static void start() throws Exception {
		keyStore = SelfSigned.keyStore(directory);
		application = ChallengedApplication.secured(SelfSigned.properties(keyStore, "server.servlet.context-path=/shop",
				"server.forward-headers-strategy=native"));
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@AfterEach
	void takeTheAnswerAway() {
		if (this.presented != null) {
			this.presented.close();
		}
	}

	@Test
	void answersTheChallengeWhateverTheContextPathAndSecurity() {
		present("example.com");
		Response response = http().get(PATH, "example.com");
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.body()).isEqualTo(ANSWER);
		assertThat(response.header("Content-Type")).startsWith("application/octet-stream");
		assertThat(response.header("Connection")).isEqualTo("close");
		takeTheAnswerAway();
		assertThat(http().get(PATH, "example.com").status()).isEqualTo(404);
	}

	@Test
	void answersHeadWithoutABody() {
		present("example.com");
		Response response = http().send("HEAD", PATH, "example.com");
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.header("Content-Length")).isEqualTo(String.valueOf(ANSWER.length()));
		assertThat(response.body()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "192.0.2.80, 192.0.2.80", "2001:db8::80, [2001:db8::80]", "2001:db8::80, [2001:DB8:0::80]:80",
			"example.com, EXAMPLE.com:80" })
	void answersForNamesAndAddresses(String identifier, String host) {
		present(identifier);
		assertThat(http().get(PATH, host).body()).isEqualTo(ANSWER);
	}

	@ParameterizedTest
	@ValueSource(strings = { "www.example.com", "example.com.evil.org", "*.example.com", "localhost", "192.0.2.81",
			"[::1]", "[2001:db8::81]" })
	void answersNoOtherHost(String host) {
		present("example.com");
		Response response = http().get(PATH, host);
		assertThat(response.status()).isBetween(400, 404);
		assertThat(response.text()).doesNotContain("thumbprint").doesNotContain("xception");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/.well-known/acme-challenge/", "/.well-known/acme-challenge/../../shop/hello",
			"/.well-known/acme-challenge/%2e%2e/%2e%2e/shop/hello", "/.well-known/acme-challenge/%252e%252e/x",
			"/.well-known/acme-challenge/a%2fb", "/.well-known/acme-challenge/a;b=c", "/.well-known/acme-challenge/a.b",
			"/.well-known/acme-challenge/..%5c..%5cx", "/.well-known/acme-challenge/%zz",
			"/.well-known/acme-challenge/%00", "/../../etc/passwd" })
	void answersNothingAtPathsOfAnotherShape(String path) {
		int loads = application.store().loads();
		Response response = http().get(path, "example.com");
		assertThat(response.status()).isIn(400, 404);
		assertThat(response.body()).isEmpty();
		assertThat(application.store().loads()).isEqualTo(loads);
	}

	@Test
	void answersNothingAtAnOverlongPath() {
		Response response = http().get("/.well-known/acme-challenge/" + "a".repeat(4000), "example.com");
		assertThat(response.status()).isEqualTo(404);
		assertThat(response.body()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST", "PUT", "DELETE", "OPTIONS", "PROPFIND" })
	void refusesOtherMethods(String method) {
		Response response = http().send(method, PATH, "example.com", "Content-Length: 0");
		assertThat(response.status()).isEqualTo(405);
		assertThat(response.header("Allow")).isEqualTo("GET, HEAD");
		assertThat(response.body()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "TRACE /.well-known/acme-challenge/x HTTP/1.1\r\nHost: example.com\r\n\r\n",
			"CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n", "GET " + "/ HTTP/1.1\r\n\r\n",
			"GET / HTTP/1.0\r\n\r\n", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n", "nonsense\r\n\r\n",
			"GET * HTTP/1.1\r\nHost: example.com\r\n\r\n", "GET /<x> HTTP/1.1\r\nHost: example.com\r\n\r\n" })
	void neverShowsAStackTrace(String request) {
		Response response = http().send(request);
		assertThat(response.status()).isBetween(400, 505);
		assertThat(response.text()).doesNotContain("xception").doesNotContain("\tat ").doesNotContain("Tomcat");
	}

	@Test
	void answersOldAndProxyLikeRequestsToo() {
		present("example.com");
		assertThat(http().send("GET " + PATH + " HTTP/1.0\r\nHost: example.com\r\n\r\n").body()).isEqualTo(ANSWER);
		assertThat(http().send("GET " + PATH + " HTTP/1.0\r\n\r\n").status()).isEqualTo(404);
		assertThat(http().get("http://example.com" + PATH, "example.com").body()).isEqualTo(ANSWER);
	}

	@Test
	void oneRequestHasOneHost() {
		present("example.com");
		assertThat(http().get(PATH, "example.com", "Host: www.example.com").status()).isEqualTo(400);
		assertThat(http().get("http://evil.org" + PATH, "example.com").status()).isBetween(400, 404);
	}

	@Test
	void doesNotLeaveHttp11() {
		present("example.com");
		Response response = http().get(PATH, "example.com", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__");
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.body()).isEqualTo(ANSWER);
	}

	@ParameterizedTest
	@ValueSource(strings = { "@evil.org/", ".evil.org/", "//evil.org/", "/\\evil.org", "/%0d%0aSet-Cookie:a=b",
			"http://example.com@evil.org/", "https://evil.org/", "/x?q=\u0085", "/x?a=%0d%0aX:%20y" })
	void redirectsNowhereElse(String path) {
		Response response = http().get(path, "example.com");
		assertThat(response.header("Location")).satisfiesAnyOf((location) -> assertThat(location).isEmpty(),
				(location) -> assertThat(location).startsWith("https://example.com/"));
		assertThat(response.header("Set-Cookie") + response.header("X")).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "GET, 301", "HEAD, 301", "POST, 308", "PUT, 308" })
	void redirectsTheRestKeepingPathAndQuery(String method, int status) {
		Response response = http().send(method, "/shop/a%20b/?q=1&r=%2F", "example.com", "Content-Length: 0");
		assertThat(response.status()).isEqualTo(status);
		assertThat(response.header("Location")).isEqualTo("https://example.com/shop/a%20b/?q=1&r=%2F");
		assertThat(response.body()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "POST" })
	void noBrowserKeepsTheRedirect(String method) {
		Response response = http().send(method, "/", "example.com", "Content-Length: 0");
		assertThat(response.header("Location")).isEqualTo("https://example.com/");
		assertThat(response.header("Cache-Control")).isEqualTo("no-store");
	}

	@Test
	void redirectsToThePortThatIsListenedOnIfNoneIsMapped() {
		String authority = "example.com:" + application.port(PORT);
		assertThat(http().get("/", authority).header("Location"))
			.isEqualTo("https://example.com:" + application.port("server") + "/");
		assertThat(http().get("/", "example.com:1234").header("Location")).isEqualTo("https://example.com/");
	}

	@Test
	void redirectsToAddresses() {
		assertThat(http().get("/x", "[2001:db8::80]").header("Location")).isEqualTo("https://[2001:db8::80]/x");
		assertThat(http().get("/x", "192.0.2.80").header("Location")).isEqualTo("https://192.0.2.80/x");
	}

	@ParameterizedTest
	@ValueSource(strings = { "evil.org", "www.example.com", "localhost", "127.0.0.1" })
	void redirectsToOurNamesOnly(String host) {
		Response response = http().get("/x", host);
		assertThat(response.status()).isEqualTo(404);
		assertThat(response.header("Location")).isEmpty();
	}

	@Test
	void noForwardedHeaderLeadsAstray() {
		Response response = http().get("/x", "example.com", "X-Forwarded-Proto: https", "X-Forwarded-Host: evil.org",
				"X-Forwarded-For: 192.0.2.1", "Forwarded: host=evil.org;proto=https");
		assertThat(response.status()).isEqualTo(301);
		assertThat(response.header("Location")).isEqualTo("https://example.com/x");
	}

	@Test
	void neverServesTheApplication() {
		assertThat(http().get("/shop/hello", "example.com").status()).isEqualTo(301);
		assertThat(http().get("/shop/hello", "localhost").status()).isEqualTo(404);
	}

	@Test
	void aScanCostsFewReads() {
		int loads = application.store().loads();
		long start = System.nanoTime();
		for (int i = 0; i < 2_000; i++) {
			assertThat(http().get("/.well-known/acme-challenge/scan" + i, "example.com").status()).isEqualTo(404);
		}
		int moments = (int) (Duration.ofNanos(System.nanoTime() - start).toMillis() / 250);
		assertThat(application.store().loads() - loads).isBetween(Math.min(moments, 1), moments + 2);
	}

	@Test
	void leavesTheChallengePathOfTheHttpsConnectorToTheApplication() throws Exception {
		try (ChallengedApplication open = ChallengedApplication.open(SelfSigned.properties(keyStore))) {
			open.present("example.com");
			assertThat(new RawHttp(open.port("server"), SelfSigned.sockets(keyStore)).get(PATH, "example.com").body())
				.contains("page of the application");
			assertThat(open.http(PORT).get(PATH, "example.com").body()).isEqualTo(ANSWER);
		}
	}

	@Test
	void redirectsNothingIfNotAskedTo() {
		try (ChallengedApplication open = ChallengedApplication
			.open(SelfSigned.properties(keyStore, "acme.challenge.http.redirect-to-https=false"))) {
			open.present("example.com");
			assertThat(open.http(PORT).get("/hello", "example.com").status()).isEqualTo(404);
			assertThat(open.http(PORT).get(PATH, "example.com").status()).isEqualTo(200);
		}
	}

	@Test
	void goesByThePeerOfTheConnectionForAllowedSources() {
		try (ChallengedApplication open = ChallengedApplication.open(SelfSigned.properties(keyStore,
				"acme.challenge.http.allowed-sources=198.51.100.0/24", "server.forward-headers-strategy=framework"))) {
			open.present("example.com");
			assertThat(open.http(PORT).get(PATH, "example.com").status()).isEqualTo(404);
			assertThat(open.http(PORT).get(PATH, "example.com", "X-Forwarded-For: 198.51.100.1").status())
				.isEqualTo(404);
		}
		try (ChallengedApplication open = ChallengedApplication
			.open(SelfSigned.properties(keyStore, "acme.challenge.http.allowed-sources=::1,127.0.0.0/8"))) {
			open.present("example.com");
			assertThat(open.http(PORT).get(PATH, "example.com").status()).isEqualTo(200);
		}
	}

	@Test
	void isNotOpenedAgainForTheManagementPort() {
		try (ChallengedApplication open = ChallengedApplication
			.open(SelfSigned.properties(keyStore, "management.server.port=0", "management.server.ssl.enabled=false"))) {
			open.present("example.com");
			assertThat(open.http(PORT).get(PATH, "example.com").status()).isEqualTo(200);
			assertThat(open.http("management").get("/actuator/health", "example.com").status()).isEqualTo(200);
			assertThat(open.http("management").get(PATH, "example.com").status()).isEqualTo(404);
		}
	}

	@Test
	void listensOnTheAddressOfTheServer() {
		try (ChallengedApplication open = ChallengedApplication
			.open(SelfSigned.properties(keyStore, "server.address=127.0.0.2"))) {
			assertThat(reaches("127.0.0.2", open.port(PORT))).isTrue();
			assertThat(reaches("127.0.0.1", open.port(PORT))).isFalse();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "acme.challenge.http.port=-1", "acme.certificates.web.challenge=tls-alpn-01",
			"server.ssl.enabled=false", "acme.challenge.http.port=80", "server.port=-1" })
	void isNotOpenedWhereItIsOfNoUse(String property) {
		try (ChallengedApplication open = ChallengedApplication.open(SelfSigned.properties(keyStore, property))) {
			assertThat(open.context().getEnvironment().getProperty("local.acme.challenge.http.port")).isNull();
		}
	}

	@Test
	void listensOnThePortThatIsConfigured() throws Exception {
		int[] ports = { FreePort.next(), FreePort.next() };
		try (ChallengedApplication open = ChallengedApplication
			.open(SelfSigned.properties(keyStore, "server.port=" + ports[0], "acme.challenge.http.port=" + ports[1]))) {
			assertThat(open.port(PORT)).isEqualTo(ports[1]);
			assertThat(new RawHttp(ports[1]).get("/", "example.com:" + ports[1]).header("Location"))
				.isEqualTo("https://example.com:" + ports[0] + "/");
		}
	}

	private void present(String identifier) {
		this.presented = application.present(identifier);
	}

	private static RawHttp http() {
		return application.http(PORT);
	}

	private static boolean reaches(String address, int port) {
		try (Socket socket = new Socket(address, port)) {
			return socket.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

}
