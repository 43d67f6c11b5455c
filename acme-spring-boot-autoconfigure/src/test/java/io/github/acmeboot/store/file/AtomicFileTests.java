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
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link AtomicFile}.
 */
class AtomicFileTests {

	@TempDir
	private Path directory;

	@Test
	void aFileIsReplacedByAnotherOne() throws IOException {
		Path file = this.directory.resolve("file");
		AtomicFile.replace(file, this.directory, new byte[] { 1, 2 });
		Path link = Files.createLink(this.directory.resolve("former"), file);
		AtomicFile.replace(file, this.directory, new byte[] { 3 });
		assertThat(file).hasBinaryContent(new byte[] { 3 });
		assertThat(link).hasBinaryContent(new byte[] { 1, 2 });
		assertThat(this.directory.toFile().list()).containsExactlyInAnyOrder("file", "former");
	}

	@Test
	void aFileThatCannotBeReplacedStaysAndNothingIsLeftBehind() throws IOException {
		Path file = this.directory.resolve("file");
		Files.createDirectories(file.resolve("in-the-way"));
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> AtomicFile.replace(file, this.directory, new byte[] { 3 }));
		assertThat(this.directory.toFile().list()).containsExactly("file");
	}

	@Test
	void aThreadThatIsInterruptedWritesAndStaysInterrupted() throws IOException {
		Path file = this.directory.resolve("file");
		Thread.currentThread().interrupt();
		AtomicFile.replace(file, this.directory, new byte[] { 3 });
		assertThat(Thread.interrupted()).isTrue();
		assertThat(file).hasBinaryContent(new byte[] { 3 });
	}

}
