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

package io.github.acmeboot.store.dns;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DnsJournal}.
 */
@ExtendWith(OutputCaptureExtension.class)
class DnsJournalTests {

	private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

	private static final Instant LATER = NOW.plus(Duration.ofMinutes(10));

	private static final String NAME = "_acme-challenge.example.com";

	private static final String KEY = "dns-records/_acme-challenge.example.com/va_l-ue";

	private final InMemoryAcmeStore store = new InMemoryAcmeStore();

	private final DnsJournal journal = new DnsJournal(this.store);

	@Test
	void anEntryIsFoundByAnotherInstance() {
		assertThat(this.journal.enter(NAME, "va_l-ue", "one", LATER)).isTrue();
		assertThat(this.store.list("dns-records/")).containsExactly(KEY);
		assertThat(new DnsJournal(this.store).entries())
			.containsExactly(new DnsEntry(NAME, "va_l-ue", Map.of("one", LATER)));
	}

	@Test
	void aSecondPresentationIsAddedToTheFirst() {
		this.journal.enter(NAME, "va_l-ue", "one", LATER);
		assertThat(this.journal.enter(NAME, "va_l-ue", "two", NOW)).isFalse();
		assertThat(this.journal.entries()).singleElement()
			.satisfies((entry) -> assertThat(entry.expires()).isEqualTo(LATER))
			.satisfies((entry) -> assertThat(entry.presentations()).containsOnlyKeys("one", "two"));
	}

	@Test
	void whoeverLeavesFirstLeavesTheOthersThere() {
		this.journal.enter(NAME, "va_l-ue", "one", LATER);
		this.journal.enter(NAME, "va_l-ue", "two", LATER);
		Optional<DnsJournal.Page> left = this.journal.leave(NAME, "va_l-ue", "one", NOW);
		assertThat(left.orElseThrow().entry().isPresentedAt(NOW)).isTrue();
		assertThat(this.journal.entries()).singleElement()
			.satisfies((entry) -> assertThat(entry.presentations()).containsOnlyKeys("two"));
	}

	@Test
	void theLastOneDeletesTheEntryItself() {
		this.journal.enter(NAME, "va_l-ue", "one", LATER);
		DnsJournal.Page left = this.journal.leave(NAME, "va_l-ue", "one", NOW).orElseThrow();
		assertThat(left.entry().isPresentedAt(NOW)).isFalse();
		assertThat(this.journal.entries()).hasSize(1);
		assertThat(this.journal.delete(left)).isTrue();
		assertThat(this.journal.entries()).isEmpty();
		assertThat(this.journal.leave(NAME, "va_l-ue", "one", NOW)).isEmpty();
	}

	@Test
	void anEntryThatWasEnteredAgainIsNotDeleted() {
		this.journal.enter(NAME, "va_l-ue", "one", LATER);
		DnsJournal.Page left = this.journal.leave(NAME, "va_l-ue", "one", NOW).orElseThrow();
		this.journal.enter(NAME, "va_l-ue", "two", LATER);
		assertThat(this.journal.delete(left)).isFalse();
		assertThat(this.journal.entries()).hasSize(1);
	}

	@Test
	void anEntryThatCannotBeReadSaysByItsKeyWhichRecordItIsOf(CapturedOutput output) {
		save(KEY, "{]");
		assertThat(this.journal.entries()).containsExactly(new DnsEntry(NAME, "va_l-ue", Map.of()));
		assertThat(this.journal.entries().get(0).isPresentedAt(Instant.EPOCH)).isFalse();
		assertThat(output).containsOnlyOnce("What '" + KEY + "' says of a TXT record cannot be read");
	}

	@Test
	void anEntryThatCannotBeReadIsReplaced() {
		save(KEY, "{]");
		assertThat(this.journal.enter(NAME, "va_l-ue", "one", LATER)).isFalse();
		assertThat(this.journal.entries()).singleElement()
			.satisfies((entry) -> assertThat(entry.expires()).isEqualTo(LATER));
	}

	@Test
	void anEntryOfALongNameIsFoundAsWell() {
		String name = "_acme-challenge." + "a234567890123456789012345678901234567890.".repeat(5) + "example.com";
		this.journal.enter(name, "va_l-ue", "one", LATER);
		assertThat(this.journal.entries()).singleElement()
			.satisfies((entry) -> assertThat(entry.name()).isEqualTo(name));
	}

	@Test
	void anEntryOfALongNameThatCannotBeReadIsReported(CapturedOutput output) {
		String name = "_acme-challenge." + "a234567890123456789012345678901234567890.".repeat(5) + "example.com";
		this.journal.enter(name, "va_l-ue", "one", LATER);
		save(this.store.list("dns-records/").get(0), "{]");
		assertThat(this.journal.entries()).isEmpty();
		assertThat(output).contains("does not say of which TXT record it is");
	}

	@Test
	void anEntryOfAnotherRecordThanItsKeySaysIsNotBelieved() {
		this.journal.enter("_acme-challenge.example.net", "other", "one", LATER);
		StoredValue other = this.store.load("dns-records/_acme-challenge.example.net/other").orElseThrow();
		this.store.save(KEY, other.content(), WriteCondition.absent());
		assertThat(this.journal.entries()).extracting(DnsEntry::name).containsExactly("_acme-challenge.example.net");
	}

	@Test
	void whatElseIsThereIsLeftAlone() {
		save(KEY + "/refused/0123", "x");
		assertThat(this.journal.entries()).isEmpty();
	}

	private void save(String key, String content) {
		WriteCondition condition = WriteCondition.unchanged(this.store.load(key));
		this.store.save(key, content.getBytes(StandardCharsets.UTF_8), condition);
	}

}
