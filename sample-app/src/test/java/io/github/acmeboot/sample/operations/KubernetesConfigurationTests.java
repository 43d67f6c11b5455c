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

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.acmeboot.testsupport.FreePort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Starts the application with the configuration of the ConfigMap, but that there is no
 * Redis and the ports are any.
 */
class KubernetesConfigurationTests {

	private final Map<String, String> secret = new TreeMap<>(Map.of("ACME_KEY_K1",
			Base64.getEncoder().encodeToString(new byte[32]), "REDIS_PASSWORD", "redis-secret", "CLIENT_SHOP_SECRET",
			"{noop}client-secret-of-the-shop", "OPERATOR_PASSWORD", "{noop}password-of-the-operator"));

	@TempDir
	@SuppressWarnings("NullAway.Init")
	Path directory;

	@BeforeEach
	void mount() throws IOException {
		Files.writeString(this.directory.resolve("application.yml"), KubernetesManifestsTests.configuration());
	}

	@Test
	void itStartsTheApplicationAndTheProbesGetTheirAnswers() throws Exception {
		try (SampleInstance application = start()) {
			application.awaitCertificate();
			Container container = Manifests.read("deployment.yaml", Deployment.class)
				.getSpec()
				.getTemplate()
				.getSpec()
				.getContainers()
				.get(0);
			for (Probe probe : new Probe[] { container.getStartupProbe(), container.getLivenessProbe(),
					container.getReadinessProbe() }) {
				assertThat(status(application, probe.getHttpGet().getPath())).isEqualTo(200);
			}
			assertThat(status(application, "/actuator/prometheus")).isEqualTo(200);
			assertThat(status(application, "/actuator/acme")).isEqualTo(401);
		}
	}

	@Test
	void everyPropertyOfItIsBoundAndRedisDoesNotKeepItFromStarting() throws Exception {
		try (SampleInstance application = start("--acme.store.type=redis", "--spring.data.redis.host=localhost",
				"--spring.data.redis.port=" + FreePort.next())) {
			assertThat(OperationsFiles.properties(KubernetesManifestsTests.configuration()).stringPropertyNames())
				.isNotEmpty()
				.allSatisfy((name) -> assertThat(application.binds(name)).as(name).isTrue());
			assertThat(application.binds("acme.store.redis.key-prefx")).isFalse();
			assertThat(application.binds("tokens.clients.shop.scope")).isFalse();
			assertThat(status(application, "/actuator/health/liveness")).isEqualTo(200);
		}
	}

	@ParameterizedTest
	@CsvSource({ "ACME_KEY_K1, acme.store.encryption.keys", "CLIENT_SHOP_SECRET, tokens.clients.shop.secret",
			"OPERATOR_PASSWORD, tokens.operators" })
	void itDoesNotStartWithWhatStandsInTheTemplateOfTheSecret(String variable, String property) {
		this.secret.put(variable, "replace-me");
		assertThatException().isThrownBy(() -> start()).withStackTraceContaining(property);
	}

	private SampleInstance start(String... different) {
		Stream<String> arguments = Stream.of("--spring.config.additional-location=file:" + this.directory + "/",
				"--spring.profiles.active=" + Manifests.environment("SPRING_PROFILES_ACTIVE"), "--tokens.store=memory",
				"--server.port=0", "--acme.challenge.http.port=0", "--management.server.port=0");
		Stream<String> variables = this.secret.entrySet()
			.stream()
			.map((variable) -> "--" + variable.getKey() + "=" + variable.getValue());
		Stream<String> store = (different.length > 0) ? Stream.of(different) : Stream.of("--acme.store.type=memory");
		return SampleInstance
			.run(Stream.of(arguments, variables, store).flatMap(Function.identity()).toArray(String[]::new));
	}

	private static int status(SampleInstance application, String path) throws Exception {
		URI uri = URI.create("http://127.0.0.1:" + application.managementPort() + path);
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
			.statusCode();
	}

}
