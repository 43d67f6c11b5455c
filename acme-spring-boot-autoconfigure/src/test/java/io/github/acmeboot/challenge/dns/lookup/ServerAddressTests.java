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

package io.github.acmeboot.challenge.dns.lookup;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ServerAddress}.
 */
class ServerAddressTests {

	@ParameterizedTest
	@CsvSource({ "192.0.2.1, 192.0.2.1, 53", "192.0.2.1:5353, 192.0.2.1, 5353", "dns.example.com, dns.example.com, 53",
			"' dns.example.com:53 ', dns.example.com, 53", "localhost, localhost, 53", "2001:db8::1, 2001:db8::1, 53",
			"::1, ::1, 53", "[2001:db8::1], 2001:db8::1, 53", "[2001:db8::1]:5353, 2001:db8::1, 5353",
			"[fe80::1%eth0]:53, fe80::1%eth0, 53" })
	void isAHostWithOrWithoutPort(String text, String host, int port) {
		assertThat(ServerAddress.of(text)).isEqualTo(new ServerAddress(host, port));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "dns.example.com:", "dns.example.com:0", "dns.example.com:65536",
			"dns.example.com:dns", "dns.example.com:99999999999", "https://dns.example.com/", "a b", "[2001:db8::1",
			"[192.0.2.1]:53", "2001:db8", "a,b" })
	void anythingElseIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> ServerAddress.of(text))
			.withMessage("'" + text + "' is not the address of a name server");
	}

	@Test
	void isWrittenAsItIsRead() {
		assertThat(ServerAddress.of("2001:db8::1")).hasToString("[2001:db8::1]:53");
		assertThat(ServerAddress.of("192.0.2.1")).hasToString("192.0.2.1:53");
	}

}
