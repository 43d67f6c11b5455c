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

package io.github.acmeboot.sample.web;

import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Configuration of the web layer.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ DrainProperties.class, HomeProperties.class })
class WebConfiguration implements WebMvcConfigurer {

	@Bean
	OperationTimer operationTimer(MeterRegistry registry) {
		return new OperationTimer(registry);
	}

	@Bean
	ConnectionDrain connectionDrain(DrainProperties properties) {
		properties.validate();
		return new ConnectionDrain(properties.getPeriod());
	}

	@Bean
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> drainsConnections(ConnectionDrain drain) {
		return (factory) -> factory.addConnectorCustomizers(drain);
	}

	@Bean
	DiscreetJsonConverter discreetJsonConverter(JsonMapper mapper) {
		return new DiscreetJsonConverter(mapper);
	}

	@Override
	public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
		resolvers.add(new FormArgumentResolver());
	}

}
