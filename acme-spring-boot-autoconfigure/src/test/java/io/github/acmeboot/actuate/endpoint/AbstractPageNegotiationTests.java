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

package io.github.acmeboot.actuate.endpoint;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

import io.github.acmeboot.StoreStatus;
import io.github.acmeboot.renewal.AcmeManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Who gets the page from the endpoint {@code acme} of a running server, and who JSON.
 */
abstract class AbstractPageNegotiationTests {

	private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,"
			+ "image/webp,*/*;q=0.8";

	private final HttpClient client = HttpClient.newHttpClient();

	abstract String type();

	@Test
	void aBrowserGetsThePageAndProgramsGetJson() throws Exception {
		assertNegotiation("local.server.port", "/actuator/acme");
	}

	@Test
	void soItIsOnAManagementPortOfItsOwn() throws Exception {
		assertNegotiation("local.management.port", "/actuator/acme", "--management.server.port=0");
	}

	@Test
	void soItIsWithOtherPaths() throws Exception {
		assertNegotiation("local.management.port", "/ops/tls", "--management.server.port=0",
				"--management.endpoints.web.base-path=/ops", "--management.endpoints.web.path-mapping.acme=tls");
		assertNegotiation("local.management.port", "/acme", "--management.server.port=0",
				"--management.endpoints.web.base-path=/");
	}

	private void assertNegotiation(String port, String path, String... arguments) throws Exception {
		try (ConfigurableApplicationContext context = run(arguments)) {
			URI address = URI.create("http://localhost:" + context.getEnvironment().getProperty(port) + path);
			assertIsPage(get(address, BROWSER));
			assertIsPage(get(address, "text/html"));
			assertThat(get(address, "application/json, text/html;q=0.5").body()).startsWith("{\"certificates\":{}");
			for (String accept : List.of("", "*/*", "application/json", "application/json, text/plain, */*",
					"application/vnd.spring-boot.actuator.v3+json")) {
				assertIsJson(get(address, accept));
			}
			assertThat(get(URI.create(address + "/unknown"), BROWSER).statusCode()).isEqualTo(404);
		}
	}

	private static void assertIsPage(HttpResponse<String> response) {
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).startsWith("<!DOCTYPE html>");
		assertThat(response.headers().firstValue("Content-Type")).get().asString().startsWith("text/html");
		assertThat(response.headers().allValues("Content-Security-Policy")).singleElement()
			.asString()
			.contains("default-src 'none'", "frame-ancestors 'none'");
		assertThat(response.headers().allValues("Cache-Control")).containsExactly("no-store");
		assertThat(response.headers().allValues("Referrer-Policy")).containsExactly("no-referrer");
	}

	private static void assertIsJson(HttpResponse<String> response) {
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).startsWith("{\"certificates\":{}");
		assertThat(response.headers().firstValue("Content-Type")).get().asString().contains("json");
		assertThat(response.headers().firstValue("Content-Security-Policy")).isEmpty();
	}

	private HttpResponse<String> get(URI address, String accept) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(address)
			.header("Authorization",
					"Basic " + Base64.getEncoder().encodeToString("operator:secret".getBytes(StandardCharsets.UTF_8)));
		if (!accept.isEmpty()) {
			request.header("Accept", accept);
		}
		return this.client.send(request.build(), BodyHandlers.ofString());
	}

	private ConfigurableApplicationContext run(String... arguments) {
		AcmeManager manager = mock();
		given(manager.storeStatus()).willReturn(new StoreStatus("file", null, null, null, null));
		SpringApplication application = new SpringApplication(Application.class);
		application.setRegisterShutdownHook(false);
		application.addInitializers(
				(context) -> ((GenericApplicationContext) context).registerBean(AcmeManager.class, () -> manager));
		return application.run(
				Stream
					.concat(Stream.of("--spring.main.web-application-type=" + type(), "--server.port=0",
							"--acme.enabled=false", "--management.endpoints.web.exposure.include=acme",
							"--spring.security.user.name=operator", "--spring.security.user.password=secret"),
							Arrays.stream(arguments))
					.toArray(String[]::new));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
