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

package io.github.acmeboot.sample.operations;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.BoundConfigurationProperties;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.ConfigurableApplicationContext;

import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.renewal.AcmeManager;
import io.github.acmeboot.sample.SampleApplication;
import io.github.acmeboot.test.AcmeTestServer;
import io.github.acmeboot.test.autoconfigure.AcmeTestServerConfiguration;

/**
 * The sample application, with a CA of its own.
 */
final class SampleInstance implements AutoCloseable {

	static final String CERTIFICATE = "web";

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	private final ConfigurableApplicationContext context;

	private SampleInstance(ConfigurableApplicationContext context) {
		this.context = context;
	}

	/**
	 * Starts the application as on a laptop.
	 * @param port its port
	 * @param arguments what is different
	 * @return the application
	 */
	static SampleInstance start(int port, String... arguments) {
		Map<String, String> all = new LinkedHashMap<>(Map.of("--spring.profiles.active", "dev",
				"--acme.challenge.http.port", "0", "--server.port", String.valueOf(port)));
		Stream.of(arguments)
			.map((argument) -> argument.split("=", 2))
			.forEach((argument) -> all.put(argument[0], argument[1]));
		return run(all.entrySet().stream().map((one) -> one.getKey() + "=" + one.getValue()).toArray(String[]::new));
	}

	/**
	 * Starts the application.
	 * @param arguments its arguments
	 * @return the application
	 */
	static SampleInstance run(String... arguments) {
		return new SampleInstance(SpringApplication.from(SampleApplication::main)
			.with(AcmeTestServerConfiguration.class)
			.run(arguments)
			.getApplicationContext());
	}

	int managementPort() {
		return this.context.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
	}

	/**
	 * Tells whether something of the application is set by a property.
	 * @param property its name
	 * @return whether it is
	 */
	boolean binds(String property) {
		return Objects.requireNonNull(BoundConfigurationProperties.get(this.context))
			.getAll()
			.containsKey(ConfigurationPropertyName.of(property));
	}

	AcmeTestServer ca() {
		return this.context.getBean(AcmeTestServer.class);
	}

	AcmeManager manager() {
		return this.context.getBean(AcmeManager.class);
	}

	void awaitCertificate() {
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> manager().status(CERTIFICATE).orElseThrow().state() == CertificateStatus.State.VALID);
	}

	/**
	 * Asks for a renewal and waits for its end.
	 * @return whether it succeeded
	 */
	boolean renew() throws InterruptedException, TimeoutException {
		try {
			manager().renew(CERTIFICATE).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
			return true;
		}
		catch (ExecutionException ex) {
			return false;
		}
	}

	@Override
	public void close() {
		this.context.close();
	}

}
