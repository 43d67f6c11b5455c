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

package io.github.acmeboot.test.lock;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

import io.github.acmeboot.lock.LeaseRegister;

/**
 * Shows that {@link AbstractLeaseRegisterTests} can be held.
 */
class InMemoryLeaseRegisterTests extends AbstractLeaseRegisterTests {

	private final LeaseRegister register = new InMemoryLeaseRegister();

	@Override
	protected LeaseRegister register() {
		return this.register;
	}

	private static final class InMemoryLeaseRegister implements LeaseRegister {

		private final Map<String, Entry> entries = new HashMap<>();

		@Override
		public synchronized OptionalLong acquire(String name, String owner, Duration timeToLive) {
			Entry former = this.entries.get(name);
			if (former != null && former.end() - System.nanoTime() > 0) {
				return OptionalLong.empty();
			}
			long fence = (former != null) ? former.fence() + 1 : 1;
			this.entries.put(name, new Entry(owner, fence, System.nanoTime() + timeToLive.toNanos()));
			return OptionalLong.of(fence);
		}

		@Override
		public synchronized boolean extend(String name, String owner, Duration timeToLive) {
			return end(name, owner, timeToLive);
		}

		@Override
		public synchronized void release(String name, String owner) {
			end(name, owner, Duration.ZERO);
		}

		private boolean end(String name, String owner, Duration timeToLive) {
			Entry entry = this.entries.get(name);
			if (entry == null || !entry.owner().equals(owner) || entry.end() - System.nanoTime() <= 0) {
				return false;
			}
			this.entries.put(name, new Entry(owner, entry.fence(), System.nanoTime() + timeToLive.toNanos()));
			return true;
		}

		private record Entry(String owner, long fence, long end) {

		}

	}

}
