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
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.actuate.audit.InMemoryAuditEventRepository;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.CertificateStatus.Failure;
import io.github.acmeboot.CertificateStatus.State;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.StoreStatus;
import io.github.acmeboot.StoreStatus.Copy;
import io.github.acmeboot.StoreStatus.Kind;
import io.github.acmeboot.StoreStatus.Trouble;
import io.github.acmeboot.issuer.AccountStatus;
import io.github.acmeboot.renewal.AcmeManager;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * The endpoint {@code acme} of a running server.
 */
abstract class AbstractAcmeEndpointWebTests {

	static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

	static final AccountStatus ACCOUNT = new AccountStatus("letsencrypt",
			URI.create("https://ca.example.com/directory"), AccountStatus.State.VALID,
			URI.create("https://ca.example.com/account/1"), List.of("ops@example.com"));

	final AcmeManager manager = mock(AcmeManager.class);

	final HttpClient client = HttpClient.newHttpClient();

	final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner(
			AnnotationConfigServletWebServerApplicationContext::new)
		.withInitializer((context) -> context.getEnvironment().setConversionService(new ApplicationConversionService()))
		.withUserConfiguration(Application.class)
		.withBean(AcmeManager.class, () -> this.manager)
		.withPropertyValues("acme.enabled=false", "server.port=0", "management.endpoints.web.exposure.include=acme",
				"spring.security.user.name=operator", "spring.security.user.password=secret");

	@BeforeEach
	void manageOneCertificate() {
		CertificateStatus web = new CertificateStatus("web",
				List.of(Identifier.of("example.com"), Identifier.of("www.example.com")), State.VALID, "letsencrypt",
				"0a1b", NOW, NOW.plusSeconds(86400), NOW.plusSeconds(3600), NOW.plusSeconds(3600),
				new Failure(Reason.RATE_LIMITED, "Too many certificates", NOW, 2), 7, true,
				URI.create("https://ca.example/incident"));
		given(this.manager.certificates()).willReturn(List.of(web));
		given(this.manager.accounts()).willReturn(List.of(ACCOUNT));
		given(this.manager.storeStatus()).willReturn(new StoreStatus("redis", NOW,
				new Trouble(Kind.READ_ONLY, "It is a replica.", NOW, null), null, new Copy(null, "The disk is full.")));
		given(this.manager.status(any())).willReturn(Optional.empty());
		given(this.manager.status("web")).willReturn(Optional.of(web));
	}

	HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
		return this.client.send(request, BodyHandlers.ofString());
	}

	static URI uri(AssertableWebApplicationContext context, String path) {
		return EndpointApplication.uri(context, path);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		AuditEventRepository auditEventRepository() {
			return new InMemoryAuditEventRepository();
		}

		@Bean
		SecurityFilterChain securityFilterChain(HttpSecurity http) {
			return http.csrf((csrf) -> csrf.disable())
				.httpBasic(Customizer.withDefaults())
				.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.build();
		}

	}

}
