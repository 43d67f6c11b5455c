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

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.Assert;

import io.github.acmeboot.CertificatePublisher;
import io.github.acmeboot.autoconfigure.AcmeAutoConfiguration;
import io.github.acmeboot.store.StoreAutoConfiguration;
import io.github.acmeboot.store.memory.MemoryAcmeStoreAutoConfiguration;
import io.github.acmeboot.store.repository.RepositoryAutoConfiguration;
import io.github.acmeboot.tls.TlsAutoConfiguration;
import io.github.acmeboot.tls.TlsSessions;
import io.github.acmeboot.tls.server.ServerTlsAutoConfiguration;

/**
 * A small application on a real Tomcat, with a certificate {@code web}.
 */
final class ServedApplication implements AutoCloseable {

	private static final List<String> PROPERTIES = List.of("server.port=0", "server.address=127.0.0.1",
			"server.ssl.bundle=web", "acme.issuers.ca.directory-url=https://ca.example.test/dir",
			"acme.issuers.ca.terms-of-service-agreed=true", "acme.store.type=memory",
			"acme.certificates.web.domains=a.example.com", "spring.main.banner-mode=off");

	private final ConfigurableApplicationContext context;

	private ServedApplication(ConfigurableApplicationContext context) {
		this.context = context;
	}

	static ServedApplication start(String... properties) {
		return start(List.of(), properties);
	}

	static ServedApplication start(List<Class<?>> configurations, String... properties) {
		List<Class<?>> sources = new ArrayList<>(configurations);
		sources.add(Application.class);
		List<String> all = new ArrayList<>(PROPERTIES);
		all.addAll(Arrays.asList(properties));
		return new ServedApplication(
				new SpringApplicationBuilder(sources.toArray(Class<?>[]::new)).web(WebApplicationType.SERVLET)
					.properties(all.toArray(String[]::new))
					.run());
	}

	int port() {
		return server().getPort();
	}

	WebServer server() {
		WebServer server = ((WebServerApplicationContext) this.context).getWebServer();
		Assert.state(server != null, "No server is running");
		return server;
	}

	CertificatePublisher publisher() {
		return this.context.getBean(CertificatePublisher.class);
	}

	SslBundleRegistry registry() {
		return this.context.getBean(SslBundleRegistry.class);
	}

	SslBundles bundles() {
		return this.context.getBean(SslBundles.class);
	}

	TlsSessions sessions() {
		return this.context.getBean(TlsSessions.class);
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

	@Override
	public void close() {
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ SslAutoConfiguration.class, TomcatServletWebServerAutoConfiguration.class,
			AcmeAutoConfiguration.class, StoreAutoConfiguration.class, RepositoryAutoConfiguration.class,
			MemoryAcmeStoreAutoConfiguration.class, TlsAutoConfiguration.class, ServerTlsAutoConfiguration.class,
			AcmeTomcatAutoConfiguration.class })
	static class Application {

		@Bean
		ServletRegistrationBean<HelloServlet> hello() {
			return new ServletRegistrationBean<>(new HelloServlet(), "/hello");
		}

	}

	static class HelloServlet extends HttpServlet {

		private static final long serialVersionUID = 1L;

		@Override
		protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
			response.setContentType("text/plain");
			response.getWriter().print("hello");
		}

	}

}
