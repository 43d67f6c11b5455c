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
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.SealedValueException;
import io.github.acmeboot.store.StaleWriteException;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.UnreadableValueException;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SealedAcmeStore}.
 */
@ExtendWith(OutputCaptureExtension.class)
class SealedAcmeStoreTests {

	private static final String KEY = "certificates/web";

	private final RecordingStore raw = new RecordingStore();

	private final AcmeStore sealed = TestKeys.sealing("k1").over(this.raw);

	@ParameterizedTest
	@ValueSource(strings = { "certificates/web", "accounts/ca", "orders/web", "state/web",
			"challenges/http-01/www.example.org", "ledger/ca", "probe/1" })
	void everyKindOfValueIsSealed(String key) {
		save(this.sealed, key, "value");
		this.sealed.save(key + "/limited", bytes("value"), WriteCondition.absent(), Duration.ofMinutes(5));
		assertThat(this.raw.list(key)).hasSize(2)
			.allSatisfy((stored) -> assertThat(text(this.raw, stored)).startsWith("acme-sealed 1 k1\n")
				.doesNotContain("value"));
	}

	@Test
	void theTimeToLiveReachesTheStore() {
		this.sealed.save(KEY, bytes("value"), WriteCondition.absent(), Duration.ofMinutes(5));
		assertThat(this.raw.timesToLive).containsExactly(Duration.ofMinutes(5));
	}

	@Test
	void anOrdinaryRoundNeedsNoFurtherRead() {
		save(this.sealed, KEY, "one");
		this.raw.loads = 0;
		StoredValue read = this.sealed.load(KEY).orElseThrow();
		StoredValue saved = this.sealed.save(KEY, bytes("two"), WriteCondition.version(read.version()));
		this.sealed.delete(KEY, this.sealed.save(KEY, bytes("3"), WriteCondition.version(saved.version())).version());
		assertThat(this.raw.loads).isOne();
	}

	@Test
	void anInstanceWithoutTheKeyNeitherOverwritesNorDeletes() {
		save(this.sealed, KEY, "one");
		StoredValue stored = this.raw.load(KEY).orElseThrow();
		for (AcmeStore other : List.of(TestKeys.sealing("k2").over(this.raw), TestKeys.sealing().over(this.raw))) {
			WriteCondition unchanged = WriteCondition.version(other.version(KEY).orElseThrow());
			assertThatExceptionOfType(SealedValueException.class).isThrownBy(() -> other.load(KEY));
			assertThatExceptionOfType(SealedValueException.class)
				.isThrownBy(() -> other.save(KEY, bytes("two"), unchanged));
			assertThatExceptionOfType(SealedValueException.class)
				.isThrownBy(() -> other.save(KEY, bytes("two"), WriteCondition.absent()));
			assertThatExceptionOfType(SealedValueException.class)
				.isThrownBy(() -> other.save(KEY, bytes("two"), unchanged, Duration.ofMinutes(1)));
			assertThatExceptionOfType(SealedValueException.class).isThrownBy(() -> other.delete(KEY, stored.version()));
		}
		assertThat(this.raw.load(KEY)).contains(stored);
		assertThat(this.raw.list("")).containsExactly(KEY);
	}

	@Test
	void anInstanceThatOpenedAValueBeforeItWasSealedAnewDoesNotOverwriteIt() {
		StoredValue read = save(this.sealed, KEY, "one");
		AcmeStore newer = TestKeys.sealing("k2", "k1").over(this.raw);
		save(newer, KEY, "two");
		assertThatExceptionOfType(SealedValueException.class)
			.isThrownBy(() -> this.sealed.save(KEY, bytes("three"), WriteCondition.version(read.version())));
		assertThat(text(newer, KEY)).isEqualTo("two");
	}

	@Test
	void withoutKeysTheMessageNamesTheProperty() {
		save(this.sealed, KEY, "one");
		assertThatExceptionOfType(SealedValueException.class)
			.isThrownBy(() -> TestKeys.sealing().over(this.raw).load(KEY))
			.withMessageContaining(
					"it is sealed with the key 'k1', and this instance has no " + "'acme.store.encryption.keys'");
	}

	@Test
	void withoutKeysADamagedSealIsStillRecognised() {
		save(this.raw, KEY, "acme-sealed ?");
		assertThatExceptionOfType(SealedValueException.class)
			.isThrownBy(() -> TestKeys.sealing().over(this.raw).load(KEY));
	}

	@Test
	void withoutKeysNothingIsSealed() {
		AcmeStore open = TestKeys.sealing().over(this.raw);
		save(open, KEY, "one");
		assertThat(text(this.raw, KEY)).isEqualTo("one");
		assertThat(text(open, KEY)).isEqualTo("one");
	}

	@Test
	void whatWasStoredInClearIsReadSaidOncePerKeyAndSealedWhenWritten(CapturedOutput output) {
		save(this.raw, KEY, "one");
		save(this.raw, "state/web", "other");
		for (int i = 0; i < 3; i++) {
			assertThat(text(this.sealed, KEY)).isEqualTo("one");
			assertThat(text(this.sealed, "state/web")).isEqualTo("other");
		}
		assertThat(output).containsOnlyOnce("'certificates/web' is stored in clear")
			.containsOnlyOnce("'state/web' is stored in clear");
		save(this.sealed, KEY, "two");
		assertThat(text(this.raw, KEY)).startsWith("acme-sealed 1 k1\n");
	}

	@Test
	void ofWhatNobodyCanOpenACopyIsKeptAsItWas(CapturedOutput output) {
		StoredValue damaged = save(this.raw, KEY, "acme-sealed 1 k1\ndamaged");
		this.sealed.save(KEY, bytes("new"), WriteCondition.version(damaged.version()));
		assertThat(text(this.sealed, KEY)).isEqualTo("new");
		assertThat(this.raw.list(KEY + "/refused/")).singleElement()
			.satisfies((copy) -> assertThat(text(this.raw, copy)).isEqualTo("acme-sealed 1 k1\ndamaged"));
		assertThat(output).contains("'certificates/web' cannot be opened and is replaced; a copy is kept as "
				+ "'certificates/web/refused/");
	}

	@Test
	void theSameDamageIsKeptOnce() {
		for (int i = 0; i < 3; i++) {
			StoredValue damaged = save(this.raw, KEY, "acme-sealed 1 k1\ndamaged");
			this.sealed.save(KEY, bytes("new"), WriteCondition.version(damaged.version()));
		}
		assertThat(this.raw.list(KEY + "/refused/")).hasSize(1);
	}

	@Test
	void aCopyOfWhatExpiresExpiresToo() {
		StoredValue damaged = save(this.raw, KEY, "acme-sealed 1 k1\ndamaged");
		this.sealed.save(KEY, bytes("new"), WriteCondition.version(damaged.version()), Duration.ofMinutes(5));
		assertThat(this.raw.timesToLive).containsExactly(Duration.ofMinutes(5), Duration.ofMinutes(5));
	}

	@Test
	void aSaveThatDoesNotNameTheVersionOfWhatNobodyCanOpenIsRefused() {
		StoredValue damaged = save(this.raw, KEY, "acme-sealed 1 k1\ndamaged");
		for (WriteCondition condition : List.of(WriteCondition.absent(), WriteCondition.version("other"))) {
			assertThatExceptionOfType(UnreadableValueException.class)
				.isThrownBy(() -> this.sealed.save(KEY, bytes("new"), condition));
		}
		assertThat(this.raw.load(KEY)).contains(damaged);
		assertThat(this.raw.list(KEY + "/refused/")).isEmpty();
	}

	@Test
	void aLowerFenceIsStaleAlsoWhereNobodyCanOpenWhatIsThere() {
		StoredValue damaged = this.raw.save(KEY, bytes("acme-sealed 1 k1\ndamaged"),
				WriteCondition.absent().fencedBy(7));
		assertThatExceptionOfType(StaleWriteException.class).isThrownBy(
				() -> this.sealed.save(KEY, bytes("new"), WriteCondition.version(damaged.version()).fencedBy(6)));
	}

	@Test
	void whatTheStoreItselfCannotReadIsTheStoresToKeep() {
		this.raw.torn = KEY;
		assertThatExceptionOfType(UnreadableValueException.class).isThrownBy(() -> this.sealed.load(KEY));
		this.sealed.save(KEY, bytes("new"), WriteCondition.version("torn"));
		assertThat(this.raw.list("")).containsExactly(KEY);
	}

	@Test
	void theTextShowsNoSecret() {
		assertThat(TestKeys.sealing("k1").over(this.raw)).asString().isEqualTo("SealedAcmeStore[raw]");
		assertThat(new KeyRing(List.of(new SealingKey("k1", new byte[32])))).asString().isEqualTo("KeyRing[k1]");
		assertThat(new SealingKey("k1", new byte[32])).asString().isEqualTo("SealingKey[k1]");
		assertThat(this.sealed.isRemote()).isTrue();
	}

	private static StoredValue save(AcmeStore store, String key, String content) {
		return store.save(key, bytes(content),
				store.version(key).map(WriteCondition::version).orElseGet(WriteCondition::absent));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

	private static String text(AcmeStore store, String key) {
		return new String(store.load(key).orElseThrow().content(), StandardCharsets.ISO_8859_1);
	}

	private static final class RecordingStore implements AcmeStore {

		private final InMemoryAcmeStore delegate = new InMemoryAcmeStore();

		private final List<Duration> timesToLive = new ArrayList<>();

		private String torn = "";

		private int loads;

		@Override
		public Optional<StoredValue> load(String key) {
			this.loads++;
			if (key.equals(this.torn)) {
				throw new UnreadableValueException(key, "torn", "torn", null);
			}
			return this.delegate.load(key);
		}

		@Override
		public Optional<String> version(String key) {
			return this.delegate.version(key);
		}

		@Override
		public StoredValue save(String key, byte[] content, WriteCondition condition) {
			if (key.equals(this.torn)) {
				this.torn = "";
				return this.delegate.save(key, content, WriteCondition.absent());
			}
			return this.delegate.save(key, content, condition);
		}

		@Override
		public StoredValue save(String key, byte[] content, WriteCondition condition, Duration timeToLive) {
			this.timesToLive.add(timeToLive);
			return save(key, content, condition);
		}

		@Override
		public void delete(String key, String version) {
			this.delegate.delete(key, version);
		}

		@Override
		public List<String> list(String prefix) {
			return this.delegate.list(prefix);
		}

		@Override
		public String toString() {
			return "raw";
		}

	}

}
