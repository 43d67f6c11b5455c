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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.acmeboot.store.dns.DnsEntry;

/**
 * Removes the records that crashes and failures have left. Any instance may do so, also
 * at the same time as others.
 */
final class RecordSweep implements Runnable {

	static final Duration INTERVAL = Duration.ofMinutes(10);

	static final Duration GIVE_UP = Duration.ofDays(30);

	private static final Duration MAX_WAIT = Duration.ofDays(1);

	private static final Log logger = LogFactory.getLog(RecordSweep.class);

	private final Map<TxtRecord, Failure> failures = new ConcurrentHashMap<>();

	private final JournalledRecords records;

	private final Clock clock;

	RecordSweep(JournalledRecords records, Clock clock) {
		this.records = records;
		this.clock = clock;
	}

	@Override
	public void run() {
		try {
			List<DnsEntry> left = this.records.left();
			this.failures.keySet()
				.removeIf((record) -> left.stream().noneMatch((entry) -> record.equals(record(entry))));
			left.stream().takeWhile((entry) -> !Thread.currentThread().isInterrupted()).forEach(this::sweep);
		}
		catch (RuntimeException ex) {
			logger.warn("Unable to look for DNS records that were left; trying again in " + INTERVAL.toMinutes()
					+ " minutes: " + ex.getMessage());
			logger.debug("Sweep failed", ex);
		}
	}

	private void sweep(DnsEntry entry) {
		TxtRecord record = record(entry);
		Failure former = this.failures.get(record);
		if (former != null && former.next().isAfter(this.clock.instant())) {
			return;
		}
		try {
			this.records.remove(record, "");
			this.failures.remove(record);
			logger.info("Removed %s, which was left behind".formatted(record));
		}
		catch (RuntimeException ex) {
			failed(entry, (former != null) ? former.waited().multipliedBy(2) : INTERVAL, ex);
		}
	}

	private void failed(DnsEntry entry, Duration wait, RuntimeException ex) {
		TxtRecord record = record(entry);
		logger.debug("Removal failed", ex);
		if (isTooOld(entry)) {
			this.failures.remove(record);
			this.records.abandon(record);
			logger.error(
					("Giving up on %s with the value '%s', which was left behind and could not be removed for %d days. "
							+ "Remove it yourself. %s")
						.formatted(record, record.value(), GIVE_UP.toDays(), ex.getMessage()));
			return;
		}
		Duration bounded = (wait.compareTo(MAX_WAIT) < 0) ? wait : MAX_WAIT;
		Instant next = this.clock.instant().plus(bounded);
		this.failures.put(record, new Failure(bounded, next));
		logger.warn("Unable to remove %s, which was left behind; next attempt after %s. %s".formatted(record, next,
				ex.getMessage()));
	}

	private boolean isTooOld(DnsEntry entry) {
		return !entry.presentations().isEmpty() && entry.expires().plus(GIVE_UP).isBefore(this.clock.instant());
	}

	private static TxtRecord record(DnsEntry entry) {
		return new TxtRecord(entry.name(), entry.value());
	}

	/**
	 * A removal that has failed.
	 *
	 * @param waited how long to wait for the next one
	 * @param next when that is
	 */
	private record Failure(Duration waited, Instant next) {

	}

}
