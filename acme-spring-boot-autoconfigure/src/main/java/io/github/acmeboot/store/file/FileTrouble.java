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
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import io.github.acmeboot.store.StoreException.Trouble;

/**
 * Tells by a failure, and by the file system itself, what is the matter with a directory.
 * The texts of the operating system are its own and may be translated; the file system is
 * asked where they say nothing.
 */
final class FileTrouble {

	private static final long HARDLY_ANYTHING = 64 * 1024;

	private static final Map<String, Trouble> TEXTS = new LinkedHashMap<>(
			Map.of("read-only file system", Trouble.READ_ONLY, "no space left", Trouble.FULL, "quota exceeded",
					Trouble.FULL, "permission denied", Trouble.DENIED, "operation not permitted", Trouble.DENIED,
					"stale file handle", Trouble.UNREACHABLE, "input/output error", Trouble.UNREACHABLE, "host is down",
					Trouble.UNREACHABLE, "endpoint is not connected", Trouble.UNREACHABLE, "timed out", Trouble.SLOW));

	private final Path directory;

	FileTrouble(Path directory) {
		this.directory = directory;
	}

	Trouble of(IOException failure) {
		if (failure instanceof BusyException) {
			return Trouble.SLOW;
		}
		if (failure instanceof AccessDeniedException) {
			return Trouble.DENIED;
		}
		String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
		return TEXTS.entrySet()
			.stream()
			.filter((entry) -> text.contains(entry.getKey()))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElseGet(this::ofFileSystem);
	}

	private Trouble ofFileSystem() {
		try {
			FileStore fileSystem = Files.getFileStore(this.directory);
			if (fileSystem.isReadOnly()) {
				return Trouble.READ_ONLY;
			}
			return (fileSystem.getUsableSpace() < HARDLY_ANYTHING) ? Trouble.FULL : Trouble.OTHER;
		}
		catch (IOException ex) {
			return Trouble.OTHER;
		}
	}

	/**
	 * Somebody else has been writing for too long.
	 */
	static final class BusyException extends FileSystemException {

		private static final long serialVersionUID = 1L;

		BusyException(Path file, String reason) {
			super(file.toString(), null, reason);
		}

	}

}
