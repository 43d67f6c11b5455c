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
import java.util.Optional;
import java.util.UUID;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.store.dns.DnsEntry;
import io.github.acmeboot.store.dns.DnsJournal;

/**
 * Adds and removes records, and has each of them in the journal from before it is added
 * until after it is removed. A record that is presented more than once is removed with
 * the last presentation. Safe for use by several threads and instances.
 */
final class JournalledRecords {

	private static final Log logger = LogFactory.getLog(JournalledRecords.class);

	private static final int MAX_ATTEMPTS = 10;

	/**
	 * How long a record is presented to whom it was taken from, if he has gone.
	 */
	private static final Duration RESTORED = Duration.ofMinutes(1);

	private final DnsProvider provider;

	private final DnsJournal journal;

	private final Clock clock;

	JournalledRecords(DnsProvider provider, DnsJournal journal, Clock clock) {
		this.provider = provider;
		this.journal = journal;
		this.clock = clock;
	}

	/**
	 * Adds a record.
	 * @param record the record
	 * @param expires when it is of no more use
	 * @return what stands for this presentation of it
	 */
	String add(TxtRecord record, Instant expires) {
		String id = UUID.randomUUID().toString();
		boolean first = this.journal.enter(record.name(), record.value(), id, expires);
		try {
			this.provider.add(record);
			return id;
		}
		catch (RuntimeException ex) {
			takeBack(record, id, first, ex);
			throw (ex instanceof AcmeException failure) ? failure : failed(record, ex);
		}
	}

	private AcmeException failed(TxtRecord record, RuntimeException cause) {
		return new AcmeException(Reason.DNS,
				"Unable to add %s by %s: %s".formatted(record, this.provider.getClass().getName(), cause), cause);
	}

	private void takeBack(TxtRecord record, String id, boolean first, RuntimeException failure) {
		try {
			if (first && failure instanceof AcmeException refusal && refusal.getReason() == Reason.CONFIGURATION) {
				forget(record, id);
			}
			else if (!Thread.currentThread().isInterrupted()) {
				remove(record, id);
			}
		}
		catch (RuntimeException ex) {
			logger.debug("%s stays in the journal".formatted(record), ex);
		}
	}

	private void forget(TxtRecord record, String id) {
		leave(record, id).filter((page) -> !page.entry().isPresentedAt(this.clock.instant()))
			.ifPresent(this.journal::delete);
	}

	/**
	 * Ends a presentation, and removes the record if it was the last one. Somebody who
	 * presents it again in the meantime gets it back.
	 * @param record the record
	 * @param id what stands for the presentation
	 */
	void remove(TxtRecord record, String id) {
		boolean removed = false;
		for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
			Optional<DnsJournal.Page> page = leave(record, id);
			if (page.isEmpty()) {
				return;
			}
			if (page.get().entry().isPresentedAt(this.clock.instant())) {
				if (removed) {
					restore(record);
				}
				return;
			}
			this.provider.remove(record);
			removed = true;
			if (this.journal.delete(page.get())) {
				return;
			}
		}
	}

	private void restore(TxtRecord record) {
		logger.debug(record + " is presented again meanwhile");
		remove(record, add(record, this.clock.instant().plus(RESTORED)));
	}

	private Optional<DnsJournal.Page> leave(TxtRecord record, String id) {
		return this.journal.leave(record.name(), record.value(), id, this.clock.instant());
	}

	/**
	 * Counts the records of a name that somebody needs.
	 * @param name the name of the records
	 * @return how many there are
	 */
	int presented(String name) {
		Instant now = this.clock.instant();
		return (int) this.journal.entries(new TxtRecord(name, "").name())
			.stream()
			.filter((entry) -> entry.isPresentedAt(now))
			.count();
	}

	/**
	 * Returns the records that nobody needs any more and nobody has removed.
	 * @return the entries of the journal
	 */
	List<DnsEntry> left() {
		Instant now = this.clock.instant();
		return this.journal.entries().stream().filter((entry) -> !entry.isPresentedAt(now)).toList();
	}

	/**
	 * Gives up on a record: the journal knows it no longer.
	 * @param record the record
	 */
	void abandon(TxtRecord record) {
		forget(record, "");
	}

}
