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
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.StoreException.Trouble;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.system.MountedDirectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link FileTrouble}, some of them on a file system of their own.
 */
class FileTroubleTests {

	private static final byte[] CONTENT = new byte[8192];

	@TempDir
	private Path directory;

	@ParameterizedTest
	@CsvSource({ "Read-only file system, READ_ONLY", "No space left on device, FULL", "Disk quota exceeded, FULL",
			"Operation not permitted, DENIED", "Stale file handle, UNREACHABLE", "Input/output error, UNREACHABLE",
			"Transport endpoint is not connected, UNREACHABLE", "Connection timed out, SLOW",
			"Not a directory, OTHER" })
	void isToldByWhatTheOperatingSystemSays(String text, Trouble trouble) {
		FileTrouble judge = new FileTrouble(this.directory);
		assertThat(judge.of(new FileSystemException("web.acme", null, text))).isEqualTo(trouble);
		assertThat(judge.of(new IOException(text))).isEqualTo(trouble);
	}

	@Test
	void whoIsNotLetInIsDenied() {
		assertThat(new FileTrouble(this.directory).of(new AccessDeniedException("web.acme"))).isEqualTo(Trouble.DENIED);
	}

	@Test
	void aFileSystemThatIsReadOnlySaysSoItselfWhateverTheLanguage() {
		try (MountedDirectory mounted = MountedDirectory.mount(this.directory)) {
			mounted.remount("ro");
			assertThat(new FileTrouble(mounted.path())
				.of(new FileSystemException("web.acme", null, "Dateisystem ist nur lesbar")))
				.isEqualTo(Trouble.READ_ONLY);
		}
	}

	@Test
	void aReadOnlyFileSystemIsReadButNotWritten() {
		try (MountedDirectory mounted = MountedDirectory.mount(this.directory)) {
			FileAcmeStore store = new FileAcmeStore(mounted.path());
			store.save("certificates/web", CONTENT, WriteCondition.absent());
			mounted.remount("ro");
			assertThat(store.load("certificates/web")).isPresent();
			assertThatExceptionOfType(StoreException.class)
				.isThrownBy(() -> store.save("certificates/shop", CONTENT, WriteCondition.absent()))
				.satisfies((failure) -> assertThat(failure.getTrouble()).isEqualTo(Trouble.READ_ONLY))
				.withMessageContaining("Read-only file system")
				.withMessageContaining("can be written to");
		}
	}

	@Test
	void aFullFileSystemKeepsWhatIsThere() throws IOException {
		try (MountedDirectory mounted = MountedDirectory.mount(this.directory)) {
			FileAcmeStore store = new FileAcmeStore(mounted.path());
			store.save("certificates/web", CONTENT, WriteCondition.absent());
			mounted.fill();
			assertThatExceptionOfType(StoreException.class)
				.isThrownBy(() -> store.save("certificates/shop", CONTENT, WriteCondition.absent()))
				.satisfies((failure) -> assertThat(failure.getTrouble()).isEqualTo(Trouble.FULL))
				.withMessageContaining("Free space");
			assertThat(store.load("certificates/web")).isPresent();
			assertThat(store.load("certificates/shop")).isEmpty();
		}
	}

	@Test
	void aFileInPlaceOfTheDirectoryIsNoneOfTheKnownTroubles() throws IOException {
		Path file = Files.createFile(this.directory.resolve("acme"));
		assertThatExceptionOfType(StoreException.class)
			.isThrownBy(() -> new FileAcmeStore(file).load("certificates/web"))
			.satisfies((failure) -> assertThat(failure.getTrouble()).isEqualTo(Trouble.OTHER))
			.withMessageContaining("is not a directory");
	}

}
