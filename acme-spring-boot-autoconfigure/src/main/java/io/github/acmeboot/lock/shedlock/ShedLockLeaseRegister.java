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

package io.github.acmeboot.lock.shedlock;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import net.javacrumbs.shedlock.core.ClockProvider;
import net.javacrumbs.shedlock.core.ExtensibleLockProvider;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.SimpleLock;
import org.jspecify.annotations.Nullable;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.lock.LeaseRegister;
import io.github.acmeboot.store.StoreException;

/**
 * {@link LeaseRegister} by the locks of ShedLock. Some of its providers let a holder that
 * stalled extend or release what its successor holds: from a tenth of its time before its
 * end on, a lock is left alone.
 */
final class ShedLockLeaseRegister implements LeaseRegister {

	private static final String PREFIX = "acme:";

	private static final int MAX_NAME_LENGTH = 64;

	private static final int KEPT_LENGTH = 18;

	private static final int DIGEST_LENGTH = 20;

	private final Map<Holder, HeldLock> held = new ConcurrentHashMap<>();

	private final ExtensibleLockProvider provider;

	private final StoredFences fences;

	private final LongSupplier nanoTime;

	ShedLockLeaseRegister(ExtensibleLockProvider provider, StoredFences fences, LongSupplier nanoTime) {
		this.provider = provider;
		this.fences = fences;
		this.nanoTime = nanoTime;
	}

	@Override
	public OptionalLong acquire(String name, String owner, Duration timeToLive) {
		long start = this.nanoTime.getAsLong();
		Optional<SimpleLock> lock = ask("lock", name, () -> this.provider
			.lock(new LockConfiguration(ClockProvider.now(), lockName(name), timeToLive, Duration.ZERO)));
		if (lock.isEmpty()) {
			return OptionalLong.empty();
		}
		this.held.put(new Holder(name, owner), HeldLock.from(start, timeToLive, lock.get()));
		return OptionalLong.of(this.fences.next(name));
	}

	@Override
	public boolean extend(String name, String owner, Duration timeToLive) {
		long start = this.nanoTime.getAsLong();
		Holder holder = new Holder(name, owner);
		HeldLock former = this.held.get(holder);
		if (former == null || former.isOver(start)) {
			return false;
		}
		Optional<SimpleLock> lock = ask("extend the lock", name, () -> former.lock().extend(timeToLive, Duration.ZERO));
		HeldLock extended = lock.map((next) -> HeldLock.from(start, timeToLive, next)).orElse(null);
		return replace(holder, former, extended);
	}

	@Override
	public void release(String name, String owner) {
		Holder holder = new Holder(name, owner);
		HeldLock former = this.held.get(holder);
		if (former == null) {
			return;
		}
		if (!former.isOver(this.nanoTime.getAsLong())) {
			ask("release the lock", name, () -> {
				former.lock().unlock();
				return true;
			});
		}
		this.held.remove(holder, former);
	}

	private boolean replace(Holder holder, HeldLock former, @Nullable HeldLock next) {
		if (next == null) {
			this.held.remove(holder, former);
			return false;
		}
		return this.held.replace(holder, former, next);
	}

	private <V> V ask(String operation, String name, Supplier<V> request) {
		boolean interrupted = Thread.interrupted();
		try {
			return request.get();
		}
		catch (AcmeException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			throw new StoreException("Unable to " + operation + " '" + name + "' by ShedLock's "
					+ this.provider.getClass().getSimpleName() + ": " + ex.getMessage(), ex);
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	/**
	 * Returns the name of a lock, among those of the application and no longer than the
	 * column it is usually kept in.
	 * @param name what is locked
	 * @return the name of the lock
	 */
	static String lockName(String name) {
		String whole = PREFIX + name;
		return (whole.length() <= MAX_NAME_LENGTH) ? whole
				: PREFIX + name.substring(0, KEPT_LENGTH) + "~" + digest(name);
	}

	private static String digest(String name) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			return HexFormat.of().formatHex(digest.digest(name.getBytes(StandardCharsets.UTF_8)), 0, DIGEST_LENGTH);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every JDK has SHA-256", ex);
		}
	}

	private record Holder(String name, String owner) {

	}

	/**
	 * A lock that was acquired.
	 *
	 * @param lock the lock
	 * @param end when it is left alone, on the monotonic clock
	 */
	private record HeldLock(SimpleLock lock, long end) {

		private static HeldLock from(long start, Duration timeToLive, SimpleLock lock) {
			return new HeldLock(lock, start + timeToLive.toNanos() / 10 * 9);
		}

		private boolean isOver(long now) {
			return now - this.end >= 0;
		}

	}

}
