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

package io.github.acmeboot.challenge.dns.acmedns;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.challenge.dns.TxtRecord;

/**
 * The values that were written to one account and are still needed. The server replaces
 * the older of two: written twice, a value would drive out the other one, and so would a
 * third. A value that nobody takes away is forgotten after a while.
 */
final class PresentValues {

	private static final int CAPACITY = 2;

	private static final Duration LIFE = Duration.ofHours(1);

	private final Map<String, Instant> values = new LinkedHashMap<>();

	private final Clock clock;

	PresentValues(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Writes a value unless it is there.
	 * @param record the record
	 * @param writing writes it
	 * @throws AcmeException if it would drive out another one
	 */
	synchronized void add(TxtRecord record, Runnable writing) {
		Instant now = this.clock.instant();
		this.values.values().removeIf((written) -> written.plus(LIFE).isBefore(now));
		if (this.values.containsKey(record.value())) {
			return;
		}
		if (this.values.size() >= CAPACITY) {
			throw new AcmeException(Reason.DNS,
					"Unable to add " + record + " by acme-dns: its account keeps two values, and both are waiting for"
							+ " the CA. It will be tried again. If several certificates have this name, give each"
							+ " an account of its own by names of their own, or put the names into one certificate.");
		}
		writing.run();
		this.values.put(record.value(), now);
	}

	synchronized void remove(TxtRecord record) {
		this.values.remove(record.value());
	}

}
