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

import java.net.URI;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;
import io.github.acmeboot.store.repository.CertificateState;
import io.github.acmeboot.store.repository.StateRepository;
import io.github.acmeboot.store.repository.Stored;
import io.github.acmeboot.test.AcmeTestServer;
import io.github.acmeboot.test.ca.Order;
import io.github.acmeboot.test.http.ServerResponse;
import io.github.acmeboot.test.protocol.Operation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Renewals when the CA wants them, as clients and the CA see them.
 */
@Timeout(180)
@ExtendWith(OutputCaptureExtension.class)
class SuggestedRenewalTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final String HOST = "www.example.org";

	private final AcmeTestServer ca = AcmeTestServer.start();

	private final InMemoryAcmeStore store = new InMemoryAcmeStore();

	private final StateRepository states = new StateRepository(this.store);

	@AfterEach
	void stopTheCa() {
		this.ca.close();
	}

	@Test
	void aCertificateThatTheCaRevokesIsReplacedAsSoonAsItSaysSo(CapturedOutput output) {
		try (RunningApplication application = application().start()) {
			String revoked = awaitAnotherThan(application, null);
			Order first = this.ca.orders().get(0);
			first.getCertificate().orElseThrow().revoke(4);
			letTheCaBeAsked();
			String renewed = awaitAnotherThan(application, revoked);
			assertThat(Handshake.serial(application.port(), HOST)).isEqualTo(renewed);
			assertThat(this.ca.orders()).hasSize(2);
			assertThat(this.ca.orders().get(1).getTerms().replaces())
				.contains(first.getCertificate().orElseThrow().renewalId());
			assertThat(this.ca.requestCount(Operation.RENEWAL_INFO)).isOne();
			assertThat(application.status("web").lastFailure()).isNull();
			assertThat(output).contains("The CA 'ca' wants 'web' renewed between");
		}
	}

	@Test
	void theInstantAndTheExplanationAreInTheStatus() {
		this.ca.faults()
			.on(Operation.RENEWAL_INFO)
			.apply((request, processing) -> ServerResponse.of(200, "application/json", """
					{"suggestedWindow": {"start": "2990-01-01T00:00:00Z", "end": "2999-01-01T00:00:00Z"},
					"explanationURL": "https://ca.example/incident"}
					"""));
		try (RunningApplication application = application().start()) {
			awaitAnotherThan(application, null);
			letTheCaBeAsked();
			Awaitility.await().atMost(PATIENCE).until(() -> application.status("web").explanationUrl() != null);
			CertificateStatus status = application.status("web");
			assertThat(status.explanationUrl()).isEqualTo(URI.create("https://ca.example/incident"));
			assertThat(status.renewal()).isEqualTo(status.notAfter().minus(Duration.ofDays(9)));
			assertThat(this.ca.orders()).hasSize(1);
		}
	}

	@Test
	void aCaThatRefusesToSayIsNoFailure() {
		this.ca.faults().on(Operation.RENEWAL_INFO).unavailable(Duration.ofHours(3));
		try (RunningApplication application = application().start()) {
			String serial = awaitAnotherThan(application, null);
			CertificateStatus before = application.status("web");
			letTheCaBeAsked();
			Awaitility.await()
				.atMost(PATIENCE)
				.until(() -> state().suggestion() != null && state().suggestion().failures() == 1);
			assertThat(application.status("web")).isEqualTo(before);
			assertThat(Handshake.serial(application.port(), HOST)).isEqualTo(serial);
		}
	}

	private String awaitAnotherThan(RunningApplication application, @Nullable String former) {
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> application.status("web").state() == CertificateStatus.State.VALID
					&& !application.status("web").serial().equals(former)
					&& this.states.find("web").map(Stored::value).map(CertificateState::suggestion).isPresent());
		return application.status("web").serial();
	}

	private void letTheCaBeAsked() {
		Stored<CertificateState> stored = this.states.find("web").orElseThrow();
		this.states.save("web", stored.value().withSuggestion(null), WriteCondition.version(stored.version()));
	}

	private CertificateState state() {
		return this.states.find("web").orElseThrow().value();
	}

	private RunningApplication.Builder application() {
		return RunningApplication.builder()
			.store(this.store)
			.with("acme.renewal.check-interval", "1s")
			.with("acme.store.refresh-interval", "1s")
			.ca(this.ca.directoryUrl().toString(), this.ca.sslBundle(), this.ca::http01Port);
	}

}
