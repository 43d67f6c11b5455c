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

import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementContextAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.actuate.web.ServletManagementContextAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.actuate.web.server.TomcatServletManagementContextAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Configuration;

import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.tls.TestCertificates;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for a management port that uses the bundle of a certificate.
 */
class ManagementPortTests {

	private final TestCertificates ca = new TestCertificates();

	@Test
	void thePublicationReachesTheManagementPort() throws Exception {
		try (ServedApplication application = ServedApplication.start(List.of(Management.class),
				"management.server.port=0", "management.server.ssl.bundle=web")) {
			int port = application.context().getEnvironment().getRequiredProperty("local.management.port", int.class);
			assertThat(port).isNotEqualTo(application.port());
			for (int i = 0; i < 2; i++) {
				IssuedCertificate certificate = this.ca.ec("a.example.com");
				application.publisher().publish("web", certificate);
				TlsClient client = new TlsClient(this.ca.root(), "TLSv1.3");
				assertThat(client.leaf(port, "a.example.com")).isEqualTo(certificate.leaf());
				assertThat(client.leaf(application.port(), "a.example.com")).isEqualTo(certificate.leaf());
			}
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ DispatcherServletAutoConfiguration.class, WebMvcAutoConfiguration.class,
			EndpointAutoConfiguration.class, WebEndpointAutoConfiguration.class,
			ManagementContextAutoConfiguration.class, ServletManagementContextAutoConfiguration.class,
			TomcatServletManagementContextAutoConfiguration.class })
	static class Management {

	}

}
