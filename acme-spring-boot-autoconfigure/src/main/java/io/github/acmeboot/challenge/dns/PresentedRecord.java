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

package io.github.acmeboot.challenge.dns;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.acmeboot.challenge.PresentedChallenge;

/**
 * A record that the CA is to see. One that cannot be removed, or must not because the
 * application is shutting down, is left to the {@link RecordSweep}.
 */
final class PresentedRecord implements PresentedChallenge {

	private static final Log logger = LogFactory.getLog(PresentedRecord.class);

	private final AtomicBoolean closed = new AtomicBoolean();

	private final JournalledRecords records;

	private final TxtRecord record;

	private final String id;

	private final Instant expires;

	private final VisibilityWatch watch;

	private volatile @Nullable String leftBehind;

	PresentedRecord(JournalledRecords records, TxtRecord record, String id, Instant expires, VisibilityWatch watch) {
		this.records = records;
		this.record = record;
		this.id = id;
		this.expires = expires;
		this.watch = watch;
	}

	@Override
	public Optional<Duration> untilVisible() {
		return this.watch.untilVisible();
	}

	@Override
	public void close() {
		if (!this.closed.compareAndSet(false, true)) {
			return;
		}
		if (Thread.currentThread().isInterrupted()) {
			this.leftBehind = "The application is shutting down.";
			logger.info("Leaving %s where it is for now; removed after %s".formatted(this.record, this.expires));
			return;
		}
		try {
			this.records.remove(this.record, this.id);
		}
		catch (RuntimeException ex) {
			this.leftBehind = String.valueOf(ex.getMessage());
			logger.warn("Unable to remove %s; tried again after %s. %s".formatted(this.record, this.expires,
					ex.getMessage()));
			logger.debug("Removal failed", ex);
		}
	}

	@Override
	public Optional<String> leftBehind() {
		return Optional.ofNullable(this.leftBehind);
	}

}
