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

package io.github.acmeboot.challenge;

import java.time.Clock;
import java.time.Duration;

/**
 * Remembers how often the store was lately asked in vain, so that a scan of random tokens
 * does not cost a read each. Hosts share a fixed number of counters, and those that are
 * not ours share a single one. Safe for use by several threads.
 */
final class MissingAnswers {

	static final int TOLERATED = 10;

	static final Duration MEMORY = Duration.ofSeconds(5);

	private static final int COUNTERS = 1024;

	private final long[] since = new long[COUNTERS];

	private final int[] misses = new int[COUNTERS];

	private final Clock clock;

	MissingAnswers(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Returns the counter of a host.
	 * @param host the canonical host
	 * @param managed whether the host is one of ours
	 * @return the number of the counter
	 */
	int counter(String host, boolean managed) {
		return managed ? 1 + Math.floorMod(host.hashCode(), COUNTERS - 1) : 0;
	}

	/**
	 * Counts a read as if it were in vain.
	 * @param counter the number of the counter
	 * @return whether the store may be read
	 */
	synchronized boolean count(int counter) {
		long now = this.clock.millis();
		if (Math.abs(now - this.since[counter]) >= MEMORY.toMillis()) {
			this.since[counter] = now;
			this.misses[counter] = 0;
		}
		if (this.misses[counter] >= TOLERATED) {
			return false;
		}
		this.misses[counter]++;
		return true;
	}

	/**
	 * Takes back what was counted, because the read was not in vain.
	 * @param counter the number of the counter
	 */
	synchronized void forget(int counter) {
		this.misses[counter] = Math.max(0, this.misses[counter] - 1);
	}

}
