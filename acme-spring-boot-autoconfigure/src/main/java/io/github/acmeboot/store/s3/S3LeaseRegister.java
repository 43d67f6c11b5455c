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

package io.github.acmeboot.store.s3;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import io.github.acmeboot.lock.LeaseRegister;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StaleWriteException;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.UnreadableValueException;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.codec.StoreKey;

/**
 * {@link LeaseRegister} in a bucket. No clock is compared with another one: a lease is
 * over when whoever wants it has seen it unchanged for the whole of its time to live, by
 * its own monotonic clock. Holders change a lease by renewing it.
 */
final class S3LeaseRegister implements LeaseRegister {

	private static final String LOCKS = "locks";

	private static final int MAX_ATTEMPTS = 5;

	private final Map<String, Sighting> sightings = new ConcurrentHashMap<>();

	private final AcmeStore store;

	private final Clock clock;

	private final LongSupplier nanoTime;

	S3LeaseRegister(AcmeStore store, Clock clock, LongSupplier nanoTime) {
		this.store = store;
		this.clock = clock;
		this.nanoTime = nanoTime;
	}

	@Override
	public OptionalLong acquire(String name, String owner, Duration timeToLive) {
		String key = StoreKey.of(LOCKS, name);
		Entry entry = read(key);
		if (!isOver(key, entry)) {
			return OptionalLong.empty();
		}
		long fence = Math.max(entry.lease().fence() + 1, this.clock.millis());
		try {
			write(key, new WrittenLease(owner, fence, timeToLive), entry);
			this.sightings.remove(key);
			return OptionalLong.of(fence);
		}
		catch (StaleWriteException ex) {
			return OptionalLong.empty();
		}
	}

	@Override
	public boolean extend(String name, String owner, Duration timeToLive) {
		return rewrite(StoreKey.of(LOCKS, name), owner, owner, timeToLive);
	}

	@Override
	public void release(String name, String owner) {
		rewrite(StoreKey.of(LOCKS, name), owner, WrittenLease.NOBODY, Duration.ZERO);
	}

	private boolean rewrite(String key, String owner, String next, Duration timeToLive) {
		for (int attempt = 1;; attempt++) {
			Entry entry = read(key);
			if (!entry.lease().owner().equals(owner)) {
				return false;
			}
			try {
				write(key, new WrittenLease(next, entry.lease().fence(), timeToLive), entry);
				return true;
			}
			catch (StaleWriteException ex) {
				if (attempt == MAX_ATTEMPTS) {
					throw ex;
				}
			}
		}
	}

	private boolean isOver(String key, Entry entry) {
		if (entry.lease().isFree()) {
			return true;
		}
		Sighting sighting = new Sighting(entry.condition().version(), this.nanoTime.getAsLong());
		Sighting first = this.sightings.merge(key, sighting,
				(former, now) -> former.version().equals(now.version()) ? former : now);
		return sighting.nanoTime() - first.nanoTime() >= entry.lease().timeToLive().toNanos();
	}

	private Entry read(String key) {
		try {
			Optional<StoredValue> stored = this.store.load(key);
			return new Entry(WriteCondition.unchanged(stored),
					stored.map((value) -> WrittenLease.parse(value.content())).orElse(WrittenLease.FREE));
		}
		catch (UnreadableValueException ex) {
			return new Entry(WriteCondition.version(ex.getVersion()), WrittenLease.FREE);
		}
	}

	private void write(String key, WrittenLease lease, Entry expected) {
		this.store.save(key, lease.toBytes(), expected.condition());
	}

	/**
	 * What is written under a key.
	 *
	 * @param condition what has to be stored for it to be replaced
	 * @param lease the lease, or a free one
	 */
	private record Entry(WriteCondition condition, WrittenLease lease) {

	}

	/**
	 * When a lease was first seen as it is.
	 *
	 * @param version the version of the lease
	 * @param nanoTime the time on the monotonic clock
	 */
	private record Sighting(Optional<String> version, long nanoTime) {

	}

}
