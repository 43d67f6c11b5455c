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

package io.github.acmeboot.system;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletionException;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.test.AcmeTestServer;
import io.github.acmeboot.test.protocol.Operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The life of a certificate, from the first order to the next one, as clients and the CA
 * see it. Spring Security is on the class path with its defaults.
 */
class CertificateLifeTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final String HOST = "www.example.org";

	@TempDir
	private Path directory;

	private AcmeTestServer ca = AcmeTestServer.start();

	@AfterEach
	void stopTheCa() {
		this.ca.close();
	}

	@Test
	void aCertificateIsIssuedServedAndRenewed() {
		this.ca.certificateLife(Duration.ofSeconds(10));
		try (RunningApplication application = application().start()) {
			awaitValid(application);
			String first = application.status("web").serial();
			Awaitility.await().atMost(PATIENCE).until(() -> !application.status("web").serial().equals(first));
			Awaitility.await("a look between two renewals").atMost(PATIENCE).untilAsserted(() -> {
				assertThat(Handshake.serial(application.port(), HOST)).isEqualTo(application.status("web").serial());
				assertThat(this.ca.issued().size()).isEqualTo(this.ca.orders().size()).isGreaterThanOrEqualTo(2);
			});
			assertThat(this.ca.accountCount()).isOne();
		}
	}

	@Test
	void aRestartServesWhatIsStoredAndAsksTheCaForNothing() {
		String serial;
		try (RunningApplication application = application().start()) {
			awaitValid(application);
			serial = Handshake.serial(application.port(), HOST);
		}
		this.ca.resetRequests();
		try (RunningApplication application = application().start()) {
			assertThat(Handshake.serial(application.port(), HOST)).isEqualTo(serial);
			assertThat(application.status("web").state()).isEqualTo(CertificateStatus.State.VALID);
			Awaitility.await()
				.during(Duration.ofSeconds(2))
				.atMost(PATIENCE)
				.untilAsserted(() -> assertThat(this.ca.requests()).isEmpty());
		}
	}

	@Test
	void withoutTheCaTheApplicationStartsWithAPlaceholderThatALaterIssueClears() {
		this.ca.faults().everywhere().dropConnection();
		try (RunningApplication application = application().with("acme.renewal.retry.max-attempts", 1).start()) {
			Awaitility.await().atMost(PATIENCE).until(() -> application.status("web").lastFailure() != null);
			assertThat(application.status("web").state()).isEqualTo(CertificateStatus.State.PLACEHOLDER);
			assertThat(application.status("web").lastFailure().reason()).isEqualTo(AcmeException.Reason.NETWORK);
			assertThat(health(application)).isEqualTo(Status.OUT_OF_SERVICE);
			assertThat(Handshake.leaf(application.port(), HOST).getSubjectX500Principal().getName())
				.contains("Placeholder");
			this.ca.faults().clear();
			application.manager().renew("web").join();
			assertThat(application.status("web").state()).isEqualTo(CertificateStatus.State.VALID);
			assertThat(application.status("web").lastFailure()).isNull();
			assertThat(health(application)).isEqualTo(Status.UP);
			assertThat(Handshake.serial(application.port(), HOST)).isEqualTo(application.status("web").serial());
		}
	}

	@Test
	void aFailedRenewalNeverTakesTheOldCertificateAway() {
		try (RunningApplication application = application().with("acme.renewal.retry.max-attempts", 1).start()) {
			awaitValid(application);
			String serial = application.status("web").serial();
			this.ca.faults().everywhere().dropConnection();
			assertThatExceptionOfType(CompletionException.class)
				.isThrownBy(() -> application.manager().renew("web").join())
				.withCauseInstanceOf(AcmeException.class);
			assertThat(application.status("web").state()).isEqualTo(CertificateStatus.State.VALID);
			assertThat(application.status("web").lastFailure()).isNotNull();
			assertThat(health(application)).isEqualTo(Status.UP);
			assertThat(Handshake.serial(application.port(), HOST)).isEqualTo(serial);
		}
	}

	@Test
	void failuresAreNotStartedOverByARestart() {
		this.ca.faults().on(Operation.NEW_ORDER).dropConnection();
		CertificateStatus before;
		try (RunningApplication application = application().with("acme.renewal.retry.max-attempts", 1).start()) {
			Awaitility.await().atMost(PATIENCE).until(() -> application.status("web").lastFailure() != null);
			before = application.status("web");
		}
		this.ca.resetRequests();
		try (RunningApplication application = application().start()) {
			Awaitility.await().atMost(PATIENCE).until(() -> application.status("web").lastFailure() != null);
			assertThat(application.status("web").nextAttempt()).isEqualTo(before.nextAttempt());
			assertThat(application.status("web").lastFailure().count()).isOne();
			assertThat(this.ca.requests()).isEmpty();
		}
	}

	@Test
	void aContextPathAndAManagementPortAreNotInTheWay() {
		try (RunningApplication application = application().with("server.servlet.context-path", "/app")
			.with("management.server.port", "0")
			.start()) {
			awaitValid(application);
			assertThat(Handshake.serial(application.port(), HOST)).isEqualTo(application.status("web").serial());
		}
	}

	@Test
	void severalCertificatesAreServedOnOnePortByName() {
		try (RunningApplication application = application().with("acme.certificates.shop.domains", "shop.example.org")
			.with("acme.certificates.shop.key-type", "rsa-2048")
			.start()) {
			awaitValid(application);
			Awaitility.await()
				.atMost(PATIENCE)
				.until(() -> application.status("shop").state() == CertificateStatus.State.VALID);
			assertThat(Handshake.serial(application.port(), HOST)).isEqualTo(application.status("web").serial());
			assertThat(Handshake.serial(application.port(), "shop.example.org"))
				.isEqualTo(application.status("shop").serial());
			assertThat(Handshake.leaf(application.port(), "shop.example.org").getPublicKey().getAlgorithm())
				.isEqualTo("RSA");
			assertThat(this.ca.accountCount()).isOne();
		}
	}

	private RunningApplication.Builder application() {
		return RunningApplication.builder()
			.with("acme.store.type", "file")
			.with("acme.store.file.directory", this.directory.toString())
			.ca(this.ca.directoryUrl().toString(), this.ca.sslBundle(), this.ca::http01Port);
	}

	private static void awaitValid(RunningApplication application) {
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> application.status("web").state() == CertificateStatus.State.VALID);
	}

	private static Status health(RunningApplication application) {
		return application.context().getBean(HealthEndpoint.class).healthForPath("acme").getStatus();
	}

}
