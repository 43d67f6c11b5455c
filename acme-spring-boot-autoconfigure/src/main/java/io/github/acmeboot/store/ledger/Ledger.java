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

package io.github.acmeboot.store.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What was spent of the limits of a CA, and what it has asked us to wait for. What has
 * passed is kept until there is much of it, since the clock of whoever writes may be
 * wrong.
 *
 * @param entries what passes with the time, by what it is about
 * @param failures how many authorizations have failed in a row, by identifier
 */
public record Ledger(Map<Key, Entry> entries, Map<String, Integer> failures) {

	/**
	 * Nothing was spent.
	 */
	public static final Ledger EMPTY = new Ledger(Map.of(), Map.of());

	private static final int KEPT = 500;

	private static final Duration TOLERANCE = Duration.ofMinutes(5);

	public Ledger {
		entries = Map.copyOf(entries);
		failures = Map.copyOf(failures);
	}

	/**
	 * Finds an entry.
	 * @param key what it is about
	 * @return the entry, or empty if there is none
	 */
	public Optional<Entry> find(Key key) {
		return Optional.ofNullable(this.entries.get(key));
	}

	/**
	 * Returns the same with an entry.
	 * @param key what it is about
	 * @param entry the entry, in place of a former one
	 * @return the ledger
	 */
	public Ledger with(Key key, Entry entry) {
		Map<Key, Entry> changed = new LinkedHashMap<>(this.entries);
		changed.put(key, entry);
		return new Ledger(changed, this.failures);
	}

	/**
	 * Returns the same without some entries.
	 * @param keys says which ones to leave out
	 * @return the ledger
	 */
	public Ledger without(Predicate<Key> keys) {
		Map<Key, Entry> changed = new LinkedHashMap<>(this.entries);
		changed.keySet().removeIf(keys);
		return new Ledger(changed, this.failures);
	}

	/**
	 * Returns the same with a number of failures in a row.
	 * @param identifier what control of was to be proved
	 * @param count the number, zero for none
	 * @return the ledger
	 */
	public Ledger withFailures(String identifier, int count) {
		Map<String, Integer> changed = new LinkedHashMap<>(this.failures);
		changed.remove(identifier);
		if (count > 0) {
			changed.put(identifier, count);
		}
		return new Ledger(this.entries, changed);
	}

	/**
	 * Returns the same with what another ledger knows more of.
	 * @param other the other ledger
	 * @param now the present
	 * @return the ledger, with what lasts longer of both
	 */
	public Ledger merged(Ledger other, Instant now) {
		Map<Key, Entry> entries = new LinkedHashMap<>(this.entries);
		other.entries.forEach((key, entry) -> entries.merge(key, entry,
				(one, another) -> (one.left(now).compareTo(another.left(now)) < 0) ? another : one));
		Map<String, Integer> failures = new LinkedHashMap<>(this.failures);
		other.failures.forEach((identifier, count) -> failures.merge(identifier, count, Math::max));
		return new Ledger(entries, failures);
	}

	/**
	 * Returns the same with a note of when entries were first seen that were written in
	 * the future: from then on they count.
	 * @param now the present
	 * @return the ledger
	 */
	public Ledger noticed(Instant now) {
		Map<Key, Entry> changed = new LinkedHashMap<>(this.entries);
		changed.replaceAll((key, entry) -> entry.noticed(now));
		return new Ledger(changed, this.failures);
	}

	/**
	 * Returns the same without the oldest of what has passed, and without the names that
	 * have failed the least, if there is much of it.
	 * @param now the present
	 * @return the ledger
	 */
	public Ledger pruned(Instant now) {
		Map<Key, Entry> entries = without(this.entries,
				this.entries.entrySet().stream().filter((entry) -> entry.getValue().left(now).isZero()),
				Comparator.comparing(Entry::until));
		Map<String, Integer> failures = without(this.failures, this.failures.entrySet().stream(),
				Comparator.naturalOrder());
		return new Ledger(entries, failures);
	}

	private static <K, V> Map<K, V> without(Map<K, V> all, Stream<Map.Entry<K, V>> candidates, Comparator<V> order) {
		int surplus = all.size() - KEPT;
		if (surplus <= 0) {
			return all;
		}
		Map<K, V> changed = new LinkedHashMap<>(all);
		candidates.sorted(Map.Entry.comparingByValue(order))
			.limit(surplus)
			.forEach((entry) -> changed.remove(entry.getKey()));
		return changed;
	}

	/**
	 * What an entry is about.
	 *
	 * @param kind the limit, or what there is to wait with
	 * @param subject the names it is about, or an empty text
	 */
	public record Key(String kind, String subject) {

	}

	/**
	 * Something that passes with the time.
	 *
	 * @param from when it was written
	 * @param until when it has passed
	 * @param seen when it was first seen to be written in the future, by whatever clock,
	 * or {@code null} if it never was
	 */
	public record Entry(Instant from, Instant until, @Nullable Instant seen) {

		public Entry(Instant from, Instant until) {
			this(from, until, null);
		}

		/**
		 * Returns how long it lasts. What was written in the future lasts as long as it
		 * would have from there, counted from when it was first seen.
		 * @param now the present
		 * @return the time, zero if it has passed
		 */
		public Duration left(Instant now) {
			Duration left = Duration.between(now, this.until);
			if (isFromTheFuture(now)) {
				Instant since = (this.seen != null && this.seen.isBefore(now)) ? this.seen : now;
				left = Duration.between(this.from, this.until).minus(Duration.between(since, now));
			}
			return left.isNegative() ? Duration.ZERO : left;
		}

		Entry noticed(Instant now) {
			boolean seenBefore = this.seen != null && !this.seen.isAfter(now);
			return (!isFromTheFuture(now) || seenBefore) ? this : new Entry(this.from, this.until, now);
		}

		private boolean isFromTheFuture(Instant now) {
			return this.from.isAfter(now.plus(TOLERANCE));
		}

	}

}
