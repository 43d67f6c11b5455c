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

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;
import io.github.acmeboot.test.AcmeTestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whole applications that are started again with another configuration, and with names
 * that are not those of everybody.
 */
@Timeout(180)
class ChangedConfigurationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final Duration CALM = Duration.ofSeconds(2);

	private final InMemoryAcmeStore store = new InMemoryAcmeStore();

	private final AcmeTestServer ca = AcmeTestServer.builder()
		.profile("short", Duration.ofDays(6))
		.blockedIdentifiers("refused.example.org")
		.start();

	@AfterEach
	void stopTheCa() {
		this.ca.close();
	}

	@Test
	void anotherDirectoryUnderTheSameNameIsOrderedFromAtTheNextStartAndNotAgain() {
		try (AcmeTestServer production = AcmeTestServer.start()) {
			runUntilOrders(application(this.ca), this.ca, 1);
			runUntilOrders(application(production), production, 1);
			runUntilOrders(application(production), production, 1);
			assertThat(production.orders().get(0).getTerms().replaces()).isEmpty();
			assertThat(this.ca.orders()).hasSize(1);
			assertThat(production.accountCount()).isOne();
		}
	}

	@Test
	void anotherDefaultProfileIsOrderedAtTheNextStartAndNotAgain() {
		runUntilOrders(application(this.ca), this.ca, 1);
		runUntilOrders(application(this.ca).with("acme.issuers.ca.profile", "short"), this.ca, 2);
		runUntilOrders(application(this.ca).with("acme.certificates.web.profile", "short"), this.ca, 2);
		assertThat(this.ca.orders().get(1).getTerms().profile()).contains("short");
		assertThat(this.ca.orders().get(1).getTerms().replaces()).isPresent();
	}

	@Test
	void aProfileTheCaDoesNotOfferIsNotOrderedAgainAtEachStart() {
		runUntilOrders(application(this.ca).with("acme.issuers.ca.profile", "long"), this.ca, 1);
		runUntilOrders(application(this.ca).with("acme.issuers.ca.profile", "long"), this.ca, 1);
		assertThat(this.ca.orders().get(0).getTerms().profile()).isEmpty();
	}

	@Test
	void aNameTheCaRefusesDoesNotStopTheOtherCertificates() {
		try (RunningApplication application = application(this.ca)
			.with("acme.certificates.refused.domains", "refused.example.org")
			.with("acme.certificates.zoo.domains", "zoo.example.org")
			.start()) {
			awaitValid(application, "web");
			awaitValid(application, "zoo");
			Awaitility.await().atMost(PATIENCE).until(() -> application.status("refused").lastFailure() != null);
			assertThat(application.status("refused").lastFailure().reason())
				.isEqualTo(AcmeException.Reason.REJECTED_IDENTIFIER);
			assertThat(application.status("refused").state()).isEqualTo(CertificateStatus.State.PLACEHOLDER);
		}
	}

	@Test
	void addressesHaveCertificatesToo() throws Exception {
		try (RunningApplication application = application(this.ca)
			.with("acme.certificates.web.domains", "127.0.0.1,::1")
			.start()) {
			awaitValid(application, "web");
			assertThat(Handshake.leaf(application.port(), "localhost").getSubjectAlternativeNames().toString())
				.contains("127.0.0.1", "0:0:0:0:0:0:0:1");
		}
	}

	private void runUntilOrders(RunningApplication.Builder builder, AcmeTestServer server, int orders) {
		try (RunningApplication application = builder.start()) {
			awaitValid(application, "web");
			Awaitility.await()
				.atMost(PATIENCE)
				.during(CALM)
				.until(() -> server.orders().size() == orders && server.issued().size() == orders);
			assertThat(application.status("web").serial())
				.isEqualTo(Handshake.serial(application.port(), "www.example.org"));
		}
	}

	private static void awaitValid(RunningApplication application, String name) {
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> application.status(name).state() == CertificateStatus.State.VALID);
	}

	private RunningApplication.Builder application(AcmeTestServer server) {
		return RunningApplication.builder()
			.store(this.store)
			.with("acme.renewal.check-interval", "1s")
			.with("acme.store.refresh-interval", "1s")
			.ca(server.directoryUrl().toString(), server.sslBundle(), server::http01Port);
	}

}
