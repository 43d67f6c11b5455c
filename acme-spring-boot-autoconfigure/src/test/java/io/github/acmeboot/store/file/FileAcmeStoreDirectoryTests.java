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

package io.github.acmeboot.store.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.TestCertificates;
import io.github.acmeboot.store.UnreadableValueException;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.repository.CertificateRepository;
import io.github.acmeboot.store.repository.Stored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for what {@link FileAcmeStore} leaves in its directory, and finds there.
 */
@ExtendWith(OutputCaptureExtension.class)
class FileAcmeStoreDirectoryTests {

	private static final String KEY = "certificates/web";

	@TempDir
	private Path temporary;

	@Test
	void nothingIsCreatedBeforeTheFirstWrite() {
		FileAcmeStore store = new FileAcmeStore(directory());
		assertThat(store.load(KEY)).isEmpty();
		assertThat(store.list("certificates/")).isEmpty();
		store.delete(KEY, "any");
		assertThat(directory()).doesNotExist();
	}

	@Test
	void anotherStoreOnTheDirectoryFindsTheValue() {
		StoredValue saved = save("one");
		assertThat(store().load(KEY)).contains(saved);
		assertThat(directory().resolve("certificates/web.acme")).isRegularFile();
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void nobodyButTheOwnerGetsIn() throws IOException {
		save("one");
		new FileAcmeLock(directory(), Clock.systemUTC()).tryAcquire("renew/web", Duration.ofSeconds(60))
			.orElseThrow()
			.close();
		try (Stream<Path> paths = Files.walk(directory())) {
			assertThat(paths).hasSizeGreaterThan(6)
				.allSatisfy((path) -> assertThat(permissions(path))
					.isEqualTo((Files.isDirectory(path)) ? "rwx------" : "rw-------"));
		}
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void nobodyButTheOwnerGetsInWhileAValueIsWritten() throws Exception {
		save("one");
		AtomicBoolean done = new AtomicBoolean();
		Set<String> observed = ConcurrentHashMap.newKeySet();
		CompletableFuture<Void> observer = CompletableFuture.runAsync(() -> observeTemporaries(done, observed));
		FileAcmeStore store = store();
		AtomicInteger rounds = new AtomicInteger();
		try {
			Awaitility.await()
				.pollDelay(Duration.ZERO)
				.pollInterval(Duration.ofMillis(1))
				.atMost(Duration.ofSeconds(60))
				.until(() -> {
					store.save(KEY, new byte[1 << 20], WriteCondition.unchanged(store.load(KEY)));
					return rounds.incrementAndGet() >= 30 && !observed.isEmpty();
				});
		}
		finally {
			done.set(true);
		}
		observer.get();
		assertThat(observed).containsExactly("rw-------");
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void anEmptyDirectoryThatIsTooOpenIsClosed(CapturedOutput output) throws IOException {
		createDirectory("rwxr-xr-x");
		save("one");
		assertThat(permissions(directory())).isEqualTo("rwx------");
		assertThat(output).contains("WARN").contains(directory().toString()).contains("it was closed to them");
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void aDirectoryOfOthersIsLeftAloneButReported(CapturedOutput output) throws IOException {
		createDirectory("rwxr-xr-x");
		Files.createFile(directory().resolve("somebody.else"));
		save("one");
		store().load(KEY);
		assertThat(permissions(directory())).isEqualTo("rwxr-xr-x");
		assertThat(output).contains("Give the store a directory of its own, with the permissions 0700");
	}

	@Test
	void aTornFileIsReportedByItsPathAndLeftAsItIs() throws IOException {
		save("one");
		byte[] torn = tear();
		assertThatExceptionOfType(UnreadableValueException.class).isThrownBy(() -> store().load(KEY))
			.withMessageContaining(file().toString());
		assertThatExceptionOfType(UnreadableValueException.class)
			.isThrownBy(() -> store().save(KEY, new byte[0], WriteCondition.absent()))
			.withMessageContaining(file().toString());
		assertThatExceptionOfType(UnreadableValueException.class)
			.isThrownBy(() -> store().save(KEY, new byte[0], WriteCondition.version("other")));
		assertThatExceptionOfType(UnreadableValueException.class).isThrownBy(() -> store().delete(KEY, "other"));
		assertThat(file()).hasBinaryContent(torn);
	}

	@Test
	void whoNamesTheTornFilesVersionReplacesItAndACopyIsKept() throws IOException {
		save("one");
		for (int number = 1; number <= 2; number++) {
			byte[] torn = tear();
			StoredValue saved = store().save(KEY, new byte[] { (byte) number },
					WriteCondition.version(unreadableVersion()));
			assertThat(store().load(KEY)).contains(saved);
			Path copy = file().resolveSibling("web.acme.unreadable-" + number);
			assertThat(copy).hasBinaryContent(torn);
			assertThat(store().list("certificates/")).containsExactly(KEY);
		}
	}

	@Test
	void whoNamesTheTornFilesVersionDeletesItAndACopyIsKept() throws IOException {
		save("one");
		tear();
		store().delete(KEY, unreadableVersion());
		assertThat(store().load(KEY)).isEmpty();
		assertThat(file().resolveSibling("web.acme.unreadable-1")).exists();
	}

	@Test
	void theFormerCertificateIsUsedInPlaceOfATornOne(CapturedOutput output) throws IOException {
		CertificateRepository repository = new CertificateRepository(store());
		IssuedCertificate former = TestCertificates.certificate(1);
		Stored<IssuedCertificate> saved = repository.save("web", former, WriteCondition.absent());
		repository.save("web", TestCertificates.certificate(2), WriteCondition.version(saved.version()));
		tear();
		Optional<Stored<IssuedCertificate>> found = repository.find("web");
		assertThat(found.map(Stored::value)).contains(former);
		assertThat(output).contains("WARN").contains(file().toString());
		IssuedCertificate next = TestCertificates.certificate(3);
		repository.save("web", next, WriteCondition.version(found.orElseThrow().version()));
		assertThat(repository.find("web").map(Stored::value)).contains(next);
		assertThat(repository.findPrevious("web")).contains(former);
		assertThat(file().resolveSibling("web.acme.unreadable-1")).exists();
	}

	@Test
	void whatACrashLeftBehindIsSwept() throws IOException {
		StoredValue saved = save("one");
		Path leftover = Files.createFile(directory().resolve(".tmp").resolve(".crashed.tmp"));
		assertThat(store().load(KEY)).contains(saved);
		save("two");
		assertThat(leftover).doesNotExist();
		assertThat(store().list(".tmp/")).isEmpty();
	}

	@Test
	void aFailedWriteLeavesNothingBehind() throws IOException {
		Files.createDirectory(directory());
		Files.createFile(directory().resolve("certificates"));
		assertThatExceptionOfType(StoreException.class)
			.isThrownBy(() -> store().save(KEY, new byte[0], WriteCondition.absent()))
			.withMessageContaining(file().toString());
		assertThat(directory().resolve(".tmp")).isEmptyDirectory();
	}

	@Test
	void aFileInPlaceOfTheDirectoryIsReported() throws IOException {
		Files.createFile(directory());
		assertThatExceptionOfType(StoreException.class).isThrownBy(() -> save("one"))
			.withMessageContaining("'" + directory() + "' is not a directory")
			.withMessageContaining("'acme.store.file.directory'");
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void aDirectoryThatCannotBeCreatedIsReported() {
		FileAcmeStore store = new FileAcmeStore(Path.of("/proc/acme"));
		assertThatExceptionOfType(StoreException.class)
			.isThrownBy(() -> store.save(KEY, new byte[0], WriteCondition.absent()))
			.withMessageContaining("/proc/acme")
			.withMessageContaining("'acme.store.file.directory'");
	}

	@Test
	void theTextShowsWhereItIs() {
		assertThat(store()).hasToString("FileAcmeStore[" + directory() + "]");
	}

	private void observeTemporaries(AtomicBoolean done, Set<String> observed) {
		while (!done.get()) {
			try (DirectoryStream<Path> files = Files.newDirectoryStream(directory().resolve(".tmp"))) {
				files.forEach((file) -> observe(file, observed));
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		}
	}

	private void observe(Path file, Set<String> observed) {
		try {
			observed.add(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
		}
		catch (NoSuchFileException ex) {
			assertThat(ex).isNotNull();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private Path directory() {
		return this.temporary.resolve("acme");
	}

	private Path file() {
		return directory().resolve("certificates/web.acme");
	}

	private FileAcmeStore store() {
		return new FileAcmeStore(directory());
	}

	private StoredValue save(String content) {
		FileAcmeStore store = store();
		return store.save(KEY, content.getBytes(StandardCharsets.US_ASCII), WriteCondition.unchanged(store.load(KEY)));
	}

	private byte[] tear() throws IOException {
		byte[] bytes = Files.readAllBytes(file());
		byte[] torn = Arrays.copyOf(bytes, bytes.length - 1);
		Files.write(file(), torn);
		return torn;
	}

	private String unreadableVersion() {
		try {
			throw new IllegalStateException("Readable: " + store().load(KEY));
		}
		catch (UnreadableValueException ex) {
			return ex.getVersion();
		}
	}

	private void createDirectory(String permissions) throws IOException {
		Files.createDirectory(directory());
		Files.setPosixFilePermissions(directory(), PosixFilePermissions.fromString(permissions));
	}

	private static String permissions(Path path) {
		try {
			return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
