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
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.util.Assert;

import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.StoreException.Trouble;

/**
 * The directory of a store. One thread of all processes at a time writes in it; the
 * others read meanwhile.
 */
final class StoreDirectory {

	private static final Log logger = LogFactory.getLog(StoreDirectory.class);

	private static final String MUTEX = ".lock";

	private static final String TEMPORARIES = ".tmp";

	static final String LOCKS = "locks";

	private static final Set<String> OWN = Set.of(MUTEX, TEMPORARIES, LOCKS);

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(2);

	private final ReentrantLock writing = new ReentrantLock();

	private final Path path;

	private final String property;

	private volatile boolean checked;

	/**
	 * Creates the directory of a store; it is made when it is first written to.
	 * @param path where it is
	 * @param property the property that says so
	 */
	StoreDirectory(Path path, String property) {
		this.path = path.toAbsolutePath().normalize();
		this.property = property;
		Assert.isTrue(this.path.getNameCount() > 0, "The store needs a directory of its own");
	}

	Path path() {
		return this.path;
	}

	Optional<byte[]> read(Path file) {
		try {
			check();
			return Optional.of(Uninterrupted.call(() -> Files.readAllBytes(file)));
		}
		catch (NoSuchFileException ex) {
			return Optional.empty();
		}
		catch (IOException ex) {
			throw failure("read", file, ex);
		}
	}

	void write(Path file, byte[] content) throws IOException {
		createDirectories(AtomicFile.directoryOf(file));
		AtomicFile.replace(file, this.path.resolve(TEMPORARIES), content);
	}

	/**
	 * Keeps a copy of a file that is about to be replaced.
	 * @param file the file
	 * @param content what is in it
	 * @throws IOException if the copy cannot be written
	 */
	void keepAside(Path file, byte[] content) throws IOException {
		Path copy = null;
		for (int number = 1; copy == null || Files.exists(copy); number++) {
			copy = file.resolveSibling(file.getFileName() + ".unreadable-" + number);
		}
		AtomicFile.replace(copy, this.path.resolve(TEMPORARIES), content);
		logger.warn("'" + file + "' could not be read and is replaced; a copy is kept as '" + copy.getFileName() + "'");
	}

	void delete(Path file) throws IOException {
		Files.deleteIfExists(file);
		AtomicFile.syncDirectory(AtomicFile.directoryOf(file));
	}

	/**
	 * Carries out a change while nobody else makes one.
	 * @param <V> the type of the result
	 * @param file the file that is changed
	 * @param change what to do
	 * @return the result of the change
	 */
	<V> V exclusively(Path file, Uninterrupted.Operation<V> change) {
		this.writing.lock();
		try {
			createDirectories(this.path.resolve(TEMPORARIES));
			check();
			return change(Uninterrupted.call(this::awaitMutex), change);
		}
		catch (IOException ex) {
			throw failure("change", file, ex);
		}
		finally {
			this.writing.unlock();
		}
	}

	private <V> V change(FileMutex mutex, Uninterrupted.Operation<V> change) throws IOException {
		try {
			sweep();
			return change.call();
		}
		finally {
			mutex.close();
		}
	}

	private FileMutex awaitMutex() throws IOException {
		Path file = this.path.resolve(MUTEX);
		long start = System.nanoTime();
		Optional<FileMutex> mutex = FileMutex.tryLock(file);
		while (mutex.isEmpty()) {
			if (System.nanoTime() - start > PATIENCE.toNanos()) {
				throw new FileTrouble.BusyException(file,
						"another process has been writing for " + PATIENCE.toSeconds() + " s");
			}
			LockSupport.parkNanos(PAUSE);
			mutex = FileMutex.tryLock(file);
		}
		return mutex.get();
	}

	/**
	 * Creates a directory in this one, and makes sure that it outlives a crash.
	 * @param directory the directory
	 * @throws IOException if it cannot be created
	 */
	void createDirectories(Path directory) throws IOException {
		if (Files.isDirectory(directory)) {
			return;
		}
		OwnerOnly.createDirectories(directory);
		for (Path created = directory; created.startsWith(this.path); created = AtomicFile.directoryOf(created)) {
			Path parent = AtomicFile.directoryOf(created);
			if (Files.isReadable(parent)) {
				AtomicFile.syncDirectory(parent);
			}
		}
	}

	void check() throws IOException {
		if (this.checked || !Files.isDirectory(this.path)) {
			return;
		}
		this.checked = true;
		if (OwnerOnly.isTooOpen(this.path)) {
			tighten();
		}
	}

	private void tighten() {
		String open = "The directory '" + this.path + "' keeps private keys and is open to others than its owner";
		try {
			if (!isOurs()) {
				throw new FileSystemException(this.path.toString(), null, "it is not empty, so it was left as it is");
			}
			OwnerOnly.tighten(this.path);
			logger.warn(open + "; it was closed to them");
		}
		catch (IOException ex) {
			logger.warn(open + ". Give the store a directory of its own, with the permissions 0700 (" + ex.getMessage()
					+ ")");
		}
	}

	private boolean isOurs() throws IOException {
		try (DirectoryStream<Path> content = Files.newDirectoryStream(this.path,
				(entry) -> !OWN.contains(entry.getFileName().toString()))) {
			return !content.iterator().hasNext();
		}
	}

	private void sweep() throws IOException {
		try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(this.path.resolve(TEMPORARIES))) {
			for (Path leftover : leftovers) {
				Files.deleteIfExists(leftover);
			}
		}
	}

	StoreException failure(String verb, Path file, IOException ex) {
		Trouble trouble = new FileTrouble(this.path).of(ex);
		return new StoreException(trouble, "Unable to " + verb + " '" + file + "': " + reason(ex) + ". "
				+ remedy(trouble) + " Another directory can be set with '" + this.property + "'.", ex);
	}

	private String remedy(Trouble trouble) {
		if (Files.exists(this.path) && !Files.isDirectory(this.path)) {
			return "'" + this.path + "' is not a directory.";
		}
		return switch (trouble) {
			case DENIED ->
				"Let the user '" + System.getProperty("user.name") + "' read and write in '" + this.path + "'.";
			case READ_ONLY -> "Mount the file system of '" + this.path + "' so that it can be written to.";
			case FULL -> "Free space on the file system of '" + this.path + "', or raise the quota.";
			case SLOW -> "Find out what holds the lock of the directory.";
			case UNREACHABLE, OTHER -> "Check that the disk is not full and that its file system is sound.";
		};
	}

	private static String reason(IOException ex) {
		if (ex instanceof FileSystemException failure && failure.getReason() != null) {
			return failure.getReason();
		}
		return ex.getClass().getSimpleName() + ": " + ex.getMessage();
	}

}
