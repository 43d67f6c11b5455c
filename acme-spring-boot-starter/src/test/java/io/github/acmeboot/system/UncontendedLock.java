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

package io.github.acmeboot.system;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import io.github.acmeboot.lock.AcmeLock;
import io.github.acmeboot.lock.Lease;

/**
 * A lock for one application at a time, which is always to be had.
 */
final class UncontendedLock implements AcmeLock {

	private static final AtomicLong FENCES = new AtomicLong();

	@Override
	public Optional<Lease> tryAcquire(String name, Duration timeToLive) {
		return Optional.of(new UncontendedLease(FENCES.incrementAndGet()));
	}

	private record UncontendedLease(long fence) implements Lease {

		@Override
		public boolean held() {
			return true;
		}

		@Override
		public void onLost(Runnable listener) {
		}

		@Override
		public void close() {
		}

	}

}
