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

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.SealedValueException;
import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.UnreadableValueException;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What becomes of a sealed value that somebody has laid hands on.
 */
class TamperingTests {

	private static final String KEY = "certificates/web";

	private static final byte[] CONTENT = "-----BEGIN PRIVATE KEY-----".getBytes(StandardCharsets.US_ASCII);

	private static final int HEADER = "acme-sealed 1 k1\n".length();

	private static final int NONCE = 12;

	private static final int LENGTH = HEADER + NONCE + CONTENT.length + 16;

	private final InMemoryAcmeStore raw = new InMemoryAcmeStore();

	private final AcmeStore sealed = TestKeys.strictSealing("k1", "k2").over(this.raw);

	@Test
	void aValueIsSealedUnderAHeaderInClear() {
		byte[] stored = seal(KEY, CONTENT);
		assertThat(stored).hasSize(LENGTH);
		assertThat(new String(stored, StandardCharsets.ISO_8859_1)).startsWith("acme-sealed 1 k1\n")
			.doesNotContain("PRIVATE");
		assertThat(this.sealed.load(KEY)).hasValueSatisfying((value) -> assertThat(value.content()).isEqualTo(CONTENT));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 15, 16, 17, 1 << 20 })
	void everyLengthIsKept(int length) {
		byte[] content = new byte[length];
		new Random(length).nextBytes(content);
		seal(KEY, content);
		assertThat(this.sealed.load(KEY)).hasValueSatisfying((value) -> assertThat(value.content()).isEqualTo(content));
	}

	@Test
	void noByteCanBeAltered() {
		byte[] stored = seal(KEY, CONTENT);
		for (int i = 0; i < stored.length; i++) {
			for (int bit : new int[] { 0x01, 0x80, 0xff }) {
				byte[] altered = stored.clone();
				altered[i] ^= (byte) bit;
				assertThatExceptionOfType(StoreException.class).as("byte %d", i).isThrownBy(() -> loadAs(KEY, altered));
			}
		}
	}

	@ParameterizedTest
	@MethodSource
	void whatIsAlteredBehindTheHeaderIsNobodysValue(int position) {
		byte[] altered = seal(KEY, CONTENT);
		altered[position] ^= 1;
		assertRefused(altered, "its seal is broken");
	}

	static IntStream whatIsAlteredBehindTheHeaderIsNobodysValue() {
		return IntStream.of(HEADER, HEADER + NONCE - 1, HEADER + NONCE, LENGTH - 17, LENGTH - 16, LENGTH - 1);
	}

	@ParameterizedTest
	@MethodSource
	void whatIsCutOffIsNobodysValue(int length) {
		assertRefused(Arrays.copyOf(seal(KEY, CONTENT), length), "'" + KEY + "'");
	}

	static IntStream whatIsCutOffIsNobodysValue() {
		return IntStream.range(0, LENGTH);
	}

	@Test
	void whatIsAppendedToIsNobodysValue() {
		assertRefused(Arrays.copyOf(seal(KEY, CONTENT), LENGTH + 1), "its seal is broken");
	}

	@ParameterizedTest
	@ValueSource(strings = { "certificates/www", "certificates/web/previous", "certificates/we", "certificates/Web",
			"accounts/web", "eb" })
	void aValueIsWorthNothingUnderAnotherKey(String other) {
		byte[] moved = seal(other, CONTENT);
		assertRefused(moved, "moved here from another place");
	}

	@Test
	void theFormerContentOfAnotherKeyIsWorthNothingEither() {
		byte[] first = seal("certificates/www", CONTENT);
		seal("certificates/www", "newer".getBytes(StandardCharsets.US_ASCII));
		assertRefused(first, "its seal is broken");
	}

	@Test
	void theIdOfAnotherKeyWeHaveDoesNotOpenIt() {
		assertRefused(withHeader("acme-sealed 1 k2\n"), "its seal is broken");
	}

	@Test
	void aKeyThatHasTheIdOfAnotherOneDoesNotOpenIt() {
		seal(KEY, CONTENT);
		EncryptionProperties properties = new EncryptionProperties();
		EncryptionProperties.Key key = new EncryptionProperties.Key();
		key.setId("k1");
		key.setSecret(TestKeys.secret("another"));
		properties.getKeys().add(key);
		assertThatExceptionOfType(UnreadableValueException.class)
			.isThrownBy(() -> new StoreSealing(properties).over(this.raw).load(KEY))
			.withMessageContaining("another secret under the same id");
	}

	@ParameterizedTest
	@MethodSource
	void aHeaderThatIsNoneIsNobodysValue(String header) {
		assertRefused(withHeader(header), "'" + KEY + "'");
	}

	static Stream<String> aHeaderThatIsNoneIsNobodysValue() {
		return Stream.of("acme-sealed 1 k 1\n", "acme-sealed 1 \n", "acme-sealed \n", "acme-sealed x k1\n",
				"acme-sealed 1 k1", "acme-sealed 1 k1\r\n", "acme-sealed 1 " + "k".repeat(65) + "\n",
				"acme-sealed 1 k1" + " ".repeat(200) + "\n", "Acme-sealed 1 k1\n");
	}

	@Test
	void aFormatOfTheFutureIsLeftAlone() {
		put(KEY, withHeader("acme-sealed 2 k1\n"));
		assertThatExceptionOfType(SealedValueException.class).isThrownBy(() -> this.sealed.load(KEY))
			.withMessageContaining("format 2")
			.withMessageContaining("Update this instance");
	}

	@Test
	void anUnknownKeyIsLeftAloneAndNamed() {
		put(KEY, withHeader("acme-sealed 1 k3\n"));
		assertThatExceptionOfType(SealedValueException.class).isThrownBy(() -> this.sealed.load(KEY))
			.withMessageContaining("'k3', which 'acme.store.encryption.keys' does not have here but only [k1, k2]")
			.withMessageContaining("Add the key 'k3' at the end of that list")
			.satisfies((ex) -> assertThat(ex.getKey()).isEqualTo(KEY));
	}

	@Test
	void nothingIsTakenInClear() {
		assertRefused(CONTENT, "it is not sealed, and 'acme.store.encryption.accept-unsealed' is false");
		assertRefused(new byte[0], "it is not sealed");
	}

	@Test
	void theVersionOfWhatIsRefusedIsTheOneInTheStore() {
		StoredValue stored = put(KEY, CONTENT);
		assertThatExceptionOfType(UnreadableValueException.class).isThrownBy(() -> this.sealed.load(KEY))
			.satisfies((ex) -> assertThat(ex.getVersion()).isEqualTo(stored.version()));
		assertThat(this.sealed.version(KEY)).contains(stored.version());
	}

	@Test
	void whatIsWrittenAgainInPlaceIsOpened() {
		byte[] stored = seal(KEY, CONTENT);
		assertThatCode(() -> loadAs(KEY, stored)).doesNotThrowAnyException();
	}

	@Test
	void noNonceIsUsedTwice() {
		SealingKey key = new SealingKey("k1", new byte[32]);
		Set<ByteBuffer> nonces = new HashSet<>();
		for (int i = 0; i < 10_000; i++) {
			byte[] stored = key.seal(KEY, CONTENT);
			nonces.add(ByteBuffer.wrap(Arrays.copyOfRange(stored, HEADER, HEADER + NONCE)));
		}
		assertThat(nonces).hasSize(10_000);
	}

	private byte[] withHeader(String header) {
		byte[] stored = seal(KEY, CONTENT);
		byte[] line = header.getBytes(StandardCharsets.US_ASCII);
		return ByteBuffer.allocate(line.length + stored.length - HEADER)
			.put(line)
			.put(stored, HEADER, stored.length - HEADER)
			.array();
	}

	private byte[] seal(String key, byte[] content) {
		this.sealed.save(key, content, WriteCondition.unchanged(this.raw.load(key)));
		return this.raw.load(key).orElseThrow().content();
	}

	private StoredValue put(String key, byte[] stored) {
		return this.raw.save(key, stored, WriteCondition.unchanged(this.raw.load(key)));
	}

	private void loadAs(String key, byte[] stored) {
		put(key, stored);
		this.sealed.load(key);
	}

	private void assertRefused(byte[] stored, String reason) {
		assertThatExceptionOfType(UnreadableValueException.class).isThrownBy(() -> loadAs(KEY, stored))
			.withMessageContaining(reason)
			.withMessageNotContaining("BEGIN");
	}

}
