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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.StoreStatus.Kind;
import io.github.acmeboot.store.StoreException.Trouble;
import io.github.acmeboot.store.repository.CertificateRepository;
import io.github.acmeboot.store.sealing.StoreSealing;
import io.github.acmeboot.test.protocol.Operation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Trouble of the store as clients, the CA and operators see it: each time the orders at
 * the CA are counted, and a client connects again and again.
 */
class StoreTroubleTests extends AbstractStoreTroubleTests {

	private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

	@Test
	void unreachableAtBootTheLocalCopyIsServedFromTheFirstHandshakeOn(CapturedOutput output) {
		String serial = obtain(withLocalCopy());
		this.store.breaks(Trouble.UNREACHABLE);
		try (RunningApplication application = withLocalCopy().start();
				ServedWatch watch = new ServedWatch(application.port(), HOST)) {
			assertThat(Handshake.serial(application.port(), HOST)).isEqualTo(serial);
			awaitTrouble(application, Kind.UNREACHABLE);
			assertThat(output).contains("Starting with 'web' from the local copy");
			this.store.recovers();
			awaitRecovery(application);
			assertThat(watch.unserved()).isEmpty();
			assertThat(watch.certificates()).isOne();
		}
		assertThat(this.ca.orders()).hasSize(1);
	}

	@Test
	void unreachableAtBootWithoutALocalCopyThePlaceholderGivesWayWhenTheStoreIsBack(CapturedOutput output) {
		String serial = obtain(application());
		this.store.breaks(Trouble.UNREACHABLE);
		try (RunningApplication application = application().start()) {
			assertThat(Handshake.leaf(application.port(), HOST).getSubjectX500Principal().getName())
				.contains("Placeholder");
			awaitTrouble(application, Kind.UNREACHABLE);
			assertThat(health(application).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
			assertThat(output).contains("Starting with placeholders for 'web'");
			this.store.recovers();
			awaitValid(application);
			assertThat(Handshake.serial(application.port(), HOST)).isEqualTo(serial);
		}
		assertThat(this.ca.orders()).hasSize(1);
	}

	@Test
	void unreachableAtRenewalNothingIsOrderedBeforeTheStoreIsBack() {
		try (RunningApplication application = application().start()) {
			awaitValid(application);
			String serial = Handshake.serial(application.port(), HOST);
			ServedWatch watch = new ServedWatch(application.port(), HOST);
			this.store.breaks(Trouble.UNREACHABLE);
			awaitTrouble(application, Kind.UNREACHABLE);
			assertThat(application.manager().renew("web")).failsWithin(PATIENCE)
				.withThrowableThat()
				.withCauseInstanceOf(AcmeException.class);
			assertThat(this.ca.orders()).hasSize(1);
			assertUpAndSays(application, Kind.UNREACHABLE);
			this.store.recovers();
			awaitRecovery(application);
			application.manager().renew("web").join();
			assertThat(Handshake.serial(application.port(), HOST)).isNotEqualTo(serial);
			assertThat(this.ca.orders()).hasSize(2);
			Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(watch.certificates()).isEqualTo(2));
			assertThat(watch.unserved()).isEmpty();
		}
	}

	@Test
	void lostRightAfterIssuanceTheCertificateIsServedAndOnlyTheSaveIsTriedAgain() {
		try (RunningApplication application = application().start()) {
			awaitValid(application);
			ServedWatch watch = new ServedWatch(application.port(), HOST);
			String serial = renewWhileTheStoreIsLost(application);
			assertUpAndSays(application, Kind.UNREACHABLE);
			this.store.recovers();
			awaitStored(application, serial);
			assertThat(this.ca.orders()).hasSize(2);
			Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(watch.certificates()).isEqualTo(2));
			assertThat(watch.unserved()).isEmpty();
		}
	}

	@Test
	void lostRightAfterIssuanceTheLocalCopyKeepsTheCertificateAcrossARestart() {
		String serial;
		try (RunningApplication application = withLocalCopy().start()) {
			awaitValid(application);
			serial = renewWhileTheStoreIsLost(application);
		}
		try (RunningApplication application = withLocalCopy().start();
				ServedWatch watch = new ServedWatch(application.port(), HOST)) {
			assertThat(Handshake.serial(application.port(), HOST)).isEqualTo(serial);
			awaitTrouble(application, Kind.UNREACHABLE);
			this.store.recovers();
			awaitStored(application, serial);
			assertThat(watch.unserved()).isEmpty();
			assertThat(watch.certificates()).isOne();
		}
		assertThat(this.ca.orders()).hasSize(2);
		assertThat(this.ca.issued()).hasSize(2);
	}

	@Test
	void lostRightAfterIssuanceTheJournalLetsTheSuccessorDownloadTheSameCertificate() {
		String serial;
		try (RunningApplication application = application().start()) {
			awaitValid(application);
			serial = renewWhileTheStoreIsLost(application);
		}
		this.store.recovers();
		try (RunningApplication application = application().start();
				ServedWatch watch = new ServedWatch(application.port(), HOST)) {
			application.manager().renew("web").join();
			assertThat(application.status("web").serial()).isEqualTo(serial);
			awaitStored(application, serial);
			assertThat(watch.unserved()).isEmpty();
		}
		assertThat(this.ca.orders()).hasSize(2);
		assertThat(this.ca.issued()).hasSize(2);
	}

	@Test
	void slowTheCertificateIsServedAndRenewedAndHealthSaysSo() {
		try (RunningApplication application = application().start()) {
			awaitValid(application);
			ServedWatch watch = new ServedWatch(application.port(), HOST);
			this.store.delays(() -> LockSupport.parkNanos(Duration.ofMillis(2200).toNanos()));
			awaitTrouble(application, Kind.SLOW);
			this.store.delays(() -> {
			});
			assertUpAndSays(application, Kind.SLOW);
			application.manager().renew("web").join();
			assertThat(this.ca.orders()).hasSize(2);
			assertThat(watch.unserved()).isEmpty();
		}
	}

	private RunningApplication.Builder withLocalCopy() {
		return application().with("acme.store.encryption.keys[0].id", "one")
			.with("acme.store.encryption.keys[0].secret", KEY)
			.with("acme.store.local-copy.directory", this.directory.resolve("copy").toString());
	}

	private String obtain(RunningApplication.Builder builder) {
		try (RunningApplication application = builder.start()) {
			awaitValid(application);
			awaitStored(application, application.status("web").serial());
			return Handshake.serial(application.port(), HOST);
		}
	}

	private String renewWhileTheStoreIsLost(RunningApplication application) {
		String former = Handshake.serial(application.port(), HOST);
		this.ca.faults().on(Operation.CERTIFICATE).times(1).apply((request, processing) -> {
			this.store.breaks(Trouble.UNREACHABLE);
			return processing.get();
		});
		CompletableFuture<IssuedCertificate> renewal = application.manager().renew("web");
		assertThat(renewal).failsWithin(PATIENCE).withThrowableThat().withCauseInstanceOf(AcmeException.class);
		String serial = Handshake.serial(application.port(), HOST);
		assertThat(serial).isNotEqualTo(former);
		return serial;
	}

	private void awaitStored(RunningApplication application, String serial) {
		CertificateRepository stored = new CertificateRepository(
				application.context().getBean(StoreSealing.class).over(this.store.content()));
		await(() -> stored.find("web").filter((found) -> found.value().serial().equals(serial)).isPresent());
	}

}
