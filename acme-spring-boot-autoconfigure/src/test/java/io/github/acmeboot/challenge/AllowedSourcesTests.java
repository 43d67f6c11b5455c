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

package io.github.acmeboot.challenge;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link AllowedSources}.
 */
class AllowedSourcesTests {

	@ParameterizedTest
	@CsvSource({ "10.1.2.3, 10.0.0.0/8", "10.1.2.3, 10.1.2.3", "10.1.2.3, 0.0.0.0/0", "192.0.2.129, 192.0.2.128/25",
			"::ffff:10.1.2.3, 10.0.0.0/8", "10.1.2.3, ::ffff:10.0.0.0/104", "2001:db8::1, 2001:db8::/32",
			"2001:DB8:0:0::1, 2001:db8::1", "[2001:db8::1], 2001:db8::/32", "fe80::1%eth0, fe80::/10",
			"2001:db8::1, ::/0", "10.255.0.1, 10.1.2.3/8" })
	void allowsWhatIsInABlock(String source, String block) {
		assertThat(new AllowedSources(List.of("198.51.100.7", block)).allow(source)).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "11.0.0.1, 10.0.0.0/8", "10.1.2.4, 10.1.2.3", "192.0.2.127, 192.0.2.128/25", "10.1.2.3, ::/0",
			"2001:db8::1, 0.0.0.0/0", "::ffff:11.0.0.1, 10.0.0.0/8", "2001:db9::1, 2001:db8::/32",
			"localhost, 0.0.0.0/0", "unknown, 0.0.0.0/0", "_hidden, ::/0", "'', 0.0.0.0/0", "10.0.0.1:4711, 10.0.0.0/8",
			"999.0.0.1, 0.0.0.0/0", "010.0.0.1, 10.0.0.0/8" })
	void refusesWhatIsNot(String source, String block) {
		assertThat(new AllowedSources(List.of(block)).allow(source)).isFalse();
	}

	@Test
	void refusesAnUnknownSourceIfThereIsABlock() {
		assertThat(new AllowedSources(List.of("0.0.0.0/0")).allow(null)).isFalse();
	}

	@Test
	void allowsEveryoneIfThereIsNone() {
		assertThat(new AllowedSources(List.of()).allow("192.0.2.1")).isTrue();
		assertThat(new AllowedSources(List.of()).allow(null)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0/8", "10.0.0.0/8/8", "example.com",
			"2001:db8::/129", "::ffff:10.0.0.0/95", "1.2.3.999", "10.0.0.0/+8" })
	void namesWhatIsNoBlock(String block) {
		assertThatIllegalArgumentException().isThrownBy(() -> new AllowedSources(List.of(block)))
			.withMessage("'" + block + "' is neither an IP address nor a CIDR block");
	}

}
