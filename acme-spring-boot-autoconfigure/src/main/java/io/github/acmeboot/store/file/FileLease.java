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
import java.util.concurrent.Future;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.acmeboot.lock.Lease;

/**
 * {@link Lease} on the lock of a file.
 */
final class FileLease implements Lease {

	private static final Log logger = LogFactory.getLog(FileLease.class);

	private final FileMutex mutex;

	private final long fence;

	private @Nullable Future<?> watch;

	private @Nullable Runnable listener;

	private boolean closed;

	FileLease(FileMutex mutex, long fence) {
		this.mutex = mutex;
		this.fence = fence;
	}

	synchronized void watchedBy(Future<?> watch) {
		this.watch = watch;
	}

	@Override
	public long fence() {
		return this.fence;
	}

	@Override
	public synchronized boolean held() {
		return !this.closed && this.mutex.isHeld();
	}

	@Override
	public void onLost(Runnable listener) {
		synchronized (this) {
			this.listener = listener;
		}
		check();
	}

	void check() {
		Runnable listener;
		synchronized (this) {
			if (this.closed || this.listener == null || this.mutex.isHeld()) {
				return;
			}
			listener = this.listener;
			this.listener = null;
		}
		listener.run();
	}

	@Override
	public synchronized void close() {
		if (this.closed) {
			return;
		}
		this.closed = true;
		if (this.watch != null) {
			this.watch.cancel(false);
		}
		try {
			this.mutex.close();
		}
		catch (IOException ex) {
			logger.warn("A lock file could not be closed; it is free when this process ends", ex);
		}
	}

}
