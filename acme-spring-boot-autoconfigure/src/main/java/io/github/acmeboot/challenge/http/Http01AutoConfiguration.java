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

package io.github.acmeboot.challenge.http;

import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.web.servlet.DispatcherServlet;

import io.github.acmeboot.autoconfigure.AcmeProperties;
import io.github.acmeboot.challenge.ChallengeAutoConfiguration;
import io.github.acmeboot.challenge.Http01Responder;
import io.github.acmeboot.store.repository.ChallengeAnswers;

/**
 * Auto-configuration for the http-01 challenge. Comes after the default security, which
 * would otherwise take the exemption of the challenge for the user's own security.
 */
@AutoConfiguration(after = ChallengeAutoConfiguration.class, afterName = {
		"org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
		"org.springframework.boot.tomcat.autoconfigure.reactive.TomcatReactiveWebServerAutoConfiguration",
		"org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration" })
@ConditionalOnBean(AcmeProperties.class)
@Conditional(Http01AutoConfiguration.OnAnsweringServer.class)
public final class Http01AutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	Http01ChallengeSolver http01ChallengeSolver(ChallengeAnswers answers, Http01Responder responder) {
		return new Http01ChallengeSolver(answers, responder);
	}

	/**
	 * For servlet containers other than Tomcat.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@ConditionalOnClass(DispatcherServlet.class)
	@ConditionalOnMissingBean(type = "org.springframework.boot.tomcat.TomcatWebServerFactory")
	static class ControllerConfiguration {

		@Bean
		@ConditionalOnMissingBean
		AcmeChallengeController acmeChallengeController(Http01Responder responder) {
			return new AcmeChallengeController(responder);
		}

		/**
		 * Lets the CA pass where Spring Security guards the application.
		 */
		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass({ HttpSecurity.class, SecurityFilterChain.class })
		@ConditionalOnBean(SecurityFilterChain.class)
		static class SecurityConfiguration {

			@Bean
			@Order(Ordered.HIGHEST_PRECEDENCE)
			SecurityFilterChain acmeChallengeSecurityFilterChain(
					ObjectProvider<PathPatternRequestMatcher.Builder> matcher) {
				return new DefaultSecurityFilterChain(matcher.getIfAvailable(PathPatternRequestMatcher::withDefaults)
					.matcher(Http01Responder.PATH + "**"), List.of());
			}

		}

	}

	static class OnAnsweringServer extends AnyNestedCondition {

		OnAnsweringServer() {
			super(ConfigurationPhase.REGISTER_BEAN);
		}

		@ConditionalOnWebApplication(type = Type.SERVLET)
		static class OnServlet {

		}

		@ConditionalOnBean(type = "org.springframework.boot.tomcat.TomcatWebServerFactory")
		static class OnTomcat {

		}

	}

}
