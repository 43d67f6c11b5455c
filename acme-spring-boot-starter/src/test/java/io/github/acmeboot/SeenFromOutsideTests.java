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

package io.github.acmeboot;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.acmeboot.autoconfigure.AcmeConnectionDetails;
import io.github.acmeboot.test.AcmeTestServer;
import io.github.acmeboot.test.dns.DnsTestServer;
import io.github.acmeboot.testsupport.FreePort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Health, metrics and endpoint of an application that obtains its certificate from a CA.
 */
class SeenFromOutsideTests {

	private static final JsonMapper JSON = new JsonMapper();

	private final int httpsPort = FreePort.next();

	private final int httpPort = FreePort.next();

	@TempDir
	@SuppressWarnings("NullAway.Init")
	Path directory;

	private final DnsTestServer dns = DnsTestServer.start("localhost");

	private final AcmeTestServer server = AcmeTestServer.builder().http01Port(this.httpPort).start();

	private final HttpClient client = HttpClient.newBuilder()
		.sslContext(this.server.issuedSslBundle().createSslContext())
		.build();

	private @Nullable ConfigurableApplicationContext context;

	@BeforeEach
	void startAndAwaitTheCertificate() {
		this.dns.zone("localhost").address("localhost", "127.0.0.1");
		SpringApplication application = new SpringApplication(Application.class);
		application.addInitializers((context) -> ((GenericApplicationContext) context)
			.registerBean(AcmeConnectionDetails.class, () -> new TestServerConnectionDetails(this.server)));
		this.context = application.run("--server.port=" + this.httpsPort, "--server.ssl.bundle=web",
				"--acme.challenge.http.port=" + this.httpPort, "--acme.store.file.directory=" + this.directory,
				"--acme.issuers.letsencrypt.terms-of-service-agreed=true",
				"--acme.issuers.letsencrypt.rate-limits.new-orders=300/3h", "--acme.certificates.web.domains=localhost",
				"--acme.doctor.before-first-order=false", "--acme.doctor.http-port=" + this.httpPort,
				"--acme.doctor.resolvers=127.0.0.1:" + this.dns.port(), "--management.endpoints.web.exposure.include=*",
				"--management.endpoint.health.show-details=always", "--management.endpoint.health.probes.enabled=true",
				"--management.endpoint.acme.access=unrestricted");
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.ignoreExceptions()
			.until(() -> get("/actuator/health").contains("VALID") && get("/actuator/prometheus")
				.contains("certificate_update_duration_seconds_count{certificate=\"web\"} 1"));
	}

	@AfterEach
	void stop() {
		if (this.context != null) {
			this.context.close();
		}
		this.server.close();
		this.dns.close();
	}

	@Test
	void everyMetricStandsOnItsPageAndNoOther() throws Exception {
		String page = Files.readString(Path.of("..", "docs", "observability.md"));
		Set<String> documented = Pattern.compile("(?m)^\\| `((?:certificate|acme)_\\w+)[`{]")
			.matcher(page)
			.results()
			.map((row) -> row.group(1))
			.collect(Collectors.toSet());
		Set<String> exposed = Pattern.compile("(?m)^# TYPE ((?:certificate|acme)_\\w+?)(?<!_max) ")
			.matcher(get("/actuator/prometheus"))
			.results()
			.map((type) -> type.group(1))
			.collect(Collectors.toSet());
		assertThat(documented).isEqualTo(exposed);
	}

	@Test
	void theCertificateIsSeenByHealthMetricsAndEndpoint() throws Exception {
		String serial = json("/actuator/acme/web").path("serial").asString();
		assertThat(json("/actuator/health").at("/components/acme/status").asString()).isEqualTo("UP");
		assertThat(json("/actuator/health").at("/components/acme/details/web/serial").asString()).isEqualTo(serial);
		assertThat(get("/actuator/health/readiness")).doesNotContain("acme");
		assertThat(get("/actuator/prometheus")).contains("certificate_expiry_seconds{certificate=\"web\"}")
			.contains("certificate_next_attempt_seconds{certificate=\"web\"}")
			.contains("certificate_overdue_seconds{certificate=\"web\"} 0.0")
			.contains("certificate_updates_total{certificate=\"web\",issuer=\"letsencrypt\"} 1.0")
			.contains("certificate_update_failures_total{certificate=\"web\",reason=\"validation\"} 0.0")
			.contains("certificate_update_duration_seconds_count{certificate=\"web\"} 1")
			.contains("certificate_reload_seconds_count 1")
			.contains(
					"acme_requests_seconds_count{issuer=\"letsencrypt\",operation=\"newOrder\",outcome=\"success\"} 1");
	}

	@Test
	void theLimitsAndWhatIsNotLookedAfterAreSeenAtTheEndpoint() throws Exception {
		JsonNode limit = json("/actuator/acme").at("/rateLimits/letsencrypt/limits/0");
		assertThat(limit.path("limit").asString()).isEqualTo("new-orders");
		assertThat(limit.path("size").asString()).isEqualTo("300/3h");
		assertThat(limit.path("spent").asInt()).isOne();
		assertThat(limit.path("remaining").asInt()).isEqualTo(299);
		assertThat(json("/actuator/acme").path("unconfigured").isEmpty()).isTrue();
		Files.copy(this.directory.resolve("certificates/web.acme"), this.directory.resolve("certificates/gone.acme"));
		assertThat(json("/actuator/acme").at("/unconfigured/gone/notAfter").asString())
			.isEqualTo(json("/actuator/acme/web").path("notAfter").asString());
	}

	@Test
	void aRenewalAskedForAtTheEndpointIsSoonServed() throws Exception {
		String serial = json("/actuator/acme/web").path("serial").asString();
		HttpRequest request = request("/actuator/acme/web/renew").header("Content-Type", "application/json")
			.POST(BodyPublishers.noBody())
			.build();
		assertThat(this.client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(202);
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.until(() -> !json("/actuator/acme/web").path("serial").asString().equals(serial));
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(get("/actuator/prometheus"))
				.contains("certificate_updates_total{certificate=\"web\",issuer=\"letsencrypt\"} 2.0"));
	}

	@Test
	void theDoctorLooksWhenItIsAskedToAtTheEndpoint() throws Exception {
		assertThat(this.client.send(request("/actuator/acme/web/doctor").build(), BodyHandlers.ofString()).statusCode())
			.isEqualTo(404);
		HttpResponse<String> answer = post("/actuator/acme/web/doctor", "{}");
		assertThat(answer.statusCode()).isEqualTo(200);
		JsonNode report = JSON.readTree(answer.body());
		assertThat(report.path("findings").findValuesAsString("check")).contains("store", "lock", "directory",
				"http-01");
		assertThat(report.path("findings").findValuesAsString("outcome")).isSubsetOf("PASS", "WARN", "SKIPPED");
		assertThat(json("/actuator/acme/web/doctor")).isEqualTo(report);
		assertThat(JSON.readTree(post("/actuator/acme", "{\"operation\":\"doctor\"}").body())
			.path("diagnoses")
			.path("web")
			.path("certificate")
			.asString()).isEqualTo("web");
		assertThat(post("/actuator/acme/other/doctor", "{}").statusCode()).isEqualTo(404);
	}

	private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
		return this.client.send(
				request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)).build(),
				BodyHandlers.ofString());
	}

	private JsonNode json(String path) throws IOException, InterruptedException {
		return JSON.readTree(get(path));
	}

	private String get(String path) throws IOException, InterruptedException {
		return this.client.send(request(path).build(), BodyHandlers.ofString()).body();
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("https://localhost:" + this.httpsPort + path));
	}

	private record TestServerConnectionDetails(AcmeTestServer server) implements AcmeConnectionDetails {

		@Override
		public String getDirectoryUrl(String issuer) {
			return this.server.directoryUrl().toString();
		}

		@Override
		public SslBundle getSslBundle(String issuer) {
			return this.server.sslBundle();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		SecurityFilterChain securityFilterChain(HttpSecurity http) {
			return http.csrf((csrf) -> csrf.disable())
				.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.build();
		}

	}

}
