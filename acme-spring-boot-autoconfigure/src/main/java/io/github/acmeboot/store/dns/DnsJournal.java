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

package io.github.acmeboot.store.dns;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.SealedValueException;
import io.github.acmeboot.store.StaleWriteException;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.UnreadableValueException;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.codec.Codec;
import io.github.acmeboot.store.codec.StoreKey;

/**
 * Keeps which TXT records were added, or are about to be, until they are known to be
 * removed. One and the same record may be presented several times at once, as when
 * another instance goes on with an order. Safe for use by several threads.
 */
public final class DnsJournal {

	private static final Log logger = LogFactory.getLog(DnsJournal.class);

	private static final String KIND = "dns-records";

	private static final int MAX_ATTEMPTS = 100;

	private final Codec<DnsEntry> codec = new DnsEntryCodec();

	private final Set<String> reported = ConcurrentHashMap.newKeySet();

	private final AcmeStore store;

	public DnsJournal(AcmeStore store) {
		this.store = store;
	}

	/**
	 * Notes that a record is about to be added.
	 * @param name the name of the record
	 * @param value its value
	 * @param id what stands for this very presentation
	 * @param expires when the record is of no more use to it
	 * @return whether nothing was known of the record
	 */
	public boolean enter(String name, String value, String id, Instant expires) {
		for (int attempt = 1;; attempt++) {
			try {
				Optional<Page> former = find(name, value);
				DnsEntry entry = former.map(Page::entry).orElseGet(() -> new DnsEntry(name, value));
				this.store.save(key(name, value), this.codec.encode(entry.with(id, expires)), condition(former));
				return former.isEmpty();
			}
			catch (StaleWriteException ex) {
				giveUpAfter(attempt, ex);
			}
		}
	}

	/**
	 * Notes that a presentation is over. When none is left, nothing is changed yet: the
	 * entry is to be deleted once the record is removed.
	 * @param name the name of the record
	 * @param value its value
	 * @param id what stands for the presentation
	 * @param now the present
	 * @return what is left, or empty if nothing is known of the record
	 */
	public Optional<Page> leave(String name, String value, String id, Instant now) {
		for (int attempt = 1;; attempt++) {
			try {
				return find(name, value).map((page) -> leave(page, id, now));
			}
			catch (StaleWriteException ex) {
				giveUpAfter(attempt, ex);
			}
		}
	}

	private Page leave(Page page, String id, Instant now) {
		DnsEntry left = page.entry().without(id);
		if (!left.isPresentedAt(now) || left.equals(page.entry())) {
			return new Page(left, page.version());
		}
		StoredValue stored = this.store.save(key(left.name(), left.value()), this.codec.encode(left),
				WriteCondition.version(page.version()));
		return new Page(left, stored.version());
	}

	/**
	 * Deletes an entry, once its record is removed.
	 * @param page the entry as it was read
	 * @return whether it is deleted; not if it was entered again since
	 */
	public boolean delete(Page page) {
		try {
			this.store.delete(key(page.entry().name(), page.entry().value()), page.version());
			return true;
		}
		catch (StaleWriteException ex) {
			return false;
		}
	}

	/**
	 * Returns all that is known. One that cannot be read says by its key which record it
	 * is of, and is as good as expired; where it does not, it is reported once.
	 * @return the entries, possibly none
	 */
	public List<DnsEntry> entries() {
		return below(KIND + "/");
	}

	/**
	 * Returns what is known of the records of one name.
	 * @param name the name of the records
	 * @return the entries, possibly none
	 */
	public List<DnsEntry> entries(String name) {
		return below(StoreKey.of(KIND, name) + "/");
	}

	private List<DnsEntry> below(String prefix) {
		return this.store.list(prefix).stream().map(this::read).flatMap(Optional::stream).toList();
	}

	private Optional<DnsEntry> read(String key) {
		String[] segments = key.split("/");
		if (segments.length != 3) {
			return Optional.empty();
		}
		try {
			Optional<Page> page = find(key, new DnsEntry(StoreKey.name(segments[1]), StoreKey.name(segments[2])));
			return page.map(Page::entry).filter((entry) -> isOf(key, entry));
		}
		catch (SealedValueException ex) {
			report(key, ex);
			return Optional.empty();
		}
	}

	private boolean isOf(String key, DnsEntry entry) {
		boolean known = key(entry.name(), entry.value()).equals(key) && entry.name().indexOf('=') < 0;
		if (!known) {
			report("'" + key
					+ "' does not say of which TXT record it is. Remove what is left at that name, and the value "
					+ "from the store.");
		}
		return known;
	}

	private Optional<Page> find(String name, String value) {
		return find(key(name, value), new DnsEntry(name, value));
	}

	private Optional<Page> find(String key, DnsEntry unreadable) {
		try {
			return this.store.load(key).map((stored) -> decode(key, stored, unreadable));
		}
		catch (UnreadableValueException ex) {
			report(key, ex);
			return Optional.of(new Page(unreadable, ex.getVersion()));
		}
	}

	private Page decode(String key, StoredValue stored, DnsEntry unreadable) {
		try {
			return new Page(this.codec.decode(stored.content()), stored.version());
		}
		catch (IllegalArgumentException ex) {
			report(key, ex);
			return new Page(unreadable, stored.version());
		}
	}

	private void report(String key, RuntimeException ex) {
		report("What '" + key + "' says of a TXT record cannot be read: " + ex.getMessage());
	}

	private void report(String message) {
		if (this.reported.add(message)) {
			logger.warn(message);
		}
	}

	private static void giveUpAfter(int attempt, StaleWriteException ex) {
		if (attempt == MAX_ATTEMPTS) {
			throw ex;
		}
	}

	private static WriteCondition condition(Optional<Page> former) {
		return former.map(Page::version).map(WriteCondition::version).orElseGet(WriteCondition::absent);
	}

	private static String key(String name, String value) {
		return StoreKey.of(KIND, name, value);
	}

	/**
	 * An entry, and the version it was read or written at.
	 *
	 * @param entry the entry
	 * @param version the version in the store
	 */
	public record Page(DnsEntry entry, String version) {

	}

}
