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
import java.util.Objects;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.util.FileSystemUtils;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.StoreStatus;
import io.github.acmeboot.StoreStatus.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of an application whose directory is wiped, unreadable, read-only or full.
 */
class FileStoreTroubleTests extends AbstractStoreTroubleTests {

	@Test
	void wipedWhileServingEverythingIsPutBackAndANewInstanceOrdersNothing(CapturedOutput output) throws IOException {
		Path files = this.directory.resolve("files");
		try (RunningApplication application = onFiles(files).start()) {
			awaitSaved(application, files);
			ServedWatch watch = new ServedWatch(application.port(), HOST);
			String serial = Handshake.serial(application.port(), HOST);
			Files.move(files, this.directory.resolve("gone"));
			Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
				assertThat(files.resolve("state/web.acme")).exists();
				assertThat(files.resolve("certificates/web.acme")).exists();
				assertThat(files.resolve("accounts")).isNotEmptyDirectory();
			});
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
			awaitSaved(application, files);
			ServedWatch watch = new ServedWatch(application.port(), HOST);
			Path aside = Files.move(files, this.directory.resolve("aside"));
			takeThePlaceOf(files, Files.writeString(this.directory.resolve("file"), "in the way"));
			awaitTrouble(application, Kind.OTHER);
			assertUpAndSays(application, Kind.OTHER);
			assertThat(present(application).message()).contains("is not a directory");
			takeThePlaceOf(files, aside);
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
			awaitSaved(application, mounted.path());
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
			awaitSaved(application, mounted.path());
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

	private static void takeThePlaceOf(Path files, Path other) {
		Awaitility.await("nobody creates " + files + " anew").atMost(PATIENCE).ignoreExceptions().until(() -> {
			FileSystemUtils.deleteRecursively(files);
			return Files.move(other, files).equals(files);
		});
	}

	private void awaitSaved(RunningApplication application, Path files) {
		awaitValid(application);
		Awaitility.await().atMost(PATIENCE).until(() -> Files.exists(files.resolve("state/web.acme")));
	}

	private RunningApplication.Builder onFiles(Path files) {
		return RunningApplication.builder()
			.with("acme.store.refresh-interval", "200ms")
			.with("acme.store.type", "file")
			.with("acme.store.file.directory", files.toString())
			.ca(this.ca.directoryUrl().toString(), this.ca.sslBundle(), this.ca::http01Port);
	}

	private void failToRenew(RunningApplication application, Kind kind) {
		int orders = this.ca.orders().size();
		assertThat(application.manager().renew("web")).failsWithin(PATIENCE)
			.withThrowableThat()
			.withCauseInstanceOf(AcmeException.class);
		assertThat(this.ca.orders()).hasSize(orders);
		assertUpAndSays(application, kind);
	}

	private static StoreStatus.Trouble present(RunningApplication application) {
		return Objects.requireNonNull(application.manager().storeStatus().trouble());
	}

}
