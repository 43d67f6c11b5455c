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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import org.yaml.snakeyaml.Yaml;

/**
 * Reads the manifests as Kubernetes does with strict validation: what its model does not
 * have is an error.
 */
final class Manifests {

	static final Path DIRECTORY = OperationsFiles.path("kubernetes");

	private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.of("v1/Namespace", Namespace.class,
			"v1/ConfigMap", ConfigMap.class, "v1/Secret", Secret.class, "v1/Service", Service.class,
			"apps/v1/Deployment", Deployment.class, "apps/v1/StatefulSet", StatefulSet.class,
			"policy/v1/PodDisruptionBudget", PodDisruptionBudget.class, "networking.k8s.io/v1/NetworkPolicy",
			NetworkPolicy.class);

	private static final ObjectMapper STRICT = new ObjectMapper()
		.configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, true)
		.setAnnotationIntrospector(new WithoutLeniency());

	private Manifests() {
	}

	static List<String> files() {
		try (Stream<Path> files = Files.list(DIRECTORY)) {
			return files.map((file) -> file.getFileName().toString()).sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static <T extends HasMetadata> T read(String file, Class<T> type) {
		return parse(OperationsFiles.text(DIRECTORY.resolve(file))).stream()
			.filter(type::isInstance)
			.map(type::cast)
			.findFirst()
			.orElseThrow();
	}

	static <T extends HasMetadata> List<T> all(Class<T> type) {
		return files().stream()
			.filter((file) -> !file.startsWith("kustomization") && !file.startsWith("servicemonitor"))
			.flatMap((file) -> parse(OperationsFiles.text(DIRECTORY.resolve(file))).stream())
			.filter(type::isInstance)
			.map(type::cast)
			.toList();
	}

	static String environment(String variable) {
		return read("deployment.yaml", Deployment.class).getSpec()
			.getTemplate()
			.getSpec()
			.getContainers()
			.get(0)
			.getEnv()
			.stream()
			.filter((one) -> one.getName().equals(variable))
			.map(EnvVar::getValue)
			.findFirst()
			.orElseThrow();
	}

	static List<HasMetadata> parse(String text) {
		return StreamSupport.stream(new Yaml().loadAll(text).spliterator(), false).map(Manifests::convert).toList();
	}

	private static HasMetadata convert(Object document) {
		Map<?, ?> map = (Map<?, ?>) document;
		Class<? extends HasMetadata> type = KINDS.get(map.get("apiVersion") + "/" + map.get("kind"));
		if (type == null) {
			throw new IllegalArgumentException("Unknown kind " + map.get("apiVersion") + "/" + map.get("kind"));
		}
		return STRICT.convertValue(document, type);
	}

	/**
	 * Knows nothing of the places where the model keeps what it does not know.
	 */
	private static final class WithoutLeniency extends JacksonAnnotationIntrospector {

		private static final long serialVersionUID = 1L;

		@Override
		public Boolean hasAnySetter(Annotated annotated) {
			return false;
		}

	}

}
