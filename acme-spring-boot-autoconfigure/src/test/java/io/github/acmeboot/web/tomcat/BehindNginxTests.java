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

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.acmeboot.challenge.ChallengedApplication;
import io.github.acmeboot.challenge.RawHttp;
import io.github.acmeboot.challenge.RawHttp.Response;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for http-01 behind a real nginx that forwards nothing but the challenges.
 */
class BehindNginxTests {

	private static final String PATH = ChallengedApplication.PATH;

	@TempDir
	private Path directory;

	@BeforeAll
	static void requireNginx() {
		Nginx.require();
	}

	@Test
	void theChallengeOfAPlainApplicationIsAnswered() throws Exception {
		try (ChallengedApplication application = ChallengedApplication.secured("server.servlet.context-path=/shop",
				"server.forward-headers-strategy=native", "acme.challenge.http.allowed-sources=127.0.0.1");
				Nginx nginx = Nginx.start(this.directory, application.port("server"))) {
			application.present("example.com");
			application.present("2001:db8::80");
			RawHttp http = new RawHttp(nginx.port());
			assertThat(http.get(PATH, "example.com").body()).isEqualTo(ChallengedApplication.ANSWER);
			assertThat(http.get(PATH, "[2001:db8::80]").body()).isEqualTo(ChallengedApplication.ANSWER);
			assertThat(http.get(PATH, "www.example.com").status()).isEqualTo(404);
			assertThat(http.get("/shop/hello", "example.com").header("Location"))
				.isEqualTo("https://example.com/shop/hello");
		}
	}

	@Test
	void theSourceIsTheOneNginxSees() throws Exception {
		try (ChallengedApplication application = ChallengedApplication.open("server.forward-headers-strategy=framework",
				"acme.challenge.http.allowed-sources=198.51.100.0/24");
				Nginx nginx = Nginx.start(this.directory, application.port("server"))) {
			application.present("example.com");
			Response spoofed = new RawHttp(nginx.port()).get(PATH, "example.com", "X-Forwarded-For: 198.51.100.1");
			assertThat(spoofed.status()).isEqualTo(404);
			assertThat(new RawHttp(application.port("server")).get(PATH, "example.com", "X-Forwarded-For: 198.51.100.1")
				.status()).isEqualTo(200);
		}
	}

	@Test
	void theChallengesOwnConnectorCanBeForwardedToAsWell() throws Exception {
		Path keyStore = SelfSigned.keyStore(this.directory);
		try (ChallengedApplication application = ChallengedApplication.secured(SelfSigned.properties(keyStore));
				Nginx nginx = Nginx.start(this.directory, application.port("acme.challenge.http"))) {
			application.present("example.com");
			assertThat(new RawHttp(nginx.port()).get(PATH, "example.com").body())
				.isEqualTo(ChallengedApplication.ANSWER);
		}
	}

}
