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

package io.github.acmeboot.system;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.test.AcmeTestServer;
import io.github.acmeboot.testsupport.TrustEverything;

/**
 * Whole applications that share one store, and an endpoint that is open to all.
 */
abstract class AbstractSharedStoreTests {

	static final Duration PATIENCE = Duration.ofSeconds(60);

	static final String HOST = "www.example.org";

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path directory;

	final AcmeTestServer ca = AcmeTestServer.start();

	private final HttpClient client = HttpClient.newBuilder().sslContext(TrustEverything.context()).build();

	@AfterEach
	void stopTheCa() {
		this.ca.close();
	}

	final RunningApplication.Builder application() {
		return RunningApplication.builder()
			.sources(RunningApplication.Application.class, Open.class)
			.with("acme.store.type", "file")
			.with("acme.store.file.directory", this.directory.toString())
			.with("acme.store.refresh-interval", "500ms")
			.with("management.endpoints.web.exposure.include", "acme,health")
			.with("management.endpoint.acme.access", "unrestricted")
			.ca(this.ca.directoryUrl().toString(), this.ca.sslBundle(), this.ca::http01Port);
	}

	final HttpResponse<String> post(RunningApplication application, String path, BodyPublisher body) throws Exception {
		return this.client.send(
				request(application, path).header("Content-Type", "application/json").POST(body).build(),
				BodyHandlers.ofString());
	}

	final String get(RunningApplication application, String path) throws Exception {
		return this.client.send(request(application, path).build(), BodyHandlers.ofString()).body();
	}

	static void awaitValid(RunningApplication application) {
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> application.status("web").state() == CertificateStatus.State.VALID);
	}

	private static HttpRequest.Builder request(RunningApplication application, String path) {
		return HttpRequest.newBuilder(URI.create("https://localhost:" + application.port() + path));
	}

	@Configuration(proxyBeanMethods = false)
	static class Open {

		@Bean
		SecurityFilterChain open(HttpSecurity http) {
			return http.csrf((csrf) -> csrf.disable())
				.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.build();
		}

	}

}
