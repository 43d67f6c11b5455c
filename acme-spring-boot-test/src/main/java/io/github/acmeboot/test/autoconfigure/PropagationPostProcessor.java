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

package io.github.acmeboot.test.autoconfigure;

import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

import io.github.acmeboot.challenge.dns.DnsProperties;
import io.github.acmeboot.test.dns.DnsTestServer;

/**
 * Lets the application look at the DNS server of the test for its records, unless it was
 * told where to look.
 */
final class PropagationPostProcessor implements BeanPostProcessor {

	private final ObjectProvider<DnsTestServer> server;

	PropagationPostProcessor(ObjectProvider<DnsTestServer> server) {
		this.server = server;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof DnsProperties properties && properties.getPropagation().getResolvers().isEmpty()) {
			DnsTestServer asked = this.server.getObject();
			String resolver = asked.address().getAddress().getHostAddress() + ":" + asked.port();
			properties.getPropagation().setResolvers(List.of(resolver));
			properties.getPropagation().setPort(asked.port());
		}
		return bean;
	}

}
