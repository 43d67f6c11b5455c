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

package io.github.acmeboot.challenge;

import java.time.Instant;
import java.util.concurrent.Callable;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.challenge.tlsalpn.TlsAlpn01AutoConfiguration;
import io.github.acmeboot.issuer.IssuerAutoConfiguration;
import io.github.acmeboot.lock.LockAutoConfiguration;
import io.github.acmeboot.renewal.RenewalAutoConfiguration;

/**
 * An application that a CA challenges.
 */
public final class ChallengedApplication implements AutoCloseable {

	public static final String TOKEN = "evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA";

	public static final String ANSWER = TOKEN + ".thumbprint";

	public static final String PATH = "/.well-known/acme-challenge/" + TOKEN;

	private final ConfigurableApplicationContext context;

	private ChallengedApplication(Class<?> configuration, String... properties) {
		this.context = new SpringApplicationBuilder(configuration)
			.properties("server.port=0", "acme.challenge.http.port=0",
					"acme.issuers.ca.directory-url=https://ca.example.com/directory",
					"acme.issuers.ca.terms-of-service-agreed=true",
					"acme.certificates.web.domains=example.com,192.0.2.80,2001:db8::80", "spring.main.banner-mode=off",
					"management.health.redis.enabled=false")
			.run(arguments(properties));
	}

	/**
	 * Starts an application without any security.
	 */
	public static ChallengedApplication open(String... properties) {
		return new ChallengedApplication(Open.class, properties);
	}

	/**
	 * Starts an application with Spring Security as Boot configures it.
	 */
	public static ChallengedApplication secured(String... properties) {
		return new ChallengedApplication(Secured.class, properties);
	}

	public ConfigurableApplicationContext context() {
		return this.context;
	}

	public CountingAcmeStore store() {
		return this.context.getBean(CountingAcmeStore.class);
	}

	public PresentedChallenge present(String identifier) {
		return this.context.getBean(ChallengeSolver.class)
			.present(new ChallengeRequest(Identifier.of(identifier), TOKEN, ANSWER,
					Instant.parse("9999-01-01T00:00:00Z")));
	}

	public int port(String name) {
		return this.context.getEnvironment().getRequiredProperty("local." + name + ".port", Integer.class);
	}

	public RawHttp http(String name) {
		return new RawHttp(port(name));
	}

	@Override
	public void close() {
		this.context.close();
	}

	private static String[] arguments(String[] properties) {
		String[] arguments = new String[properties.length];
		for (int i = 0; i < properties.length; i++) {
			arguments[i] = "--" + properties[i];
		}
		return arguments;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = { IssuerAutoConfiguration.class, LockAutoConfiguration.class,
			RenewalAutoConfiguration.class, TlsAlpn01AutoConfiguration.class })
	static class Secured {

		@Bean
		CountingAcmeStore store() {
			return new CountingAcmeStore();
		}

		@Bean
		Pages pages() {
			return new Pages();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Open extends Secured {

		@Bean
		SecurityFilterChain everyone(HttpSecurity http) {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.csrf((csrf) -> csrf.disable())
				.build();
		}

	}

	@RestController
	static class Pages {

		@RequestMapping("/hello")
		String hello() {
			return "hello";
		}

		@RequestMapping("/later")
		Callable<String> later() {
			return () -> "later";
		}

		@RequestMapping("/.well-known/**")
		String wellKnown() {
			return "page of the application";
		}

	}

}
