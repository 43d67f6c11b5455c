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

package io.github.acmeboot.test.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StaleWriteException;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.WriteCondition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What every {@link AcmeStore} has to hold. Extend it to test a store of your own.
 */
public abstract class AbstractAcmeStoreTests {

	private static final String KEY = "certificates/web";

	private static final int WRITERS = 8;

	private static final int ROUNDS = 25;

	/**
	 * Returns the store to test.
	 * @return a store without values; the same one, or one that shares its values, for
	 * the whole of a test
	 */
	protected abstract AcmeStore store();

	@Test
	void nothingIsFoundUnderAnUnusedKey() {
		assertThat(store().load(KEY)).isEmpty();
		assertThat(store().list("certificates/")).isEmpty();
	}

	@Test
	void aSavedValueIsFoundUnderItsVersion() {
		StoredValue saved = save(KEY, "one");
		assertThat(text(saved)).isEqualTo("one");
		assertThat(store().load(KEY)).contains(saved);
	}

	@Test
	void everyWriteHasAVersionOfItsOwn() {
		StoredValue first = save(KEY, "same");
		StoredValue second = save(KEY, "same");
		store().delete(KEY, second.version());
		StoredValue third = save(KEY, "same");
		assertThat(List.of(first.version(), second.version(), third.version())).doesNotHaveDuplicates();
	}

	@Test
	void whereAValueIsStoredNoneIsExpected() {
		save(KEY, "one");
		assertIsStale(KEY, WriteCondition.absent());
		assertThat(store().load(KEY).map(AbstractAcmeStoreTests::text)).contains("one");
	}

	@Test
	void aStaleVersionIsRefused() {
		StoredValue stale = save(KEY, "one");
		save(KEY, "two");
		assertIsStale(KEY, WriteCondition.version(stale.version()));
		assertThat(store().load(KEY).map(AbstractAcmeStoreTests::text)).contains("two");
	}

	@Test
	void aVersionIsRefusedWhereNothingIsStored() {
		StoredValue deleted = save(KEY, "one");
		store().delete(KEY, deleted.version());
		assertIsStale(KEY, WriteCondition.version(deleted.version()));
		assertThat(store().load(KEY)).isEmpty();
	}

	@Test
	void aLowerFenceIsRefused() {
		StoredValue saved = store().save(KEY, bytes("one"), WriteCondition.absent().fencedBy(7));
		assertIsStale(KEY, WriteCondition.version(saved.version()).fencedBy(6));
		assertThat(store().load(KEY)).contains(saved);
	}

	@Test
	void theSameAndAHigherFenceAreAccepted() {
		StoredValue saved = store().save(KEY, bytes("one"), WriteCondition.absent().fencedBy(7));
		saved = store().save(KEY, bytes("two"), WriteCondition.version(saved.version()).fencedBy(7));
		saved = store().save(KEY, bytes("three"), WriteCondition.version(saved.version()).fencedBy(8));
		assertIsStale(KEY, WriteCondition.version(saved.version()).fencedBy(7));
	}

	@Test
	void aWriteWithoutAFenceIsAcceptedAndLowersNone() {
		StoredValue saved = store().save(KEY, bytes("one"), WriteCondition.absent().fencedBy(7));
		saved = store().save(KEY, bytes("two"), WriteCondition.version(saved.version()));
		assertIsStale(KEY, WriteCondition.version(saved.version()).fencedBy(6));
	}

	@Test
	void aDeletedValueIsGone() {
		store().delete(KEY, save(KEY, "one").version());
		assertThat(store().load(KEY)).isEmpty();
		assertThat(store().list("certificates/")).isEmpty();
	}

	@Test
	void deletingWhatIsNotThereDoesNothing() {
		StoredValue saved = save(KEY, "one");
		store().delete(KEY, saved.version());
		assertThatCode(() -> store().delete(KEY, saved.version())).doesNotThrowAnyException();
		assertThatCode(() -> store().delete("never/there", "any")).doesNotThrowAnyException();
	}

	@Test
	void aValueThatWasWrittenSinceIsNotDeleted() {
		StoredValue stale = save(KEY, "one");
		StoredValue current = save(KEY, "two");
		assertThatExceptionOfType(StaleWriteException.class).isThrownBy(() -> store().delete(KEY, stale.version()));
		assertThat(store().load(KEY)).contains(current);
	}

	@Test
	void theKeysBelowAPrefixAreListedInTheirOrder() {
		for (String key : List.of("state/b", "certificates/b", "certificates/a/previous", "certificates/a",
				"certificatesx/a")) {
			save(key, key);
		}
		assertThat(store().list("certificates/")).containsExactly("certificates/a", "certificates/a/previous",
				"certificates/b");
		assertThat(store().list("certificates/a/")).containsExactly("certificates/a/previous");
		assertThat(store().list("nothing/")).isEmpty();
	}

	@Test
	void aKeyMayBeThePrefixOfAnother() {
		save("certificates/web/previous", "former");
		StoredValue current = save(KEY, "current");
		assertThat(store().load("certificates/web/previous").map(AbstractAcmeStoreTests::text)).contains("former");
		store().delete(KEY, current.version());
		assertThat(store().load("certificates/web/previous").map(AbstractAcmeStoreTests::text)).contains("former");
	}

	@Test
	void everyKeyOfTheAlphabetIsAPlaceOfItsOwn() {
		String longest = "x".repeat(200);
		List<String> keys = List.of("a/ABCXYZabcxyz0189", "a/abcxyzabcxyz0189", "a/._*%:=-", "a/*.example.com", "a/...",
				"a/.hidden", "a/end.", "a/2001:db8::1", "a/https%3a%2f%2fca.example", "a/https%3A%2F%2Fca.example",
				"a/con", "a/" + longest, longest + "/a");
		keys.forEach((key) -> save(key, key));
		assertThat(keys)
			.allSatisfy((key) -> assertThat(store().load(key).map(AbstractAcmeStoreTests::text)).contains(key));
		assertThat(store().list("a/"))
			.containsExactlyElementsOf(keys.stream().filter((key) -> key.startsWith("a/")).sorted().toList());
	}

	@Test
	void aMebibyteAndNothingAtAllAreKept() {
		byte[] content = new byte[1 << 20];
		new Random(42).nextBytes(content);
		store().save(KEY, content, WriteCondition.absent());
		assertThat(store().load(KEY)).hasValueSatisfying((found) -> assertThat(found.content()).isEqualTo(content));
		store().save("empty/value", new byte[0], WriteCondition.absent());
		assertThat(store().load("empty/value")).hasValueSatisfying((found) -> assertThat(found.content()).isEmpty());
	}

	@Test
	void theContentIsCopied() {
		byte[] content = bytes("one");
		StoredValue saved = store().save(KEY, content, WriteCondition.absent());
		Arrays.fill(content, (byte) 'x');
		Arrays.fill(saved.content(), (byte) 'x');
		store().load(KEY).ifPresent((found) -> Arrays.fill(found.content(), (byte) 'x'));
		assertThat(store().load(KEY).map(AbstractAcmeStoreTests::text)).contains("one");
	}

	@Test
	void aThreadThatIsInterruptedStillSavesAndLoads() {
		Thread.currentThread().interrupt();
		try {
			StoredValue saved = save(KEY, "one");
			assertThat(store().load(KEY)).contains(saved);
			assertThat(Thread.currentThread().isInterrupted()).isTrue();
		}
		finally {
			assertThat(Thread.interrupted()).isTrue();
		}
	}

	@Test
	void ofWritersThatExpectTheSameVersionExactlyOneSucceeds() throws Exception {
		for (int round = 0; round < ROUNDS; round++) {
			WriteCondition condition = WriteCondition.unchanged(store().load(KEY));
			AtomicInteger succeeded = new AtomicInteger();
			concurrently(WRITERS, (writer) -> {
				try {
					store().save(KEY, bytes("writer " + writer), condition);
					succeeded.incrementAndGet();
				}
				catch (StaleWriteException ex) {
					assertThat(ex).hasMessageContaining(KEY);
				}
			});
			assertThat(succeeded).hasValue(1);
		}
	}

	@Test
	void noUpdateIsLost() throws Exception {
		concurrently(WRITERS, (writer) -> {
			for (int round = 0; round < ROUNDS; round++) {
				increment();
			}
		});
		assertThat(store().load(KEY).map(AbstractAcmeStoreTests::text)).contains(String.valueOf(WRITERS * ROUNDS));
	}

	@Test
	void aReaderNeverSeesAMixture() throws Exception {
		save(KEY, "0".repeat(100_000));
		AtomicBoolean done = new AtomicBoolean();
		concurrently(4, (thread) -> {
			if (thread == 0) {
				for (int round = 1; round <= ROUNDS * 2; round++) {
					save(KEY, String.valueOf(round % 10).repeat(100_000 + round));
				}
				done.set(true);
				return;
			}
			while (!done.get()) {
				assertThat(store().load(KEY).map((found) -> text(found).chars().distinct().count())).contains(1L);
			}
		});
	}

	private void increment() {
		while (true) {
			Optional<StoredValue> read = store().load(KEY);
			int count = read.map((found) -> Integer.parseInt(text(found))).orElse(0);
			try {
				store().save(KEY, bytes(String.valueOf(count + 1)), WriteCondition.unchanged(read));
				return;
			}
			catch (StaleWriteException ex) {
				Thread.yield();
			}
		}
	}

	private StoredValue save(String key, String content) {
		return store().save(key, bytes(content), WriteCondition.unchanged(store().load(key)));
	}

	private void assertIsStale(String key, WriteCondition condition) {
		assertThatExceptionOfType(StaleWriteException.class)
			.isThrownBy(() -> store().save(key, bytes("stale"), condition))
			.withMessageContaining(key);
	}

	private static void concurrently(int threads, Work work) throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		CyclicBarrier start = new CyclicBarrier(threads);
		try {
			List<Future<?>> futures = new ArrayList<>();
			for (int i = 0; i < threads; i++) {
				int thread = i;
				futures.add(executor.submit(() -> {
					start.await();
					work.run(thread);
					return null;
				}));
			}
			for (Future<?> future : futures) {
				future.get(5, TimeUnit.MINUTES);
			}
		}
		finally {
			executor.shutdownNow();
		}
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static String text(StoredValue value) {
		return new String(value.content(), StandardCharsets.UTF_8);
	}

	private interface Work {

		void run(int thread);

	}

}
