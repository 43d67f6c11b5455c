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
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.test.AcmeTestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whole applications that share one store: what is done on one of them is served by the
 * other, and the CA is asked for nothing.
 */
class SharedStoreTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final String HOST = "www.example.org";

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path directory;

	private final AcmeTestServer ca = AcmeTestServer.start();

	private final HttpClient client = HttpClient.newBuilder().sslContext(Handshake.context()).build();

	@AfterEach
	void stopTheCa() {
		this.ca.close();
	}

	@Test
	void aRollbackOnOneIsServedByTheOtherAndAfterARestart() throws Exception {
		String first;
		try (RunningApplication one = application().start()) {
			Awaitility.await().atMost(PATIENCE).until(() -> one.status("web").state() == CertificateStatus.State.VALID);
			first = one.status("web").serial();
			String second = one.manager().renew("web").join().serial();
			try (RunningApplication other = application().start()) {
				assertThat(Handshake.serial(other.port(), HOST)).isEqualTo(second);
				assertThat(post(one, "/actuator/acme/web/rollback").statusCode()).isEqualTo(202);
				assertThat(Handshake.serial(one.port(), HOST)).isEqualTo(first);
				awaitServed(other, first);
				Awaitility.await()
					.atMost(PATIENCE)
					.untilAsserted(() -> assertThat(get(other, "/actuator/acme/web")).contains("\"generation\":3",
							"\"rolledBack\":true"));
				assertThat(other.manager().rollback("web").join().serial()).isEqualTo(second);
				awaitServed(one, second);
				Awaitility.await().atMost(PATIENCE).until(() -> !one.status("web").rolledBack());
				assertThat(other.manager().rollback("web").join().serial()).isEqualTo(first);
				awaitServed(one, first);
			}
		}
		try (RunningApplication restarted = application().start()) {
			assertThat(Handshake.serial(restarted.port(), HOST)).isEqualTo(first);
			assertThat(restarted.status("web").rolledBack()).isTrue();
		}
		assertThat(this.ca.orders()).hasSize(2);
	}

	@Test
	void withoutAFormerGenerationARollbackIsRefusedAndSaysWhy() throws Exception {
		try (RunningApplication application = application().start()) {
			Awaitility.await()
				.atMost(PATIENCE)
				.until(() -> application.status("web").state() == CertificateStatus.State.VALID);
			HttpResponse<String> response = post(application, "/actuator/acme/web/rollback");
			assertThat(response.statusCode()).isEqualTo(409);
			assertThat(response.body()).contains("there is no former generation");
			assertThat(Handshake.serial(application.port(), HOST)).isEqualTo(application.status("web").serial());
		}
	}

	private void awaitServed(RunningApplication application, String serial) {
		Awaitility.await()
			.atMost(PATIENCE)
			.untilAsserted(() -> assertThat(Handshake.serial(application.port(), HOST)).isEqualTo(serial));
	}

	private HttpResponse<String> post(RunningApplication application, String path) throws Exception {
		return this.client.send(request(application, path).header("Content-Type", "application/json")
			.POST(BodyPublishers.noBody())
			.build(), BodyHandlers.ofString());
	}

	private String get(RunningApplication application, String path) throws Exception {
		return this.client.send(request(application, path).build(), BodyHandlers.ofString()).body();
	}

	private static HttpRequest.Builder request(RunningApplication application, String path) {
		return HttpRequest.newBuilder(URI.create("https://localhost:" + application.port() + path));
	}

	private RunningApplication.Builder application() {
		return RunningApplication.builder()
			.sources(RunningApplication.Application.class, Open.class)
			.with("acme.store.type", "file")
			.with("acme.store.file.directory", this.directory.toString())
			.with("acme.store.refresh-interval", "500ms")
			.with("management.endpoints.web.exposure.include", "acme")
			.with("management.endpoint.acme.access", "unrestricted")
			.ca(this.ca.directoryUrl().toString(), this.ca.sslBundle(), this.ca::http01Port);
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
