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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link StoreKey}.
 */
class StoreKeyTests {

	@Test
	void plainNamesStayAsTheyAre() {
		assertThat(StoreKey.of("certificates", "web-1.example.com_x", "previous"))
			.isEqualTo("certificates/web-1.example.com_x/previous");
		assertThat(StoreKey.of("challenges", "dns-01", "*.example.com")).isEqualTo("challenges/dns-01/*.example.com");
	}

	@Test
	void aDirectoryUrlIsOneSegment() {
		assertThat(StoreKey.of("accounts", "https://ca.example/dir"))
			.isEqualTo("accounts/https%3a%2f%2fca.example%2fdir");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a/b", "..", ".", "a b+c", "100%", "%2f", "bücher", "\u0000", "日本", "\uD83D\uDE00",
			"2001:db8::1" })
	void oddNamesFitTheAlphabetAndComeBack(String name) {
		String key = StoreKey.of("state", name);
		assertThat(key).matches("state/[A-Za-z0-9._*%:=-]{1,200}").isNotIn("state/.", "state/..");
		assertThat(StoreKey.name(key.substring(6))).isEqualTo(name);
	}

	@Test
	void longNamesStayApart() {
		String name = "a".repeat(250);
		assertThat(StoreKey.of("state", name)).hasSizeLessThanOrEqualTo(206)
			.isEqualTo(StoreKey.of("state", name))
			.isNotEqualTo(StoreKey.of("state", name + "b"));
	}

	@Test
	void anEmptyNameIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> StoreKey.of("state", ""));
	}

}
