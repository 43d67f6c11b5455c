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

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.acmeboot.Identifier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RequestedServerName}.
 */
class RequestedServerNameTests {

	@ParameterizedTest
	@CsvSource({ "example.com,example.com", "Example.COM,example.com", "7.2.0.192.in-addr.arpa,192.0.2.7",
			"7.2.0.192.IN-ADDR.ARPA,192.0.2.7",
			"5.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa,2001:db8::5",
			"f.e.d.c.b.a.9.8.7.6.5.4.3.2.1.0.0.0.0.0.0.0.0.0.8.B.D.0.1.0.0.2.IP6.arpa,2001:db8::123:4567:89ab:cdef",
			"2.0.192.in-addr.arpa,2.0.192.in-addr.arpa" })
	void isWhatACertificateForItIsFor(String name, String identifier) {
		assertThat(RequestedServerName.identifier(name)).contains(Identifier.of(identifier));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "*.example.com", "a b", "256.2.0.192.in-addr.arpa", "..", "-a.example.com" })
	void isNothingIfNoCertificateCanBeForIt(String name) {
		assertThat(RequestedServerName.identifier(name)).isEmpty();
	}

}
