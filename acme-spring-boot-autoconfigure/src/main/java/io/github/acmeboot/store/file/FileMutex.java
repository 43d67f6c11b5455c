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

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * An operating system's lock on a file, which ends with the process at the latest. The
 * file stays, for whoever deletes it lets two processes lock two files of one name. It
 * may hold a counter.
 * <p>
 * An operating system counts locks by process and drops them when the process closes the
 * file for the first time, no matter who in it opened it. Hence a file is never opened
 * twice, and what is open is known to the whole process.
 */
final class FileMutex implements Closeable {

	private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

	private static final int COUNTER_LENGTH = 20;

	private final Path file;

	private final RandomAccessFile access;

	private final FileLock lock;

	private final @Nullable Object identity;

	private FileMutex(Path file, RandomAccessFile access, FileLock lock, @Nullable Object identity) {
		this.file = file;
		this.access = access;
		this.lock = lock;
		this.identity = identity;
	}

	static Optional<FileMutex> tryLock(Path file) throws IOException {
		Path real = AtomicFile.directoryOf(file).toRealPath().resolve(file.getFileName());
		if (!OPEN.add(real)) {
			return Optional.empty();
		}
		FileMutex mutex = null;
		try {
			mutex = open(real);
			return Optional.ofNullable(mutex);
		}
		finally {
			if (mutex == null) {
				OPEN.remove(real);
			}
		}
	}

	private static @Nullable FileMutex open(Path file) throws IOException {
		FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OwnerOnly.file(file))
			.close();
		Object identity = identity(file);
		RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw");
		FileLock lock = null;
		try {
			lock = access.getChannel().tryLock();
			if (lock != null && Objects.equals(identity, identity(file))) {
				return new FileMutex(file, access, lock, identity);
			}
			lock = null;
			return null;
		}
		catch (OverlappingFileLockException ex) {
			return null;
		}
		finally {
			if (lock == null) {
				access.close();
			}
		}
	}

	private static @Nullable Object identity(Path file) throws IOException {
		return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
	}

	/**
	 * Returns whether the lock still keeps others out.
	 * @return {@code false} once it was closed, or the file was deleted or replaced
	 */
	boolean isHeld() {
		try {
			return this.lock.isValid() && Objects.equals(this.identity, identity(this.file));
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Raises the counter in the file.
	 * @param least the least new value
	 * @return the new value: the least one, or one more than the former if that is more
	 * @throws IOException if the counter cannot be kept
	 */
	long raise(long least) throws IOException {
		byte[] bytes = new byte[COUNTER_LENGTH];
		this.access.seek(0);
		int length = this.access.read(bytes);
		String text = new String(bytes, 0, Math.max(length, 0), StandardCharsets.US_ASCII);
		long value = Math.max((text.matches("0[0-9]{19}")) ? Long.parseLong(text) + 1 : 1, least);
		this.access.seek(0);
		this.access.write(String.format(Locale.ROOT, "%020d%n", value).getBytes(StandardCharsets.US_ASCII));
		this.access.getFD().sync();
		return value;
	}

	@Override
	public void close() throws IOException {
		try {
			this.access.close();
		}
		finally {
			OPEN.remove(this.file);
		}
	}

}
