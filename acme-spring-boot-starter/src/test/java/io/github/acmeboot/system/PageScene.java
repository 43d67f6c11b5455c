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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.awaitility.Awaitility;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.web.SecurityFilterChain;

import io.github.acmeboot.CertificateStatus.State;
import io.github.acmeboot.doctor.Doctor;
import io.github.acmeboot.test.AcmeTestServer;
import io.github.acmeboot.test.dns.DnsTestServer;
import io.github.acmeboot.test.protocol.Operation;
import io.github.acmeboot.test.protocol.ProblemType;
import io.github.acmeboot.testsupport.SettableClock;

/**
 * An application whose certificates stand as differently as they can.
 */
final class PageScene implements AutoCloseable {

	static final String FOREIGN = "<script>window.broken = true</script><img src=x onerror='window.broken = true'>"
			+ " Too many orders & too few < patience";

	static final Duration PATIENCE = Duration.ofSeconds(60);

	private final SettableClock clock = new SettableClock(Instant.now().truncatedTo(ChronoUnit.SECONDS));

	private final DnsTestServer dns = DnsTestServer.start("example.org", "org");

	private final AcmeTestServer ca = AcmeTestServer.builder()
		.clock(this.clock)
		.blockedIdentifiers("new.example.org")
		.start();

	private final RunningApplication application;

	PageScene(String access) {
		this.application = RunningApplication.builder()
			.sources(Application.class)
			.bean(Clock.class, this.clock)
			.ca(this.ca.directoryUrl().toString(), this.ca.sslBundle(), this.ca::http01Port)
			.with("acme.renewal.retry.max-attempts", 1)
			.with("acme.doctor.resolvers", this.dns.address().getAddress().getHostAddress() + ":" + this.dns.port())
			.with("acme.issuers.ca.email", "ops@example.org")
			.with("acme.issuers.ca.rate-limits.new-orders", "12/3h")
			.with("acme.issuers.ca.rate-limits.certificates-per-identifier-set", "5/7d")
			.with("acme.certificates.shop.domains", "shop.example.org,www.shop.example.org")
			.with("acme.certificates.shop.renewal.renew-before", "10d")
			.with("acme.certificates.blog.domains", "blog.example.org")
			.with("acme.certificates.blog.renewal.renew-before", "12d")
			.with("acme.certificates.mail.domains", "mail.example.org,imap.example.org")
			.with("acme.certificates.mail.renewal.renew-before", "60d")
			.with("acme.certificates.new.domains", "new.example.org")
			.with("management.endpoints.web.exposure.include", "*")
			.with("management.endpoint.acme.access", access)
			.start();
	}

	RunningApplication application() {
		return this.application;
	}

	AcmeTestServer ca() {
		return this.ca;
	}

	URI address() {
		return URI.create("https://localhost:" + this.application.port() + "/actuator/acme");
	}

	PageScene issued() {
		for (String name : new String[] { "web", "shop", "blog", "mail" }) {
			Awaitility.await().atMost(PATIENCE).until(() -> this.application.status(name).state() == State.VALID);
		}
		Awaitility.await().atMost(PATIENCE).until(() -> this.application.status("new").lastFailure() != null);
		return this;
	}

	PageScene grownOld() {
		this.application.context().getBean(Doctor.class).examine("mail").orElseThrow();
		this.application.manager().pause("blog");
		this.ca.faults().on(Operation.NEW_ORDER).problem(ProblemType.SERVER_INTERNAL, FOREIGN);
		this.clock.advanceTo(this.application.status("web").renewal().plus(Duration.ofHours(1)));
		this.application.manager().renew("web").exceptionally((failure) -> null).join();
		this.application.manager().renew("mail").exceptionally((failure) -> null).join();
		return this;
	}

	@Override
	public void close() {
		this.application.close();
		this.ca.close();
		this.dns.close();
	}

	/**
	 * The application, whose pages send the CSRF token they find in a cookie.
	 */
	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

		@Bean
		SecurityFilterChain securityFilterChain(HttpSecurity http) {
			return http.csrf(CsrfConfigurer::spa)
				.httpBasic(Customizer.withDefaults())
				.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.build();
		}

	}

}
