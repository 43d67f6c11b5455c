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
import java.util.Map;
import java.util.Optional;

/**
 * A directory of which there may be nothing left after a restart.
 */
final class PassingDirectory {

	private static final String MEMORY = "is in memory";

	private static final String CONTAINER = "is within the container and not on a volume";

	private static final Map<String, String> REASONS = Map.of("tmpfs", MEMORY, "ramfs", MEMORY, "overlay", CONTAINER,
			"overlayfs", CONTAINER, "aufs", CONTAINER);

	private final Path path;

	PassingDirectory(Path path) {
		this.path = path.toAbsolutePath().normalize();
	}

	Optional<String> reason() {
		Path existing = this.path;
		while (existing.getParent() != null && !Files.exists(existing)) {
			existing = existing.getParent();
		}
		try {
			return ofType(Files.getFileStore(existing)).or(() -> temporary());
		}
		catch (IOException ex) {
			return temporary();
		}
	}

	private static Optional<String> ofType(FileStore store) {
		return Optional.ofNullable(REASONS.get(store.type()))
			.map((reason) -> reason + " (file system '" + store.type() + "')");
	}

	private Optional<String> temporary() {
		Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath().normalize();
		return this.path.startsWith(temporary) ? Optional.of("is below the directory for temporary files")
				: Optional.empty();
	}

}
