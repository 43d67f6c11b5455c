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

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.store.dns.DnsJournal;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;
import io.github.acmeboot.testsupport.SettableClock;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RecordSweep}.
 */
@ExtendWith(OutputCaptureExtension.class)
class RecordSweepTests {

	private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

	private static final Duration LIFE = Duration.ofMinutes(10);

	private static final TxtRecord RECORD = new TxtRecord("_acme-challenge.example.com", "value");

	private static final TxtRecord OTHER = new TxtRecord("_acme-challenge.example.net", "other");

	private final SettableClock clock = new SettableClock(NOW);

	private final DnsJournal journal = new DnsJournal(new InMemoryAcmeStore());

	private final RecordingDnsProvider zone = new RecordingDnsProvider();

	private final JournalledRecords records = new JournalledRecords(this.zone, this.journal, this.clock);

	private final RecordSweep sweep = new RecordSweep(this.records, this.clock);

	@Test
	void whatACrashHasLeftIsRemovedOnceItHasExpired(CapturedOutput output) {
		this.records.add(RECORD, NOW.plus(LIFE));
		this.sweep.run();
		assertThat(this.zone.records).containsExactly(RECORD);
		this.clock.advance(LIFE);
		this.sweep.run();
		assertThat(this.zone.records).isEmpty();
		assertThat(this.journal.entries()).isEmpty();
		assertThat(output).contains("Removed TXT '_acme-challenge.example.com', which was left behind");
	}

	@Test
	void aRecordThatWasNeverAddedIsForgotten() {
		this.journal.enter(RECORD.name(), RECORD.value(), "crashed", NOW);
		this.sweep.run();
		assertThat(this.journal.entries()).isEmpty();
	}

	@Test
	void aFailureIsToldWithTheNextAttemptAndWaitsLongerEachTime(CapturedOutput output) {
		this.records.add(RECORD, NOW);
		this.zone.failure = new AcmeException(Reason.DNS, "Out of order.");
		this.sweep.run();
		assertThat(output).contains("Unable to remove TXT '_acme-challenge.example.com', which was left behind; "
				+ "next attempt after 2030-01-01T00:10:00Z. Out of order.");
		this.clock.advance(RecordSweep.INTERVAL);
		this.sweep.run();
		assertThat(output).contains("next attempt after 2030-01-01T00:30:00Z");
		this.zone.failure = null;
		this.clock.advance(RecordSweep.INTERVAL);
		this.sweep.run();
		assertThat(this.zone.records).containsExactly(RECORD);
		this.clock.advance(RecordSweep.INTERVAL);
		this.sweep.run();
		assertThat(this.zone.records).isEmpty();
	}

	@Test
	void aFailureDoesNotKeepTheOthersFromBeingRemoved() {
		this.records.add(RECORD, NOW);
		this.records.add(OTHER, NOW);
		this.zone.beforeRemoval = () -> {
			this.zone.beforeRemoval = () -> {
			};
			throw new AcmeException(Reason.DNS, "Out of order.");
		};
		this.sweep.run();
		assertThat(this.zone.records).hasSize(1);
	}

	@Test
	void givesUpLoudlyInTheEnd(CapturedOutput output) {
		this.records.add(RECORD, NOW);
		this.zone.failure = new AcmeException(Reason.CONFIGURATION, "No such zone.");
		this.sweep.run();
		this.clock.advance(RecordSweep.GIVE_UP);
		this.sweep.run();
		assertThat(this.journal.entries()).hasSize(1);
		this.clock.advance(Duration.ofDays(1));
		this.sweep.run();
		assertThat(this.journal.entries()).isEmpty();
		assertThat(output).contains("Giving up on TXT '_acme-challenge.example.com' with the value 'value'")
			.contains("Remove it yourself. No such zone.");
	}

	@Test
	void doesNothingMoreWhenTheApplicationStops() {
		this.records.add(RECORD, NOW);
		Thread.currentThread().interrupt();
		this.sweep.run();
		assertThat(Thread.interrupted()).isTrue();
		assertThat(this.zone.records).containsExactly(RECORD);
	}

}
