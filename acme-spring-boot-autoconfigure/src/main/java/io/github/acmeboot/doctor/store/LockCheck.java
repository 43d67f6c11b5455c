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

package io.github.acmeboot.doctor.store;

import java.time.Duration;
import java.util.Optional;

import io.github.acmeboot.doctor.Check;
import io.github.acmeboot.doctor.Examination;
import io.github.acmeboot.lock.AcmeLock;
import io.github.acmeboot.lock.Lease;
import io.github.acmeboot.store.StoreException;

/**
 * Acquires a lock twice, one time after the other, and sees that it is held by one.
 */
final class LockCheck implements Check {

	private static final Duration TIME_TO_LIVE = Duration.ofSeconds(30);

	private static final String REMEDY = "Without a lock that works several instances order the same certificate: check what 'acme.store.type' names, or the bean of type AcmeLock.";

	private final AcmeLock lock;

	LockCheck(AcmeLock lock) {
		this.lock = lock;
	}

	@Override
	public String name() {
		return "lock";
	}

	@Override
	public void examine(Examination examination) {
		String name = "doctor/" + examination.certificate().name();
		Stopwatch stopwatch = new Stopwatch();
		try {
			Optional<Long> first = hold(examination, name);
			if (first.isPresent()) {
				holdAgain(examination, name, first.get(), stopwatch);
			}
		}
		catch (StoreException ex) {
			examination.fail(name, "It could not be acquired: " + ex.getMessage(), REMEDY);
		}
	}

	private Optional<Long> hold(Examination examination, String name) {
		try (Lease lease = this.lock.tryAcquire(name, TIME_TO_LIVE).orElse(null)) {
			if (lease == null) {
				examination.warn(name, "Another instance holds it.",
						"It may be looking at the same certificate: ask again in " + TIME_TO_LIVE.toSeconds() + " s.");
				return Optional.empty();
			}
			if (!lease.held() || lease.fence() <= 0) {
				examination.fail(name, "It was acquired, but is not held (fence " + lease.fence() + ").", REMEDY);
				return Optional.empty();
			}
			return isExclusive(name) ? Optional.of(lease.fence()) : shared(examination, name);
		}
	}

	private boolean isExclusive(String name) {
		try (Lease second = this.lock.tryAcquire(name, TIME_TO_LIVE).orElse(null)) {
			return second == null;
		}
	}

	private static Optional<Long> shared(Examination examination, String name) {
		examination.fail(name, "It was acquired twice at the same time.", REMEDY);
		return Optional.empty();
	}

	private void holdAgain(Examination examination, String name, long former, Stopwatch stopwatch) {
		try (Lease lease = this.lock.tryAcquire(name, TIME_TO_LIVE).orElse(null)) {
			if (lease == null) {
				examination.warn(name, "It was not to be had again right after it was released.",
						"Another instance may be looking at the same certificate: ask again.");
			}
			else if (lease.fence() <= former) {
				examination.fail(name, "Its fence went from %d to %d and has to grow.".formatted(former, lease.fence()),
						REMEDY);
			}
			else {
				examination.pass(name, "Acquired, held by one, released and acquired again (fence %d) in %s."
					.formatted(lease.fence(), stopwatch));
			}
		}
	}

}
