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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.IndicatedHealthDescriptor;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.FileSystemUtils;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.StoreStatus;
import io.github.acmeboot.StoreStatus.Kind;
import io.github.acmeboot.store.StoreException.Trouble;
import io.github.acmeboot.store.repository.CertificateRepository;
import io.github.acmeboot.store.sealing.StoreSealing;
import io.github.acmeboot.test.AcmeTestServer;
import io.github.acmeboot.test.protocol.Operation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Trouble of the store as clients, the CA and operators see it: each time the orders at
 * the CA are counted, and a client connects again and again.
 */
@ExtendWith(OutputCaptureExtension.class)
class StoreTroubleTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final String HOST = "www.example.org";

	private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

	private final SwitchableAcmeStore store = new SwitchableAcmeStore();

	private final AcmeTestServer ca = AcmeTestServer.start();

	@TempDir
	private Path directory;

	@AfterEach
	void stopTheCa() {
		this.ca.close();
	}

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
	void wipedWhileServingEverythingIsPutBackAndANewInstanceOrdersNothing(CapturedOutput output) throws IOException {
		Path files = this.directory.resolve("files");
		try (RunningApplication application = onFiles(files).start()) {
			awaitValid(application);
			ServedWatch watch = new ServedWatch(application.port(), HOST);
			String serial = Handshake.serial(application.port(), HOST);
			FileSystemUtils.deleteRecursively(files);
			Awaitility.await().atMost(PATIENCE).until(() -> Files.exists(files.resolve("state/web.acme")));
			assertThat(files.resolve("certificates/web.acme")).exists();
			assertThat(files.resolve("accounts")).isNotEmptyDirectory();
			assertThat(output).containsOnlyOnce("has lost what it held");
			assertThat(application.manager().storeStatus().lastTrouble()).extracting("kind").isEqualTo(Kind.WIPED);
			try (RunningApplication newcomer = onFiles(files).start()) {
				assertThat(Handshake.serial(newcomer.port(), HOST)).isEqualTo(serial);
				newcomer.manager().renew("web").join();
			}
			assertThat(this.ca.orders()).hasSize(2);
			assertThat(this.ca.accountCount()).isOne();
			assertThat(watch.unserved()).isEmpty();
		}
	}

	@Test
	void madeUnreadableTheCertificateIsServedOnAndHealthSaysSo() throws IOException {
		Path files = this.directory.resolve("files");
		try (RunningApplication application = onFiles(files).start()) {
			awaitValid(application);
			ServedWatch watch = new ServedWatch(application.port(), HOST);
			Path aside = Files.move(files, this.directory.resolve("aside"));
			Files.writeString(files, "in the way");
			awaitTrouble(application, Kind.OTHER);
			assertUpAndSays(application, Kind.OTHER);
			assertThat(present(application).message()).contains("is not a directory");
			Files.delete(files);
			Files.move(aside, files);
			awaitRecovery(application);
			assertThat(watch.unserved()).isEmpty();
		}
		assertThat(this.ca.orders()).hasSize(1);
	}

	@Test
	void readOnlyNothingIsOrderedAndHealthSaysSo() throws IOException {
		try (MountedDirectory mounted = MountedDirectory
			.mount(Files.createDirectory(this.directory.resolve("mounted")));
				RunningApplication application = onFiles(mounted.path()).start()) {
			awaitValid(application);
			ServedWatch watch = new ServedWatch(application.port(), HOST);
			mounted.remount("ro");
			failToRenew(application, Kind.READ_ONLY);
			assertThat(present(application).message()).contains("Mount the file system of", "can be written to");
			mounted.remount("rw");
			application.manager().renew("web").join();
			awaitRecovery(application);
			assertThat(this.ca.orders()).hasSize(2);
			assertThat(watch.unserved()).isEmpty();
		}
	}

	@Test
	void fullNothingIsOrderedAndHealthSaysSo() throws IOException {
		try (MountedDirectory mounted = MountedDirectory
			.mount(Files.createDirectory(this.directory.resolve("mounted")));
				RunningApplication application = onFiles(mounted.path()).start()) {
			awaitValid(application);
			ServedWatch watch = new ServedWatch(application.port(), HOST);
			mounted.fill();
			failToRenew(application, Kind.FULL);
			mounted.empty();
			application.manager().renew("web").join();
			awaitRecovery(application);
			assertThat(this.ca.orders()).hasSize(2);
			assertThat(watch.unserved()).isEmpty();
		}
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

	private RunningApplication.Builder application() {
		return RunningApplication.builder()
			.with("acme.store.refresh-interval", "200ms")
			.with("management.endpoint.health.show-details", "always")
			.store(this.store)
			.ca(this.ca.directoryUrl().toString(), this.ca.sslBundle(), this.ca::http01Port);
	}

	private RunningApplication.Builder withLocalCopy() {
		return application().with("acme.store.encryption.keys[0].id", "one")
			.with("acme.store.encryption.keys[0].secret", KEY)
			.with("acme.store.local-copy.directory", this.directory.resolve("copy").toString());
	}

	private RunningApplication.Builder onFiles(Path files) {
		return RunningApplication.builder()
			.with("acme.store.refresh-interval", "200ms")
			.with("acme.store.type", "file")
			.with("acme.store.file.directory", files.toString())
			.ca(this.ca.directoryUrl().toString(), this.ca.sslBundle(), this.ca::http01Port);
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

	private void failToRenew(RunningApplication application, Kind kind) {
		int orders = this.ca.orders().size();
		assertThat(application.manager().renew("web")).failsWithin(PATIENCE)
			.withThrowableThat()
			.withCauseInstanceOf(AcmeException.class);
		assertThat(this.ca.orders()).hasSize(orders);
		assertUpAndSays(application, kind);
	}

	private static void awaitValid(RunningApplication application) {
		await(() -> application.status("web").state() == CertificateStatus.State.VALID
				&& application.status("web").issuer() != null);
	}

	private static void awaitTrouble(RunningApplication application, Kind kind) {
		await(() -> {
			StoreStatus.@Nullable Trouble trouble = application.manager().storeStatus().trouble();
			return trouble != null && trouble.kind() == kind;
		});
	}

	private static void awaitRecovery(RunningApplication application) {
		await(() -> application.manager().storeStatus().state() == StoreStatus.State.AVAILABLE);
	}

	private void awaitStored(RunningApplication application, String serial) {
		CertificateRepository stored = new CertificateRepository(
				application.context().getBean(StoreSealing.class).over(this.store.content()));
		await(() -> stored.find("web").filter((found) -> found.value().serial().equals(serial)).isPresent());
	}

	private static void await(Supplier<Boolean> condition) {
		Awaitility.await().atMost(PATIENCE).until(condition::get);
	}

	private static StoreStatus.Trouble present(RunningApplication application) {
		return Objects.requireNonNull(application.manager().storeStatus().trouble());
	}

	private static void assertUpAndSays(RunningApplication application, Kind kind) {
		IndicatedHealthDescriptor health = health(application);
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).extractingByKey("store", InstanceOfAssertFactories.MAP)
			.containsEntry("state", StoreStatus.State.IN_TROUBLE)
			.containsEntry("trouble", kind)
			.containsKeys("type", "message", "since");
	}

	private static IndicatedHealthDescriptor health(RunningApplication application) {
		return (IndicatedHealthDescriptor) application.context().getBean(HealthEndpoint.class).healthForPath("acme");
	}

}
