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
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.github.acmeboot.lock.AcmeLock;
import io.github.acmeboot.lock.Lease;
import io.github.acmeboot.store.codec.StoreKey;

/**
 * {@link AcmeLock} by the operating system's locks on files, for the processes of one
 * machine. A lease ends with its process, however that ends, and cannot end sooner unless
 * its file is deleted; this is looked for at a third of its time to live.
 */
final class FileAcmeLock implements AcmeLock, AutoCloseable {

	private static final String SUFFIX = ".lock";

	private final StoreDirectory directory;

	private final Clock clock;

	private final ScheduledThreadPoolExecutor watch = new ScheduledThreadPoolExecutor(1, (task) -> {
		Thread thread = new Thread(task, "acme-lock");
		thread.setDaemon(true);
		return thread;
	});

	FileAcmeLock(Path directory, Clock clock) {
		this.directory = new StoreDirectory(directory, FileAcmeStore.PROPERTY);
		this.clock = clock;
		this.watch.setRemoveOnCancelPolicy(true);
	}

	@Override
	public Optional<Lease> tryAcquire(String name, Duration timeToLive) {
		Path file = KeyPath.resolve(this.directory.path(), StoreKey.of(StoreDirectory.LOCKS, name), SUFFIX);
		try {
			this.directory.createDirectories(AtomicFile.directoryOf(file));
			this.directory.check();
			Optional<FileMutex> mutex = FileMutex.tryLock(file);
			return (mutex.isPresent()) ? Optional.of(lease(mutex.get(), timeToLive)) : Optional.empty();
		}
		catch (IOException ex) {
			throw this.directory.failure("lock", file, ex);
		}
	}

	private Lease lease(FileMutex mutex, Duration timeToLive) throws IOException {
		boolean leased = false;
		try {
			FileLease lease = new FileLease(mutex, mutex.raise(this.clock.millis()));
			long interval = Math.max(timeToLive.toMillis() / 3, 1);
			lease.watchedBy(this.watch.scheduleWithFixedDelay(lease::check, interval, interval, TimeUnit.MILLISECONDS));
			leased = true;
			return lease;
		}
		finally {
			if (!leased) {
				mutex.close();
			}
		}
	}

	@Override
	public void close() {
		this.watch.shutdownNow();
	}

}
