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
import java.security.cert.X509Certificate;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.RevocationReason;
import io.github.acmeboot.system.ResumingClient.Visit;
import io.github.acmeboot.test.AcmeTestServer;
import io.github.acmeboot.test.protocol.Operation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Revocation in whole applications that share one store, as clients and the CA see it.
 */
class RevocationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final String HOST = "www.example.org";

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path directory;

	private final AcmeTestServer ca = AcmeTestServer.start();

	@AfterEach
	void stopTheCa() {
		this.ca.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void noClientLivesOnWithARevokedCertificateOnAnyInstance(String protocol) throws Exception {
		ResumingClient client = new ResumingClient(protocol);
		try (RunningApplication one = application().start()) {
			awaitValid(one);
			try (RunningApplication other = application().start()) {
				Visit visit = assertResumed(client, one);
				assertResumed(client, other);
				IssuedCertificate revoked = one.manager().revoke("web", RevocationReason.KEY_COMPROMISE).join();
				assertThat(revoked.leaf()).isEqualTo(visit.leaf());
				assertThat(this.ca.revoked()).containsExactly(revoked.leaf());
				awaitReplaced(client, one, revoked.leaf());
				awaitReplaced(client, other, revoked.leaf());
			}
		}
		assertThat(this.ca.orders()).hasSize(2);
	}

	@Test
	void aCompromisedKeyIsNotReusedAfterARestartEither() {
		IssuedCertificate revoked;
		try (RunningApplication application = application().start()) {
			awaitValid(application);
			this.ca.faults().on(Operation.NEW_ORDER).dropConnection();
			revoked = application.manager().revoke("web", RevocationReason.KEY_COMPROMISE).join();
			assertThat(application.status("web").state()).isEqualTo(CertificateStatus.State.REVOKED);
			assertThat(application.context().getBean(HealthEndpoint.class).healthForPath("acme").getStatus())
				.isEqualTo(Status.OUT_OF_SERVICE);
		}
		this.ca.faults().clear();
		try (RunningApplication application = application().start()) {
			application.manager().renew("web").join();
			X509Certificate next = Handshake.leaf(application.port(), HOST);
			assertThat(next.getPublicKey()).isNotEqualTo(revoked.leaf().getPublicKey());
			assertThat(application.status("web").state()).isEqualTo(CertificateStatus.State.VALID);
		}
	}

	@Test
	void theEndpointTakesTheReasonByItsName() throws Exception {
		try (RunningApplication application = application().start()) {
			awaitValid(application);
			HttpResponse<String> response = post(application, "{\"reason\": \"cessation-of-operation\"}");
			assertThat(response.statusCode()).isEqualTo(202);
			assertThat(response.body()).contains("\"state\":\"REVOKED\"");
			assertThat(this.ca.revoked()).hasSize(1);
			assertThat(this.ca.orders()).hasSize(1);
		}
	}

	@Test
	void theEndpointRefusesAReasonThatIsNoneOfOurs() throws Exception {
		try (RunningApplication application = application().start()) {
			awaitValid(application);
			HttpResponse<String> response = post(application, "{\"reason\": \"6\"}");
			assertThat(response.statusCode()).isEqualTo(400);
			assertThat(this.ca.revoked()).isEmpty();
		}
	}

	private static Visit assertResumed(ResumingClient client, RunningApplication application) throws Exception {
		Visit first = client.visit(application.port(), HOST);
		assertThat(client.visit(application.port(), HOST)).isEqualTo(first);
		return first;
	}

	private static void awaitReplaced(ResumingClient client, RunningApplication application, X509Certificate former) {
		Awaitility.await()
			.atMost(PATIENCE)
			.untilAsserted(() -> assertThat(client.visit(application.port(), HOST).leaf()).isNotEqualTo(former));
	}

	private static void awaitValid(RunningApplication application) {
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> application.status("web").state() == CertificateStatus.State.VALID);
	}

	private static HttpResponse<String> post(RunningApplication application, String body) throws Exception {
		URI uri = URI.create("https://localhost:" + application.port() + "/actuator/acme/web/revoke");
		return HttpClient.newBuilder()
			.sslContext(Handshake.context())
			.build()
			.send(HttpRequest.newBuilder(uri)
				.header("Content-Type", "application/json")
				.POST(BodyPublishers.ofString(body))
				.build(), BodyHandlers.ofString());
	}

	private RunningApplication.Builder application() {
		return RunningApplication.builder()
			.sources(RunningApplication.Application.class, Open.class)
			.with("acme.store.type", "file")
			.with("acme.store.file.directory", this.directory.toString())
			.with("acme.store.refresh-interval", "500ms")
			.with("acme.certificates.web.reuse-key", "true")
			.with("acme.renewal.retry.max-attempts", 1)
			.with("management.endpoints.web.exposure.include", "acme,health")
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
