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

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

import io.github.acmeboot.sample.web.DrainProperties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Holds the manifests against the model of Kubernetes, against each other and against the
 * application.
 */
class KubernetesManifestsTests {

	private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(\\w+)}");

	private static final int WORKERS_END = 10;

	private static final Set<String> NOT_APPLIED = Set.of("kustomization.yaml", "secret.example.yaml",
			"servicemonitor.yaml");

	private final Deployment deployment = Manifests.read("deployment.yaml", Deployment.class);

	private final Map<String, String> labels = this.deployment.getSpec().getTemplate().getMetadata().getLabels();

	private final PodSpec pod = this.deployment.getSpec().getTemplate().getSpec();

	private final Container container = this.pod.getContainers().get(0);

	@ParameterizedTest
	@MethodSource("kubernetesOwn")
	void kubernetesKnowsEveryField(String file) {
		assertThat(Manifests.parse(OperationsFiles.text(Manifests.DIRECTORY.resolve(file)))).isNotEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "readOnlyRootFilesystem, readOnlyRootFileSystem", "containerPort, containerport",
			"maxUnavailable, maxUnavailabel", "httpGet, httpget", "replicas: 3, replicas: three" })
	void aTypingErrorIsNotOverlooked(String right, String wrong) {
		String text = OperationsFiles.text(Manifests.DIRECTORY.resolve("deployment.yaml"));
		assertThat(text).contains(right);
		assertThatIllegalArgumentException().isThrownBy(() -> Manifests.parse(text.replace(right, wrong)));
	}

	@Test
	void everythingIsAppliedButTheTemplateAndWhatIsOptional() {
		Map<String, List<String>> kustomization = new Yaml()
			.load(OperationsFiles.text(Manifests.DIRECTORY.resolve("kustomization.yaml")));
		assertThat(kustomization.get("resources")).containsExactlyInAnyOrderElementsOf(
				Manifests.files().stream().filter((file) -> !NOT_APPLIED.contains(file)).toList());
	}

	@Test
	void whatSelectsPodsSelectsTheseOrRedis() {
		Map<String, String> redis = Manifests.read("redis.yaml", StatefulSet.class)
			.getSpec()
			.getTemplate()
			.getMetadata()
			.getLabels();
		assertThat(this.deployment.getSpec().getSelector().getMatchLabels()).isEqualTo(this.labels);
		assertThat(Manifests.read("poddisruptionbudget.yaml", PodDisruptionBudget.class)
			.getSpec()
			.getSelector()
			.getMatchLabels()).isEqualTo(this.labels);
		assertThat(Manifests.all(Service.class)).hasSize(3)
			.allSatisfy((service) -> assertThat(service.getSpec().getSelector()).isIn(this.labels, redis));
		assertThat(Manifests.all(NetworkPolicy.class)).hasSize(2)
			.allSatisfy((policy) -> assertThat(policy.getSpec().getPodSelector().getMatchLabels()).isIn(this.labels,
					redis));
	}

	@Test
	void theServiceTakesThePublicPortsToThoseTheApplicationListensOn() {
		Service service = Manifests.read("service.yaml", Service.class);
		assertThat(service.getSpec().getPorts())
			.extracting(ServicePort::getPort, (port) -> containerPort(port.getTargetPort().getStrVal()))
			.containsExactly(Tuple.tuple(443, number("server.port")),
					Tuple.tuple(80, number("acme.challenge.http.port")));
	}

	@Test
	void aPodWithoutRedisGetsNoTrafficAndIsNotRestarted() {
		assertThat(this.container.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/actuator/health/readiness");
		assertThat(Stream.of(this.container.getStartupProbe(), this.container.getLivenessProbe()))
			.extracting((probe) -> probe.getHttpGet().getPath())
			.containsOnly("/actuator/health/liveness");
	}

	@Test
	void theProbesAskTheManagementPort() {
		assertThat(Stream.of(this.container.getStartupProbe(), this.container.getLivenessProbe(),
				this.container.getReadinessProbe()))
			.extracting((probe) -> containerPort(probe.getHttpGet().getPort().getStrVal()))
			.containsOnly(number("management.server.port"));
	}

	@Test
	void noPodHasMoreRightsThanARestrictedNamespaceAllows() {
		assertThat(Manifests.read("namespace.yaml", Namespace.class).getMetadata().getLabels())
			.containsEntry("pod-security.kubernetes.io/enforce", "restricted");
		PodSpec redis = Manifests.read("redis.yaml", StatefulSet.class).getSpec().getTemplate().getSpec();
		assertThat(List.of(this.pod, redis)).allSatisfy((spec) -> {
			assertThat(spec.getAutomountServiceAccountToken()).isFalse();
			assertThat(spec.getSecurityContext().getRunAsNonRoot()).isTrue();
			assertThat(spec.getSecurityContext().getRunAsUser()).isPositive();
			assertThat(spec.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
			assertThat(spec.getContainers()).singleElement().satisfies((one) -> {
				assertThat(one.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
				assertThat(one.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
				assertThat(one.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
				assertThat(one.getResources().getLimits()).containsKey("memory");
				assertThat(one.getResources().getRequests()).containsKeys("cpu", "memory");
			});
		});
	}

	@Test
	void aRolloutTakesNoPodAwayBeforeAnotherIsReadyAndLeavesTimeToEnd() {
		assertThat(this.deployment.getSpec().getReplicas()).isEqualTo(3);
		assertThat(this.deployment.getSpec().getStrategy().getRollingUpdate().getMaxUnavailable().getIntVal()).isZero();
		assertThat(property("spring.lifecycle.timeout-per-shutdown-phase")).isEqualTo("30s");
		assertThat(this.container.getLifecycle().getPreStop().getExec().getCommand()).containsExactly("sleep", "5");
		long drain = new DrainProperties().getPeriod().toSeconds();
		assertThat(this.pod.getTerminationGracePeriodSeconds()).isGreaterThan(5 + drain + 30 + 2 * WORKERS_END);
	}

	@Test
	void aNodeCanBeEmptiedAndMostPodsStay() {
		PodDisruptionBudget budget = Manifests.read("poddisruptionbudget.yaml", PodDisruptionBudget.class);
		assertThat(budget.getSpec().getMaxUnavailable().getIntVal()).isPositive()
			.isLessThan(this.deployment.getSpec().getReplicas() / 2 + 1);
		assertThat(budget.getSpec().getMinAvailable()).isNull();
	}

	@Test
	void whatThePodsNeedIsLetThroughAndNothingElseIsLetIn() {
		NetworkPolicySpec policy = Manifests.read("networkpolicy.yaml", NetworkPolicy.class).getSpec();
		assertThat(policy.getPolicyTypes()).containsExactlyInAnyOrder("Ingress", "Egress");
		assertThat(policy.getIngress()).filteredOn((rule) -> rule.getFrom().isEmpty())
			.flatExtracting((rule) -> rule.getPorts())
			.extracting((port) -> containerPort(port.getPort().getStrVal()))
			.containsExactlyInAnyOrder(number("server.port"), number("acme.challenge.http.port"));
		assertThat(policy.getIngress()).filteredOn((rule) -> !rule.getFrom().isEmpty())
			.singleElement()
			.satisfies((rule) -> {
				assertThat(rule.getFrom()).singleElement()
					.satisfies((peer) -> assertThat(peer.getNamespaceSelector().getMatchLabels())
						.containsEntry("kubernetes.io/metadata.name", "monitoring"));
				assertThat(rule.getPorts()).extracting((port) -> containerPort(port.getPort().getStrVal()))
					.containsExactly(number("management.server.port"));
			});
		assertThat(policy.getEgress()).flatExtracting((rule) -> rule.getPorts())
			.extracting((port) -> port.getPort().getValue(), (port) -> port.getProtocol())
			.containsExactlyInAnyOrder(Tuple.tuple(53, "UDP"), Tuple.tuple(53, "TCP"), Tuple.tuple(6379, null),
					Tuple.tuple(443, null), Tuple.tuple(80, null), Tuple.tuple("https", null),
					Tuple.tuple("http", null));
		assertThat(policy.getEgress()).filteredOn((rule) -> !rule.getTo().isEmpty())
			.extracting((rule) -> rule.getTo().get(0).getPodSelector().getMatchLabels().get("app.kubernetes.io/name"))
			.containsExactlyInAnyOrder(property("spring.data.redis.host"), "token-service");
	}

	@Test
	void theProfilesOfProductionAreOn() {
		assertThat(Manifests.environment("SPRING_PROFILES_ACTIVE").split(",")).containsExactly("production", "json");
		assertThat(property("acme.store.type")).isEqualTo("redis");
		assertThat(property("tokens.store")).isEqualTo("redis");
		assertThat(property("management.server.ssl.enabled")).isEqualTo("false");
		assertThat(property("management.endpoint.health.group.readiness.include")).contains("tokenStore")
			.doesNotContain("acme");
	}

	@Test
	void nothingOfTheNodeIsUsed() {
		PodSpec redis = Manifests.read("redis.yaml", StatefulSet.class).getSpec().getTemplate().getSpec();
		assertThat(List.of(this.pod, redis)).allSatisfy((spec) -> {
			assertThat(spec.getHostNetwork()).isNull();
			assertThat(spec.getHostPID()).isNull();
			assertThat(spec.getHostIPC()).isNull();
			assertThat(spec.getVolumes()).allSatisfy((volume) -> assertThat(volume.getHostPath()).isNull());
			assertThat(spec.getContainers()).allSatisfy((one) -> {
				assertThat(one.getSecurityContext().getPrivileged()).isNull();
				assertThat(one.getSecurityContext().getCapabilities().getAdd()).isEmpty();
				assertThat(one.getPorts()).allSatisfy((port) -> assertThat(port.getHostPort()).isNull());
			});
		});
	}

	@Test
	void theTemplateOfTheSecretHasAllThatTheConfigurationAsksForAndNoSecret() {
		Set<String> asked = PLACEHOLDER.matcher(configuration())
			.results()
			.map((match) -> match.group(1))
			.collect(Collectors.toSet());
		Map<String, String> template = Manifests.read("secret.example.yaml", Secret.class).getStringData();
		assertThat(template.keySet()).isEqualTo(asked);
		assertThat(template.values()).containsOnly("replace-me");
	}

	@Test
	void theRootFileSystemIsNotNeededForAnything() {
		assertThat(this.container.getVolumeMounts()).extracting((mount) -> mount.getMountPath())
			.containsExactly("/etc/token-service", "/tmp");
		assertThat(this.container.getEnv())
			.filteredOn((one) -> one.getName().equals("SPRING_CONFIG_ADDITIONAL_LOCATION"))
			.singleElement()
			.satisfies((one) -> assertThat(one.getValue()).isEqualTo("file:/etc/token-service/"));
	}

	static List<String> kubernetesOwn() {
		return Manifests.files()
			.stream()
			.filter((file) -> !file.equals("kustomization.yaml") && !file.equals("servicemonitor.yaml"))
			.toList();
	}

	static String configuration() {
		return Manifests.read("configmap.yaml", ConfigMap.class).getData().getOrDefault("application.yml", "");
	}

	private int containerPort(String name) {
		return this.container.getPorts()
			.stream()
			.filter((port) -> name.equals(port.getName()))
			.map(ContainerPort::getContainerPort)
			.findFirst()
			.orElseThrow();
	}

	private static int number(String property) {
		return Integer.parseInt(property(property));
	}

	private static String property(String name) {
		Path resources = OperationsFiles.ROOT.resolve("sample-app/src/main/resources");
		return Stream
			.of(configuration(), OperationsFiles.text(resources.resolve("application-production.yml")),
					OperationsFiles.text(resources.resolve("application.yml")))
			.map((yaml) -> OperationsFiles.properties(yaml).getProperty(name))
			.filter(Objects::nonNull)
			.findFirst()
			.orElseThrow();
	}

}
