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
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PassingDirectory}.
 */
class PassingDirectoryTests {

	private static final Path MEMORY = Path.of("/dev/shm");

	private static final Set<String> PASSING = Set.of("tmpfs", "ramfs", "overlay", "overlayfs", "aufs");

	@Test
	void isNoneToKeepAnythingInBelowTheDirectoryForTemporaryFiles() {
		Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
		assertThat(new PassingDirectory(temporary.resolve("not/there/yet")).reason()).isPresent();
	}

	@Test
	@EnabledIf("hasMemory")
	void isNoneToKeepAnythingInWhenItIsInMemory() {
		assertThat(new PassingDirectory(MEMORY.resolve("not/there/yet")).reason())
			.contains("is in memory (file system 'tmpfs')");
		assertThat(new FileAcmeStore(MEMORY.resolve("acme")).forgets())
			.contains("'acme.store.file.directory' is '/dev/shm/acme', which is in memory (file system 'tmpfs')");
	}

	@Test
	void isGoodOnAnyOtherDisk() throws IOException {
		Path directory = Path.of("target").toAbsolutePath();
		boolean temporary = directory.startsWith(System.getProperty("java.io.tmpdir"));
		FileStore store = Files.getFileStore(directory);
		assertThat(new PassingDirectory(directory.resolve("acme")).reason().isPresent())
			.isEqualTo(temporary || PASSING.contains(store.type()));
	}

	static boolean hasMemory() throws IOException {
		return Files.exists(MEMORY) && Files.getFileStore(MEMORY).type().equals("tmpfs");
	}

}
