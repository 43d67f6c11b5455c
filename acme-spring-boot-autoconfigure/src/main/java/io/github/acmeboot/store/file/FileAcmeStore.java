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
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StaleWriteException;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.UnreadableValueException;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.codec.ValueFrame;

/**
 * {@link AcmeStore} that keeps each value in a file of its own. The directory may be
 * shared by several processes of one machine.
 */
public final class FileAcmeStore implements AcmeStore {

	static final String PROPERTY = "acme.store.file.directory";

	private final StoreDirectory directory;

	/**
	 * Creates a store.
	 * @param directory the directory, which is created when it is first written to
	 */
	public FileAcmeStore(Path directory) {
		this(directory, PROPERTY);
	}

	FileAcmeStore(Path directory, String property) {
		this.directory = new StoreDirectory(directory, property);
	}

	@Override
	public Optional<StoredValue> load(String key) {
		return read(key).map(ValueFrame::value);
	}

	@Override
	public StoredValue save(String key, byte[] content, WriteCondition condition) {
		StoredValue value = new StoredValue(content, UUID.randomUUID().toString());
		Path file = file(key);
		return this.directory.exclusively(file, () -> {
			Optional<ValueFrame> current = readForChange(key, condition);
			long fence = current.map(ValueFrame::fence).orElse(0L);
			if (condition.fence() > 0 && condition.fence() < fence) {
				throw new StaleWriteException(key, condition);
			}
			this.directory.write(file, new ValueFrame(value, Math.max(fence, condition.fence())).toBytes());
			return value;
		});
	}

	@Override
	public void delete(String key, String version) {
		Path file = file(key);
		if (!Files.exists(file)) {
			return;
		}
		this.directory.exclusively(file, () -> {
			if (Files.exists(file)) {
				readForChange(key, WriteCondition.version(version));
				this.directory.delete(file);
			}
			return true;
		});
	}

	@Override
	public List<String> list(String prefix) {
		Path start = KeyPath.resolvePrefix(this.directory.path(), prefix);
		KeyCollector keys = new KeyCollector(this.directory.path());
		try {
			Files.walkFileTree(start, keys);
		}
		catch (IOException ex) {
			throw this.directory.failure("list", start, ex);
		}
		return keys.found.stream().filter((key) -> key.startsWith(prefix)).toList();
	}

	@Override
	public Optional<String> forgets() {
		return new PassingDirectory(this.directory.path()).reason()
			.map((reason) -> "'" + PROPERTY + "' is '" + this.directory.path() + "', which " + reason);
	}

	private Path file(String key) {
		return KeyPath.resolve(this.directory.path(), key);
	}

	private Optional<ValueFrame> read(String key) {
		Optional<byte[]> bytes = this.directory.read(file(key));
		Optional<ValueFrame> value = bytes.flatMap(ValueFrame::parse);
		if (bytes.isPresent() && value.isEmpty()) {
			throw new UnreadableValueException(key, ValueFrame.unreadableVersion(bytes.get()),
					"Unable to read '" + file(key) + "': it is cut off, altered or from another program. "
							+ "Restore it from a backup; when it is written next, a copy is kept beside it.",
					null);
		}
		return value;
	}

	private Optional<ValueFrame> readForChange(String key, WriteCondition condition) throws IOException {
		try {
			Optional<ValueFrame> current = read(key);
			if (!condition.version().equals(current.map((file) -> file.value().version()))) {
				throw new StaleWriteException(key, condition);
			}
			return current;
		}
		catch (UnreadableValueException ex) {
			if (!condition.version().equals(Optional.of(ex.getVersion()))) {
				throw ex;
			}
			Path file = file(key);
			this.directory.keepAside(file, this.directory.read(file).orElseThrow());
			return Optional.empty();
		}
	}

	@Override
	public boolean isRemote() {
		return false;
	}

	@Override
	public String toString() {
		return "FileAcmeStore[" + this.directory.path() + "]";
	}

	private static final class KeyCollector extends SimpleFileVisitor<Path> {

		private final TreeSet<String> found = new TreeSet<>();

		private final Path directory;

		private KeyCollector(Path directory) {
			this.directory = directory;
		}

		@Override
		public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
			KeyPath.key(this.directory, file).ifPresent(this.found::add);
			return FileVisitResult.CONTINUE;
		}

		@Override
		public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
			return continueIfGone(failure);
		}

		@Override
		public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
			return continueIfGone(failure);
		}

		private static FileVisitResult continueIfGone(@Nullable IOException failure) throws IOException {
			if (failure != null && !(failure instanceof NoSuchFileException)) {
				throw failure;
			}
			return FileVisitResult.CONTINUE;
		}

	}

}
