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
import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.dns.DnsEntry;
import io.github.acmeboot.store.dns.DnsJournal;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;
import io.github.acmeboot.testsupport.SettableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for {@link JournalledRecords}.
 */
class JournalledRecordsTests {

	private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

	private static final Instant EXPIRES = NOW.plus(Duration.ofMinutes(10));

	private static final TxtRecord RECORD = new TxtRecord("_acme-challenge.example.com", "value");

	private final SettableClock clock = new SettableClock(NOW);

	private final AcmeStore store = new InMemoryAcmeStore();

	private final DnsJournal journal = new DnsJournal(this.store);

	private final RecordingDnsProvider zone = new RecordingDnsProvider();

	private final JournalledRecords records = new JournalledRecords(this.zone, this.journal, this.clock);

	private final JournalledRecords elsewhere = new JournalledRecords(this.zone, new DnsJournal(this.store),
			this.clock);

	@Test
	void aRecordIsInTheJournalBeforeItIsAddedAndUntilItIsRemoved() {
		JournalledRecords records = new JournalledRecords(new DnsProvider() {

			@Override
			public void add(TxtRecord record) {
				assertThat(journalled()).containsExactly(RECORD);
			}

			@Override
			public void remove(TxtRecord record) {
				assertThat(journalled()).containsExactly(RECORD);
			}

		}, this.journal, this.clock);
		assertThat(journalled()).isEmpty();
		String id = records.add(RECORD, EXPIRES);
		assertThat(journalled()).containsExactly(RECORD);
		records.remove(RECORD, id);
		assertThat(journalled()).isEmpty();
	}

	@Test
	void severalValuesOfOneNameAreApart() {
		TxtRecord wildcard = new TxtRecord(RECORD.name(), "another");
		String id = this.records.add(RECORD, EXPIRES);
		this.elsewhere.add(wildcard, EXPIRES);
		this.records.remove(RECORD, id);
		assertThat(this.zone.records).containsExactly(wildcard);
		assertThat(journalled()).containsExactly(wildcard);
	}

	@Test
	void aRecordStaysAsLongAsSomebodyPresentsIt() {
		String first = this.records.add(RECORD, EXPIRES);
		String second = this.elsewhere.add(RECORD, EXPIRES);
		this.records.remove(RECORD, first);
		assertThat(this.zone.records).containsExactly(RECORD);
		assertThat(journalled()).containsExactly(RECORD);
		this.elsewhere.remove(RECORD, second);
		assertThat(this.zone.records).isEmpty();
		assertThat(journalled()).isEmpty();
	}

	@Test
	void whoStillNeedsARecordThatIsJustBeingRemovedGetsItBack() {
		String first = this.records.add(RECORD, EXPIRES);
		this.zone.beforeRemoval = () -> {
			this.zone.beforeRemoval = () -> {
			};
			this.elsewhere.add(RECORD, EXPIRES);
		};
		this.records.remove(RECORD, first);
		assertThat(this.zone.records).containsExactly(RECORD);
		assertThat(journalled()).containsExactly(RECORD);
	}

	@Test
	void whoOnlyPassesByWhileARecordIsRemovedLeavesNothing() {
		String first = this.records.add(RECORD, EXPIRES);
		this.zone.beforeRemoval = () -> {
			this.zone.beforeRemoval = () -> {
			};
			this.elsewhere.remove(RECORD, this.elsewhere.add(RECORD, EXPIRES));
		};
		this.records.remove(RECORD, first);
		assertThat(this.zone.records).isEmpty();
		assertThat(journalled()).isEmpty();
	}

	@Test
	void aRecordThatCannotBeRemovedStaysInTheJournal() {
		String id = this.records.add(RECORD, EXPIRES);
		this.zone.failure = new AcmeException(Reason.DNS, "Out of order");
		assertThatException().isThrownBy(() -> this.records.remove(RECORD, id)).withMessage("Out of order");
		assertThat(journalled()).containsExactly(RECORD);
	}

	@Test
	void nothingIsLeftOfARecordThatWasRefused() {
		this.zone.failure = new AcmeException(Reason.CONFIGURATION, "No such zone");
		assertThatException().isThrownBy(() -> this.records.add(RECORD, EXPIRES)).withMessage("No such zone");
		assertThat(journalled()).isEmpty();
	}

	@Test
	void aRefusalSaysNothingOfWhatWasAddedBefore() {
		this.records.add(RECORD, EXPIRES);
		this.zone.failure = new AcmeException(Reason.CONFIGURATION, "Wrong key");
		assertThatException().isThrownBy(() -> this.elsewhere.add(RECORD, EXPIRES));
		assertThat(journalled()).containsExactly(RECORD);
	}

	@Test
	void aRecordThatMayHaveBeenAddedStaysInTheJournal() {
		this.zone.failure = new AcmeException(Reason.DNS, "No answer");
		assertThatException().isThrownBy(() -> this.records.add(RECORD, EXPIRES)).withMessage("No answer");
		assertThat(journalled()).containsExactly(RECORD);
	}

	@Test
	void aRecordThatMayHaveBeenAddedIsRemovedAtOnceIfThatWorks() {
		DnsProvider lossy = new DnsProvider() {

			@Override
			public void add(TxtRecord record) {
				JournalledRecordsTests.this.zone.add(record);
				throw new AcmeException(Reason.DNS, "No answer");
			}

			@Override
			public void remove(TxtRecord record) {
				JournalledRecordsTests.this.zone.remove(record);
			}

		};
		JournalledRecords records = new JournalledRecords(lossy, this.journal, this.clock);
		assertThatException().isThrownBy(() -> records.add(RECORD, EXPIRES));
		assertThat(this.zone.records).isEmpty();
		assertThat(journalled()).isEmpty();
	}

	@Test
	void whateverAProviderThrowsIsAFailureOfTheDns() {
		this.zone.failure = new IllegalStateException("Out of order");
		assertThatException().isThrownBy(() -> this.records.add(RECORD, EXPIRES))
			.satisfies((ex) -> assertThat(((AcmeException) ex).getReason()).isEqualTo(Reason.DNS))
			.withMessageContaining("'" + RECORD.name() + "'")
			.withMessageContaining("RecordingDnsProvider")
			.withMessageContaining("Out of order");
	}

	@Test
	void onlyWhatHasExpiredIsLeft() {
		this.records.add(RECORD, EXPIRES);
		assertThat(this.records.left()).isEmpty();
		this.clock.advanceTo(EXPIRES);
		assertThat(this.records.left()).hasSize(1);
		this.elsewhere.add(RECORD, EXPIRES.plus(Duration.ofMinutes(10)));
		assertThat(this.records.left()).isEmpty();
	}

	@Test
	void whatIsPresentedAgainIsNotSweptAway() {
		this.records.add(RECORD, EXPIRES);
		this.clock.advanceTo(EXPIRES);
		this.elsewhere.add(RECORD, EXPIRES.plus(Duration.ofMinutes(10)));
		this.records.remove(RECORD, "");
		assertThat(this.zone.records).containsExactly(RECORD);
	}

	private List<TxtRecord> journalled() {
		return this.journal.entries().stream().map(JournalledRecordsTests::record).toList();
	}

	private static TxtRecord record(DnsEntry entry) {
		return new TxtRecord(entry.name(), entry.value());
	}

}
