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

package io.github.acmeboot.store.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.github.acmeboot.store.ledger.Ledger.Entry;
import io.github.acmeboot.store.ledger.Ledger.Key;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Ledger}.
 */
class LedgerTests {

	private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

	@Test
	void keepsWhatHasPassedUntilThereIsMuchOfIt() {
		Ledger few = ledger(500, NOW.minusSeconds(1000));
		assertThat(few.pruned(NOW)).isEqualTo(few);
		Ledger many = ledger(510, NOW.minusSeconds(1000));
		assertThat(many.pruned(NOW).entries()).hasSize(500)
			.doesNotContainKeys(new Key("new-orders", "0"), new Key("new-orders", "9"))
			.containsKey(new Key("new-orders", "10"));
	}

	@Test
	void neverForgetsWhatHasNotPassed() {
		Ledger many = ledger(700, NOW);
		assertThat(many.pruned(NOW).entries()).hasSize(699);
	}

	@Test
	void lastsAsLongAsItWasWrittenWhenTheClocksDifferALittle() {
		Entry entry = new Entry(NOW.plusSeconds(200), NOW.plusSeconds(800));
		assertThat(entry.left(NOW)).isEqualTo(Duration.ofSeconds(800));
		assertThat(entry.noticed(NOW)).isSameAs(entry);
	}

	@Test
	void lastsAsLongAsFromItsBeginningWhenItWasWrittenInTheFuture() {
		Entry entry = new Entry(NOW.plusSeconds(10_000), NOW.plusSeconds(10_600));
		assertThat(entry.left(NOW)).isEqualTo(Duration.ofSeconds(600));
		Entry noticed = entry.noticed(NOW);
		assertThat(noticed.left(NOW.plusSeconds(100))).isEqualTo(Duration.ofSeconds(500));
		assertThat(noticed.left(NOW.plusSeconds(700))).isZero();
		assertThat(noticed.noticed(NOW.plusSeconds(100))).isSameAs(noticed);
	}

	@Test
	void isWhatItWasForWhoeverHasTheRightClock() {
		Entry entry = new Entry(NOW, NOW.plusSeconds(600)).noticed(Instant.EPOCH);
		assertThat(entry.left(NOW.plusSeconds(100))).isEqualTo(Duration.ofSeconds(500));
	}

	private static Ledger ledger(int size, Instant first) {
		Map<Key, Entry> entries = new LinkedHashMap<>();
		IntStream.range(0, size)
			.forEach((i) -> entries.put(new Key("new-orders", String.valueOf(i)),
					new Entry(first.minusSeconds(3600), first.plusSeconds(i))));
		return new Ledger(entries, Map.of());
	}

}
