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

package io.github.acmeboot.store.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.junit.jupiter.api.Test;

import io.github.acmeboot.store.StoredValue;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ValueFrame}.
 */
class ValueFrameTests {

	private final ValueFrame value = new ValueFrame(
			new StoredValue("one\ntwo\n".getBytes(StandardCharsets.US_ASCII), "0f-1"), Long.MAX_VALUE);

	@Test
	void aValueSurvives() {
		assertThat(ValueFrame.parse(this.value.toBytes())).contains(this.value);
	}

	@Test
	void theContentFollowsOneHeaderLine() {
		assertThat(new String(this.value.toBytes(), StandardCharsets.US_ASCII))
			.matches("acme-store 1 0f-1 9223372036854775807 8 [0-9a-f]{64}\none\ntwo\n");
	}

	@Test
	void everyCutIsNoticed() {
		byte[] bytes = this.value.toBytes();
		for (int length = 0; length < bytes.length; length++) {
			assertThat(ValueFrame.parse(Arrays.copyOf(bytes, length))).as("%d bytes", length).isEmpty();
		}
	}

	@Test
	void everyAlteredByteIsNoticed() {
		for (int index = 0; index < this.value.toBytes().length; index++) {
			byte[] bytes = this.value.toBytes();
			bytes[index] ^= 1;
			assertThat(ValueFrame.parse(bytes)).as("byte %d", index).isEmpty();
		}
	}

	@Test
	void whatFollowsTheContentIsNoticed() {
		byte[] bytes = this.value.toBytes();
		assertThat(ValueFrame.parse(Arrays.copyOf(bytes, bytes.length + 1))).isEmpty();
	}

	@Test
	void unreadableContentIsToldApart() {
		assertThat(ValueFrame.unreadableVersion(new byte[] { 1 })).startsWith("unreadable-")
			.isEqualTo(ValueFrame.unreadableVersion(new byte[] { 1 }))
			.isNotEqualTo(ValueFrame.unreadableVersion(new byte[] { 2 }));
	}

}
