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

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Objects;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/**
 * An application with the endpoint, that is asked over HTTP.
 */
final class EndpointApplication {

	private static final HttpClient CLIENT = HttpClient.newHttpClient();

	private EndpointApplication() {
	}

	static WebApplicationContextRunner contextRunner() {
		return new WebApplicationContextRunner(AnnotationConfigServletWebServerApplicationContext::new)
			.withInitializer(
					(context) -> context.getEnvironment().setConversionService(new ApplicationConversionService()))
			.withUserConfiguration(Application.class)
			.withPropertyValues("acme.enabled=false", "server.port=0",
					"management.endpoints.web.exposure.include=acme");
	}

	static HttpResponse<String> get(AssertableWebApplicationContext context, String path)
			throws IOException, InterruptedException {
		return CLIENT.send(HttpRequest.newBuilder(uri(context, path)).build(), BodyHandlers.ofString());
	}

	static HttpResponse<String> post(AssertableWebApplicationContext context, String path, String body)
			throws IOException, InterruptedException {
		return CLIENT.send(HttpRequest.newBuilder(uri(context, path))
			.header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE)
			.POST(BodyPublishers.ofString(body))
			.build(), BodyHandlers.ofString());
	}

	static URI uri(AssertableWebApplicationContext context, String path) {
		ServletWebServerApplicationContext source = (ServletWebServerApplicationContext) context
			.getSourceApplicationContext();
		WebServer server = Objects.requireNonNull(source.getWebServer());
		return URI.create("http://localhost:" + server.getPort() + "/actuator/acme" + path);
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
