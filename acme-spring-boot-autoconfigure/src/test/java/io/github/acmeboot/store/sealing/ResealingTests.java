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

package io.github.acmeboot.store.sealing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StaleWriteException;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Resealing}.
 */
class ResealingTests {

	private static final List<String> KEYS = List.of("accounts/ca", "banned-keys/0a", "certificates/web",
			"certificates/web/previous", "certificates/web/unreadable", "challenges/http-01/www.example.org",
			"dns-records/_acme-challenge.example.org/value", "ledger/ca", "orders/web", "probe/web", "state/web");

	private final InMemoryAcmeStore raw = new InMemoryAcmeStore();

	@Test
	void everythingIsSealedWithTheFirstKey() {
		fill(TestKeys.sealing("k1"));
		StoreSealing second = TestKeys.sealing("k2", "k1");
		AcmeStore store = second.over(this.raw);
		assertThat(new Resealing(second).reseal()).isEqualTo(new Resealing.Report(KEYS.size(), 0, 0, 0, 0));
		assertThat(contents(TestKeys.sealing("k2").over(this.raw))).isEqualTo(contents(store)).hasSize(KEYS.size());
		assertThat(new Resealing(second).reseal()).isEqualTo(new Resealing.Report(0, KEYS.size(), 0, 0, 0));
	}

	@Test
	void whatIsSealedWithTheFirstKeyKeepsItsVersion() {
		StoreSealing sealing = fill(TestKeys.sealing("k1"));
		Map<String, Optional<String>> versions = versions();
		new Resealing(sealing).reseal();
		assertThat(versions()).isEqualTo(versions);
	}

	@Test
	void whatIsInClearIsSealed() {
		fill(TestKeys.sealing());
		StoreSealing sealing = TestKeys.sealing("k1");
		sealing.over(this.raw);
		assertThat(new Resealing(sealing).reseal().resealed()).isEqualTo(KEYS.size());
		assertThat(contents(TestKeys.strictSealing("k1").over(this.raw))).hasSize(KEYS.size());
	}

	@Test
	void whatCannotBeOpenedIsCountedAndLeftAsItIs() {
		fill(TestKeys.sealing("k1"));
		AcmeStore other = TestKeys.sealing("k9").over(this.raw);
		other.save("state/other", bytes("other"), WriteCondition.absent());
		StoredValue damaged = this.raw.save("state/damaged", bytes("acme-sealed 1 k1\ndamaged"),
				WriteCondition.absent());
		StoreSealing second = TestKeys.sealing("k2", "k1");
		second.over(this.raw);
		assertThat(new Resealing(second).reseal()).isEqualTo(new Resealing.Report(KEYS.size(), 0, 1, 1, 0));
		assertThat(other.load("state/other")).isPresent();
		assertThat(this.raw.load("state/damaged")).contains(damaged);
	}

	@Test
	void copiesOfWhatWasRefusedAreNoValues() {
		StoreSealing sealing = TestKeys.sealing("k1");
		AcmeStore store = sealing.over(this.raw);
		StoredValue damaged = this.raw.save("certificates/refused", bytes("acme-sealed 1 k1\ndamaged"),
				WriteCondition.absent());
		store.save("certificates/refused", bytes("new"), WriteCondition.version(damaged.version()));
		store.save("certificates/refused/previous", bytes("former"), WriteCondition.absent());
		assertThat(this.raw.list("certificates/")).hasSize(3);
		assertThat(new Resealing(sealing).reseal()).isEqualTo(new Resealing.Report(0, 2, 0, 0, 0));
	}

	@Test
	void theFenceStaysAsHighAsItWas() {
		AcmeStore first = TestKeys.sealing("k1").over(this.raw);
		first.save("certificates/web", bytes("one"), WriteCondition.absent().fencedBy(7));
		StoreSealing second = TestKeys.sealing("k2", "k1");
		AcmeStore store = second.over(this.raw);
		new Resealing(second).reseal();
		WriteCondition unchanged = WriteCondition.unchanged(store.load("certificates/web"));
		assertThatExceptionOfType(StaleWriteException.class)
			.isThrownBy(() -> store.save("certificates/web", bytes("stale"), unchanged.fencedBy(6)));
	}

	@Test
	void answersToChallengesAreStillForgottenByTheStore() {
		fill(TestKeys.sealing("k1"));
		StoreSealing second = TestKeys.sealing("k2", "k1");
		List<String> limited = new ArrayList<>();
		second.over(new ForwardingStore(this.raw) {

			@Override
			public StoredValue save(String key, byte[] content, WriteCondition condition, Duration timeToLive) {
				assertThat(timeToLive).isBetween(Duration.ofHours(1), Duration.ofDays(2));
				limited.add(key);
				return super.save(key, content, condition, timeToLive);
			}

		});
		new Resealing(second).reseal();
		assertThat(limited).containsExactly("challenges/http-01/www.example.org", "probe/web");
	}

	@Test
	void whatAnotherInstanceWritesMeanwhileIsKept() {
		StoreSealing first = TestKeys.sealing("k1");
		AcmeStore writer = fill(first).over(this.raw);
		AtomicBoolean done = new AtomicBoolean();
		StoreSealing second = TestKeys.sealing("k2", "k1");
		second.over(new ForwardingStore(this.raw) {

			@Override
			public StoredValue save(String key, byte[] content, WriteCondition condition) {
				if (key.equals("state/web") && done.compareAndSet(false, true)) {
					writer.save(key, bytes("newer"), WriteCondition.unchanged(writer.load(key)));
				}
				return super.save(key, content, condition);
			}

		});
		assertThat(new Resealing(second).reseal()).isEqualTo(new Resealing.Report(KEYS.size(), 0, 0, 0, 1));
		assertThat(contents(TestKeys.sealing("k2").over(this.raw))).containsEntry("state/web", "newer");
	}

	@Test
	void whatIsDeletedMeanwhileStaysDeleted() {
		fill(TestKeys.sealing("k1"));
		StoreSealing second = TestKeys.sealing("k2", "k1");
		second.over(new ForwardingStore(this.raw) {

			@Override
			public StoredValue save(String key, byte[] content, WriteCondition condition) {
				if (key.equals("orders/web")) {
					delete(key, version(key).orElseThrow());
				}
				return super.save(key, content, condition);
			}

		});
		new Resealing(second).reseal();
		assertThat(this.raw.load("orders/web")).isEmpty();
	}

	@Test
	void severalInstancesMayDoItAtOnceWhileOthersWrite() {
		fill(TestKeys.sealing("k1"));
		AtomicInteger last = new AtomicInteger();
		AcmeStore writer = TestKeys.sealing("k1", "k2").over(this.raw);
		ExecutorService threads = Executors.newFixedThreadPool(4);
		List<CompletableFuture<Resealing.Report>> resealing = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			AtomicInteger disturbances = new AtomicInteger(10);
			StoreSealing second = TestKeys.sealing("k2", "k1");
			second.over(new ForwardingStore(this.raw) {

				@Override
				public StoredValue save(String key, byte[] content, WriteCondition condition) {
					if (key.equals("state/web") && disturbances.getAndDecrement() > 0) {
						increment(writer, key, last);
					}
					return super.save(key, content, condition);
				}

			});
			resealing.add(CompletableFuture.supplyAsync(() -> new Resealing(second).reseal(), threads));
		}
		resealing.forEach(CompletableFuture::join);
		threads.shutdown();
		AcmeStore reader = TestKeys.sealing("k2", "k1").over(this.raw);
		assertThat(contents(reader)).hasSize(KEYS.size())
			.containsEntry("state/web", String.valueOf(last.get()))
			.containsEntry("certificates/web", "certificates/web");
		assertThat(resealing.stream().mapToInt((done) -> done.join().resealed()).sum())
			.isGreaterThanOrEqualTo(KEYS.size());
		assertThat(resealing.stream().mapToInt((done) -> done.join().retried()).sum()).isGreaterThanOrEqualTo(10);
	}

	@Test
	void everyStoreItLiesOverIsDone() {
		StoreSealing sealing = TestKeys.sealing("k1");
		sealing.over(this.raw);
		InMemoryAcmeStore local = new InMemoryAcmeStore();
		sealing.over(local);
		local.save("certificates/web", bytes("clear"), WriteCondition.absent());
		assertThat(new Resealing(sealing).reseal().resealed()).isOne();
	}

	@Test
	void withoutKeysThereIsNothingToSealWith() {
		assertThatExceptionOfType(AcmeException.class).isThrownBy(() -> new Resealing(TestKeys.sealing()).reseal())
			.withMessageContaining("'acme.store.encryption.keys'")
			.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(AcmeException.Reason.CONFIGURATION));
	}

	private static void increment(AcmeStore store, String key, AtomicInteger last) {
		synchronized (last) {
			try {
				String next = String.valueOf(last.get() + 1);
				store.save(key, bytes(next), WriteCondition.unchanged(store.load(key)));
				last.incrementAndGet();
			}
			catch (StaleWriteException ex) {
				// Resealed at this moment.
			}
		}
	}

	private StoreSealing fill(StoreSealing sealing) {
		AcmeStore store = sealing.over(this.raw);
		KEYS.forEach((key) -> store.save(key, bytes(key), WriteCondition.absent()));
		return sealing;
	}

	private Map<String, Optional<String>> versions() {
		Map<String, Optional<String>> versions = new ConcurrentHashMap<>();
		KEYS.forEach((key) -> versions.put(key, this.raw.version(key)));
		return versions;
	}

	private static Map<String, String> contents(AcmeStore store) {
		Map<String, String> contents = new TreeMap<>();
		store.list("")
			.forEach((key) -> contents.put(key,
					new String(store.load(key).orElseThrow().content(), StandardCharsets.US_ASCII)));
		return contents;
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
