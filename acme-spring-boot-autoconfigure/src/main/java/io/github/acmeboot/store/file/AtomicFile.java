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
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;

/**
 * Writes files as a whole: who reads one sees the former content or the new one, also
 * after a crash.
 */
final class AtomicFile {

	static final String TEMPORARY = ".tmp";

	private static final Set<OpenOption> WRITE = Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
			StandardOpenOption.WRITE);

	private AtomicFile() {
	}

	/**
	 * Replaces a file.
	 * @param file the file; its directory exists
	 * @param temporaries a directory on the same file system for the file being written
	 * @param content the new content
	 * @throws IOException if the file cannot be written; it is as before then
	 */
	static void replace(Path file, Path temporaries, byte[] content) throws IOException {
		Path temporary = temporaries.resolve("." + UUID.randomUUID() + TEMPORARY);
		try {
			write(temporary, content);
			Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
		}
		finally {
			Files.deleteIfExists(temporary);
		}
		syncDirectory(directoryOf(file));
	}

	private static void write(Path file, byte[] content) throws IOException {
		Uninterrupted.call(() -> {
			try (FileChannel channel = FileChannel.open(file, WRITE, OwnerOnly.file(file))) {
				ByteBuffer buffer = ByteBuffer.wrap(content);
				while (buffer.hasRemaining()) {
					channel.write(buffer);
				}
				channel.force(true);
				return channel;
			}
		});
	}

	static Path directoryOf(Path file) {
		Path directory = file.getParent();
		return (directory != null) ? directory : file;
	}

	static void syncDirectory(Path directory) throws IOException {
		if (OwnerOnly.isPosix(directory)) {
			Uninterrupted.call(() -> {
				try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
					channel.force(true);
					return channel;
				}
			});
		}
	}

}
