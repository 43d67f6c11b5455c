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

package io.github.acmeboot.sample;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.renewal.AcmeManager;
import io.github.acmeboot.test.AcmeTestServer;
import io.github.acmeboot.test.autoconfigure.AcmeTestServerConfiguration;

/**
 * The sample inside the JVM of the test, without HTTPS unless asked for. Its clients are
 * {@code shop}, who may {@code read} and {@code write}, {@code mail}, and
 * {@code gateway}, a resource server. The operator is {@code olga}. Their secrets are
 * their names twice.
 */
public final class RunningSample implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	private static final String PROPERTIES = """
			server.port=0
			server.ssl.enabled=false
			acme.enabled=false
			tokens.clients.shop.secret={noop}shopshop
			tokens.clients.shop.scopes=read,write
			tokens.clients.mail.secret={noop}mailmail
			tokens.clients.gateway.secret={noop}gatewaygateway
			tokens.clients.gateway.resource-server=true
			tokens.operators.olga.password={noop}olgaolga
			""";

	private static final String HTTPS_PROPERTIES = """
			server.ssl.enabled=true
			acme.enabled=true
			acme.certificates.web.domains=localhost
			acme.challenge.http.port=0
			acme.store.type=memory
			""";

	private final ConfigurableApplicationContext context;

	private RunningSample(ConfigurableApplicationContext context) {
		this.context = context;
	}

	/**
	 * Starts it.
	 * @param properties further properties, such as {@code tokens.store=redis}
	 * @return the application, which is ready
	 */
	public static RunningSample start(String... properties) {
		return start(List.of(), properties);
	}

	/**
	 * Starts it with further configuration.
	 * @param configuration the configuration classes
	 * @param properties further properties
	 * @return the application, which is ready
	 */
	public static RunningSample start(List<Class<?>> configuration, String... properties) {
		Map<String, String> arguments = new LinkedHashMap<>();
		PROPERTIES.lines().forEach((property) -> put(arguments, property));
		List.of(properties).forEach((property) -> put(arguments, property));
		return new RunningSample(
				new SpringApplicationBuilder(SampleApplication.class).sources(configuration.toArray(Class<?>[]::new))
					.run(arguments.entrySet().stream().map((one) -> "--" + one).toArray(String[]::new)));
	}

	private static void put(Map<String, String> arguments, String property) {
		String[] parts = property.split("=", 2);
		arguments.put(parts[0], parts[1]);
	}

	/**
	 * Starts it with HTTPS, and a CA of its own.
	 * @param properties further properties
	 * @return the application, which may not have a certificate yet
	 */
	public static RunningSample startWithHttps(String... properties) {
		return startWithHttps(List.of(), properties);
	}

	/**
	 * Starts it with HTTPS, a CA of its own and further configuration.
	 * @param configuration the configuration classes
	 * @param properties further properties
	 * @return the application, which may not have a certificate yet
	 */
	public static RunningSample startWithHttps(List<Class<?>> configuration, String... properties) {
		List<Class<?>> all = new ArrayList<>(configuration);
		all.add(AcmeTestServerConfiguration.class);
		return start(all, (HTTPS_PROPERTIES + String.join("\n", properties)).lines().toArray(String[]::new));
	}

	/**
	 * Waits until the CA has issued the certificate.
	 */
	public void awaitCertificate() {
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> bean(AcmeManager.class).status("web").orElseThrow().state() == CertificateStatus.State.VALID);
	}

	/**
	 * Returns a client that has logged in as the shop.
	 * @return the client
	 */
	public TokenClient shop() {
		return new TokenClient(HttpClient.newHttpClient(), "http://localhost:" + port("local.server.port"),
				"shop:shopshop");
	}

	/**
	 * Returns a client that trusts the CA and has logged in as the shop.
	 * @return the client
	 */
	public TokenClient shopWithHttps() {
		HttpClient http = HttpClient.newBuilder()
			.sslContext(bean(AcmeTestServer.class).issuedSslBundle().createSslContext())
			.build();
		return new TokenClient(http, "https://localhost:" + port("local.server.port"), "shop:shopshop");
	}

	/**
	 * Returns a client of the port for operators, where that is one of its own.
	 * @return the client, which has not logged in
	 */
	public TokenClient management() {
		return new TokenClient(HttpClient.newHttpClient(), "http://localhost:" + port("local.management.port"), "");
	}

	private String port(String property) {
		return this.context.getEnvironment().getRequiredProperty(property);
	}

	/**
	 * Returns a bean.
	 * @param <T> its type
	 * @param type its type
	 * @return the bean
	 */
	public <T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	@Override
	public void close() {
		this.context.close();
	}

}
