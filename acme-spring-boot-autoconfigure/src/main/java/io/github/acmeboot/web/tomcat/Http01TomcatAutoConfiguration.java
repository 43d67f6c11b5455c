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

package io.github.acmeboot.web.tomcat;

import org.apache.catalina.startup.Tomcat;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.autoconfigure.ServerProperties.ForwardHeadersStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.function.SingletonSupplier;

import io.github.acmeboot.ManagedCertificates;
import io.github.acmeboot.autoconfigure.AcmeProperties;
import io.github.acmeboot.challenge.ChallengeAutoConfiguration;
import io.github.acmeboot.challenge.Http01Properties;
import io.github.acmeboot.challenge.Http01Responder;

/**
 * Auto-configuration for answering http-01 challenges by Tomcat.
 */
@AutoConfiguration(after = ChallengeAutoConfiguration.class)
@ConditionalOnClass({ Tomcat.class, TomcatWebServerFactory.class, ServerProperties.class })
@ConditionalOnWebApplication
@ConditionalOnBean(AcmeProperties.class)
public final class Http01TomcatAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	Http01TomcatCustomizer http01TomcatCustomizer(Http01Properties properties, ManagedCertificates certificates,
			ObjectProvider<Http01Responder> responder, ObjectProvider<ServerProperties> server,
			ConfigurableEnvironment environment) {
		return new Http01TomcatCustomizer(properties, certificates, SingletonSupplier.of(responder::getObject),
				server.stream().anyMatch(Http01TomcatAutoConfiguration::usesForwardedHeaders) ? RequestOrigin::forwarded
						: RequestOrigin::direct,
				environment);
	}

	private static boolean usesForwardedHeaders(ServerProperties server) {
		return server.getForwardHeadersStrategy() == ForwardHeadersStrategy.FRAMEWORK;
	}

}
