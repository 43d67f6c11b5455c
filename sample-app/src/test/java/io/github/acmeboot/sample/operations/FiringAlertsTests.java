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

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

import io.github.acmeboot.RevocationReason;
import io.github.acmeboot.testsupport.FreePort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each alert as a real Prometheus sees it, which scrapes real applications in trouble.
 */
class FiringAlertsTests {

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	private static final String MEMORY = "--acme.store.type=memory";

	private static final String UNREACHABLE = "--acme.challenge.http.allowed-sources=198.51.100.0/24";

	private final int healthyPort = FreePort.next();

	private final int failingPort = FreePort.next();

	private final int newPort = FreePort.next();

	private final List<SampleInstance> instances = new ArrayList<>();

	@TempDir
	@SuppressWarnings("NullAway.Init")
	Path directory;

	@Test
	void aHealthyApplicationIsLeftInPeace() throws Exception {
		try (PrometheusServer prometheus = PrometheusServer.start(this.directory, this.healthyPort);
				SampleInstance healthy = SampleInstance.start(this.healthyPort, MEMORY)) {
			healthy.awaitCertificate();
			Awaitility.await()
				.atMost(PATIENCE)
				.untilAsserted(() -> assertThat(prometheus.values("certificate_placeholder")).containsExactly(0.0));
			Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(prometheus.firing()).isEmpty());
		}
	}

	@Test
	void everyAlertFiresWhenItShould() throws Exception {
		try (PrometheusServer prometheus = PrometheusServer.start(this.directory, this.healthyPort, this.failingPort,
				this.newPort)) {
			awaitFired(prometheus, "CertificateMetricsAbsent");
			startFailing(prometheus);
			startRevoked();
			try (SampleInstance unreachable = SampleInstance.start(this.newPort, MEMORY, UNREACHABLE)) {
				assertThat(unreachable.renew()).isFalse();
				awaitFired(prometheus, "CertificatePlaceholderServed");
			}
			awaitFired(prometheus, "CertificateExpired");
			loseTheStore();
			awaitFired(prometheus,
					AlertRule.all()
						.stream()
						.map(AlertRule::name)
						.filter((name) -> !name.equals("CertificateNoLongerSeen"))
						.toArray(String[]::new));
			Awaitility.await()
				.atMost(PATIENCE)
				.untilAsserted(() -> assertThat(prometheus.firing())
					.doesNotContain("CertificateMetricsAbsent", "CertificateNoLongerSeen")
					.doesNotHaveDuplicates());
			stop();
			awaitFired(prometheus, "CertificateNoLongerSeen");
		}
	}

	@AfterEach
	void stop() {
		this.instances.forEach(SampleInstance::close);
		this.instances.clear();
	}

	private void startFailing(PrometheusServer prometheus) throws Exception {
		SampleInstance failing = SampleInstance.start(this.failingPort, "--acme.test-server.certificate-life=60s",
				"--acme.store.file.directory=" + store(), "--acme.store.refresh-interval=1s");
		this.instances.add(failing);
		failing.awaitCertificate();
		awaitScraped(prometheus, this.failingPort);
		failing.ca().behaviour().blockedIdentifiers("localhost");
		for (int i = 0; i < 3; i++) {
			assertThat(failing.renew()).isFalse();
		}
	}

	private void startRevoked() throws Exception {
		SampleInstance revoked = SampleInstance.start(this.healthyPort, MEMORY,
				"--acme.test-server.certificate-life=160h", "--acme.issuers.letsencrypt.rate-limits.new-accounts=1/7d");
		this.instances.add(revoked);
		revoked.awaitCertificate();
		revoked.ca().behaviour().clockSkew(Duration.ofMinutes(3));
		revoked.manager()
			.revoke(SampleInstance.CERTIFICATE, RevocationReason.CESSATION_OF_OPERATION)
			.get(1, TimeUnit.MINUTES);
	}

	private Path store() {
		return this.directory.resolve("store");
	}

	private void loseTheStore() throws Exception {
		Path file = Files.createFile(this.directory.resolve("file"));
		Awaitility.await("nobody creates the store anew").atMost(PATIENCE).ignoreExceptions().until(() -> {
			FileSystemUtils.deleteRecursively(store());
			return Files.move(file, store()).equals(store());
		});
	}

	private static void awaitScraped(PrometheusServer prometheus, int port) {
		String series = "certificate_update_failures_total{instance=\"127.0.0.1:%d\"}".formatted(port);
		Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(prometheus.values(series)).isNotEmpty());
	}

	private static void awaitFired(PrometheusServer prometheus, String... alerts) {
		Awaitility.await()
			.atMost(PATIENCE)
			.pollInterval(Duration.ofMillis(500))
			.untilAsserted(() -> assertThat(prometheus.fired()).containsAll(List.of(alerts)));
	}

}
