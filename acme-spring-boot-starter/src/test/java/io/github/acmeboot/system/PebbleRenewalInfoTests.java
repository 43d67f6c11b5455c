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

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

import org.assertj.core.api.Assumptions;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.RevocationReason;
import io.github.acmeboot.issuer.CertificateIssuer;
import io.github.acmeboot.issuer.IssuanceRequest;
import io.github.acmeboot.issuer.RevocationRequest;
import io.github.acmeboot.issuer.progress.IssuanceProgress;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;
import io.github.acmeboot.store.repository.CertificateRepository;
import io.github.acmeboot.store.repository.CertificateState;
import io.github.acmeboot.store.repository.StateRepository;
import io.github.acmeboot.store.repository.Stored;
import io.github.acmeboot.test.pebble.EnabledIfPebble;
import io.github.acmeboot.test.pebble.PebbleProcess;
import io.github.acmeboot.testsupport.FreePort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Renewals when Pebble wants them. Versions before 2.5 never want them, those before 2.7
 * only when a certificate is revoked.
 */
@EnabledIfPebble
@Timeout(180)
@ExtendWith(OutputCaptureExtension.class)
class PebbleRenewalInfoTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final Pattern ORDER = Pattern.compile("Added order \"");

	private static final Pattern POLL = Pattern.compile("GET .*renewal-?info", Pattern.CASE_INSENSITIVE);

	private final InMemoryAcmeStore store = new InMemoryAcmeStore();

	private final StateRepository states = new StateRepository(this.store);

	@Test
	void aCertificateThatIsRevokedBehindOurBackIsRenewedAtOnce(CapturedOutput output) throws IOException {
		run((pebble, application) -> {
			IssuedCertificate former = first(application);
			issuer(application)
				.revoke(new RevocationRequest(former, RevocationReason.SUPERSEDED, Optional.empty(), List.of("ca")));
			assertRenewedAtOnce(pebble, application, former);
		});
		assertThat(output).contains("The CA 'ca' wants 'web' renewed between");
	}

	@Test
	void aWindowInThePastMeansNow(CapturedOutput output) throws IOException {
		run((pebble, application) -> {
			IssuedCertificate former = first(application);
			Assumptions.assumeThat(pebble.management().setRenewalInfo(former.leaf(), """
					{"suggestedWindow": {"start": "2020-01-01T00:00:00Z", "end": "2020-01-02T00:00:00Z"},
					"explanationURL": "https://ca.example/incident"}
					""")).isTrue();
			assertRenewedAtOnce(pebble, application, former);
		});
		assertThat(output).contains("The CA 'ca' wants 'web' renewed between 2020-01-01T00:00:00Z")
			.contains("https://ca.example/incident");
	}

	@Test
	void whatCannotBeUnderstoodIsNoNews() throws IOException {
		run((pebble, application) -> {
			IssuedCertificate former = first(application);
			Assumptions.assumeThat(pebble.management().setRenewalInfo(former.leaf(), "not a window")).isTrue();
			CertificateStatus before = application.status("web");
			letTheCaBeAsked();
			Awaitility.await()
				.atMost(PATIENCE)
				.until(() -> state().suggestion() != null && state().suggestion().failures() == 1);
			assertThat(application.status("web").state()).isEqualTo(before.state());
			assertThat(application.status("web").lastFailure()).isNull();
			assertThat(Handshake.leaf(application.port(), "www.example.org")).isEqualTo(former.leaf());
			assertThat(count(pebble, ORDER)).isOne();
		});
	}

	private void assertRenewedAtOnce(PebbleProcess pebble, RunningApplication application, IssuedCertificate former) {
		long polls = count(pebble, POLL);
		letTheCaBeAsked();
		awaitAnotherThan(application, former.leaf());
		assertThat(count(pebble, POLL)).isGreaterThan(polls);
		assertThat(count(pebble, ORDER)).isEqualTo(2);
		assertThat(application.status("web").lastFailure()).isNull();
		assertReplaced(application, former);
	}

	/**
	 * The CA takes one order that replaces a certificate, and no other.
	 */
	private static void assertReplaced(RunningApplication application, IssuedCertificate former) {
		AtomicInteger refusals = new AtomicInteger();
		ManagedCertificate wanted = new ManagedCertificate("again", List.of(Identifier.of("www.example.org")),
				List.of("ca"), "http-01", KeyType.EC_P256, false, null, null, true);
		issuer(application).issue(new IssuanceRequest(wanted, "ca", Optional.empty(), () -> {
		}, 1, IssuanceRequest.Occasion.DUE,
				Optional.of(new IssuanceRequest.Replacement(former, refusals::incrementAndGet)),
				IssuanceProgress.UNOBSERVED));
		assertThat(refusals).hasValue(1);
	}

	private IssuedCertificate first(RunningApplication application) {
		awaitAnotherThan(application, null);
		IssuedCertificate first = new CertificateRepository(this.store).find("web").orElseThrow().value();
		Assumptions.assumeThat(issuer(application).renewalInfo("ca", first)).isPresent();
		return first;
	}

	private static CertificateIssuer issuer(RunningApplication application) {
		return application.context().getBean(CertificateIssuer.class);
	}

	private void run(BiConsumer<PebbleProcess, RunningApplication> test) throws IOException {
		int port = FreePort.next();
		try (PebbleProcess pebble = PebbleProcess.builder().nonceRejection(0).http01Port(port).start()) {
			try (RunningApplication application = application(pebble, port).start()) {
				test.accept(pebble, application);
			}
		}
	}

	private RunningApplication.Builder application(PebbleProcess pebble, int http01Port) throws IOException {
		return RunningApplication.builder()
			.store(this.store)
			.with("acme.challenge.http.port", http01Port)
			.with("server.port", FreePort.next())
			.with("acme.renewal.check-interval", "1s")
			.with("acme.store.refresh-interval", "1s")
			.connectionDetails(pebble.connectionDetails());
	}

	private void awaitAnotherThan(RunningApplication application, @Nullable X509Certificate former) {
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> application.status("web").state() == CertificateStatus.State.VALID
					&& !Handshake.leaf(application.port(), "www.example.org").equals(former)
					&& this.states.find("web").map(Stored::value).map(CertificateState::suggestion).isPresent());
	}

	private void letTheCaBeAsked() {
		Stored<CertificateState> stored = this.states.find("web").orElseThrow();
		this.states.save("web", stored.value().withSuggestion(null), WriteCondition.version(stored.version()));
	}

	private CertificateState state() {
		return this.states.find("web").orElseThrow().value();
	}

	private static long count(PebbleProcess pebble, Pattern event) {
		return event.matcher(pebble.log()).results().count();
	}

}
