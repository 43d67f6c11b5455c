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

package io.github.acmeboot.challenge.tlsalpn;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;

import io.github.acmeboot.autoconfigure.AcmeProperties;
import io.github.acmeboot.challenge.ChallengeAutoConfiguration;
import io.github.acmeboot.challenge.TlsAlpn01Responder;
import io.github.acmeboot.store.repository.ChallengeAnswers;

/**
 * Auto-configuration for the tls-alpn-01 challenge.
 */
@AutoConfiguration(after = ChallengeAutoConfiguration.class,
		afterName = { "org.springframework.boot.tomcat.autoconfigure.reactive.TomcatReactiveWebServerAutoConfiguration",
				"org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration" })
@ConditionalOnBean({ AcmeProperties.class, TlsAlpn01Responder.class })
@ConditionalOnWebApplication
public final class TlsAlpn01AutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	@Conditional(OnAnsweringTomcat.class)
	TlsAlpn01ChallengeSolver tlsAlpn01ChallengeSolver(ChallengeAnswers answers, TlsAlpn01Responder responder) {
		return new TlsAlpn01ChallengeSolver(answers, responder);
	}

	@Bean
	@ConditionalOnMissingBean(TlsAlpn01ChallengeSolver.class)
	TlsAlpn01Absence tlsAlpn01Absence(ConfigurableListableBeanFactory beanFactory, Environment environment) {
		return new TlsAlpn01Absence(() -> OnAnsweringTomcat.obstacle(beanFactory, environment).orElse(""));
	}

}
