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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.acmeboot.Identifier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RequestedHost}.
 */
class RequestedHostTests {

	@ParameterizedTest
	@CsvSource({ "example.com, example.com", "EXAMPLE.com, example.com", "example.com., example.com",
			"example.com:80, example.com", "example.com.:8080, example.com", "192.0.2.1, 192.0.2.1",
			"192.0.2.1:80, 192.0.2.1", "[2001:DB8:0::1], 2001:db8::1", "[2001:db8::1]:80, 2001:db8::1",
			"xn--bcher-kva.example, xn--bcher-kva.example", "'example.com:', example.com" })
	void readsWhatACertificateWouldBeFor(String host, String identifier) {
		assertThat(RequestedHost.identifier(host)).contains(Identifier.of(identifier));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ":80", "*.example.com", "a b", "example.com:80:80", "2001:db8::1", "[2001:db8::1",
			"[fe80::1%25eth0]", "user@example.com", "example.com/path", "-", "[]", "..", "1.2.3" })
	void readsNothingFromWhatIsNoHost(String host) {
		assertThat(RequestedHost.identifier(host)).isEmpty();
	}

	@Test
	void readsNothingFromNothing() {
		assertThat(RequestedHost.identifier(null)).isEmpty();
	}

}
