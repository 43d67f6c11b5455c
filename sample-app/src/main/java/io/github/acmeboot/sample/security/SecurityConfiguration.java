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

package io.github.acmeboot.sample.security;

import java.util.List;
import java.util.Map;

import jakarta.servlet.DispatcherType;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;

/**
 * Configuration of access: clients to the service, operators to the endpoints, and
 * everybody to health, metrics and the first page.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccessProperties.class)
class SecurityConfiguration {

	private static final String OPERATOR = "OPERATOR";

	@Bean
	PasswordEncoder passwordEncoder() {
		return new VerifiedSecrets(PasswordEncoderFactories.createDelegatingPasswordEncoder());
	}

	@Bean
	ClientRegistry clientRegistry(AccessProperties properties, PasswordEncoder encoder) {
		return new ClientRegistry(properties.getClients(), new SecretCheck(encoder));
	}

	@Bean
	SanitizingFunction hidesSecrets() {
		return SanitizingFunction.sanitizeValue().ifLikelySensitive();
	}

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	SecurityFilterChain endpointSecurity(HttpSecurity http, AccessProperties properties, PasswordEncoder encoder) {
		return http.securityMatcher(EndpointRequest.toAnyEndpoint())
			.authenticationManager(operators(properties.getOperators(), encoder))
			.authorizeHttpRequests((requests) -> requests.requestMatchers(new CrossSiteRequestMatcher())
				.denyAll()
				.requestMatchers(EndpointRequest.to("health", "prometheus"))
				.permitAll()
				.anyRequest()
				.hasRole(OPERATOR))
			.httpBasic(Customizer.withDefaults())
			.headers(SecurityConfiguration::strictTransport)
			.csrf(CsrfConfigurer::disable)
			.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.build();
	}

	@Bean
	SecurityFilterChain serviceSecurity(HttpSecurity http, ClientRegistry clients) {
		ClientAuthenticationEntryPoint entryPoint = new ClientAuthenticationEntryPoint();
		return http.userDetailsService(clients)
			.authorizeHttpRequests((requests) -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
				.permitAll()
				.requestMatchers(EndpointRequest.toAdditionalPaths(WebServerNamespace.SERVER, "health"))
				.permitAll()
				.requestMatchers("/")
				.permitAll()
				.anyRequest()
				.authenticated())
			.httpBasic((basic) -> basic.authenticationEntryPoint(entryPoint)
				.withObjectPostProcessor(new ClientAuthentication()))
			.exceptionHandling((exceptions) -> exceptions.authenticationEntryPoint(entryPoint))
			.headers(SecurityConfiguration::strictTransport)
			.csrf(CsrfConfigurer::disable)
			.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.build();
	}

	private static void strictTransport(HeadersConfigurer<HttpSecurity> headers) {
		headers.httpStrictTransportSecurity((strict) -> strict.requestMatcher(new StrictTransportRequestMatcher()));
	}

	private static AuthenticationManager operators(Map<String, OperatorProperties> operators, PasswordEncoder encoder) {
		SecretCheck secrets = new SecretCheck(encoder);
		List<UserDetails> users = operators.entrySet()
			.stream()
			.map((operator) -> User.withUsername(operator.getKey())
				.password(secrets.require("tokens.operators." + operator.getKey() + ".password",
						operator.getValue().getPassword()))
				.roles(OPERATOR)
				.build())
			.toList();
		DaoAuthenticationProvider provider = new DaoAuthenticationProvider(new InMemoryUserDetailsManager(users));
		provider.setPasswordEncoder(encoder);
		return new ProviderManager(provider);
	}

	/**
	 * Has HTTP Basic read credentials as clients send them.
	 */
	private static final class ClientAuthentication implements ObjectPostProcessor<BasicAuthenticationFilter> {

		@Override
		public <O extends BasicAuthenticationFilter> O postProcess(O filter) {
			filter.setAuthenticationConverter(new ClientAuthenticationConverter());
			return filter;
		}

	}

}
