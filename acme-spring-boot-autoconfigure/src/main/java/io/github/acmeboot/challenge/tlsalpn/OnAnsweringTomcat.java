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

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.ClassUtils;

/**
 * Matches where embedded Tomcat listens with the SSL bundle of one of our certificates:
 * nothing else lets us choose the certificate by what the client wants.
 */
class OnAnsweringTomcat extends SpringBootCondition implements ConfigurationCondition {

	private static final String TOMCAT = "org.springframework.boot.tomcat.TomcatWebServerFactory";

	@Override
	public ConfigurationPhase getConfigurationPhase() {
		return ConfigurationPhase.REGISTER_BEAN;
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("tls-alpn-01");
		return obstacle(Objects.requireNonNull(context.getBeanFactory()), context.getEnvironment())
			.map((obstacle) -> ConditionOutcome.noMatch(message.because(obstacle)))
			.orElseGet(() -> ConditionOutcome.match(message.because("Tomcat serves one of the certificates")));
	}

	/**
	 * Finds out why nothing can answer.
	 * @param beanFactory knows the server
	 * @param environment knows how it is configured
	 * @return the reason with what to do, or empty if Tomcat can
	 */
	static Optional<String> obstacle(ConfigurableListableBeanFactory beanFactory, Environment environment) {
		String bundle = environment.getProperty("server.ssl.bundle");
		if (!hasTomcat(beanFactory)) {
			return Optional.of("the web server is not embedded Tomcat. Use 'spring-boot-starter-tomcat'");
		}
		if (environment.getProperty("server.port", Integer.class, 0) < 0) {
			return Optional.of("'server.port' is negative, so that no server listens. Set 'server.port' to 443, or to "
					+ "the port that 443 is mapped to");
		}
		if (!environment.getProperty("server.ssl.enabled", Boolean.class, true) || bundle == null) {
			return Optional.of("the server does not serve one of the certificates. Set 'server.ssl.bundle' to the name "
					+ "of a certificate below 'acme.certificates', and leave 'server.ssl.enabled' out");
		}
		return isCertificate(environment, bundle) ? Optional.empty() : Optional.of("'server.ssl.bundle' is '" + bundle
				+ "', which is not below 'acme.certificates'. Set it " + "to the name of a certificate");
	}

	private static boolean hasTomcat(ConfigurableListableBeanFactory beanFactory) {
		try {
			Class<?> factory = ClassUtils.forName(TOMCAT, beanFactory.getBeanClassLoader());
			return beanFactory.getBeanNamesForType(factory, true, false).length > 0;
		}
		catch (ClassNotFoundException | LinkageError ex) {
			return false;
		}
	}

	private static boolean isCertificate(Environment environment, String bundle) {
		return Binder.get(environment)
			.bind("acme.certificates", Bindable.mapOf(String.class, Object.class))
			.map(Map::keySet)
			.map((names) -> names.contains(bundle))
			.orElse(false);
	}

}
