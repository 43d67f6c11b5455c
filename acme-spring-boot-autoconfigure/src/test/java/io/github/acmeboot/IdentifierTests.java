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

package io.github.acmeboot;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class IdentifierTests {

	private static final String LABEL = "a".repeat(63);

	@ParameterizedTest
	@CsvSource({ "example.com,example.com", "' Example.COM. ',example.com", "*.Example.com,*.example.com",
			"bücher.example,xn--bcher-kva.example", "BÜCHER.example,xn--bcher-kva.example",
			"*.bücher.example,*.xn--bcher-kva.example", "xn--bcher-kva.example,xn--bcher-kva.example",
			"例え。テスト,xn--r8jz45g.xn--zckzah", "localhost,localhost", "1.example,1.example", "a-b.c--d.e,a-b.c--d.e" })
	void aDnsNameIsReadAsLowerCaseALabelsWithoutATrailingDot(String text, String value) {
		assertThat(Identifier.of(text)).isEqualTo(new Identifier(Identifier.Type.DNS, value)).hasToString(value);
	}

	@ParameterizedTest
	@CsvSource({ "192.0.2.1,192.0.2.1", "0.0.0.0,0.0.0.0", "255.255.255.255,255.255.255.255", "::,::", "::1,::1",
			"2001:DB8:0:0:0:0:0:1,2001:db8::1", "2001:db8:0:1:1:1:1:1,2001:db8:0:1:1:1:1:1",
			"2001:0:0:1:0:0:0:1,2001:0:0:1::1", "2001:db8:0:0:1:0:0:1,2001:db8::1:0:0:1", "fe80:0:0:0:0:0:0:0,fe80::",
			"64:ff9b::192.0.2.33,64:ff9b::c000:221" })
	void anAddressIsReadInItsShortestForm(String text, String value) {
		assertThat(Identifier.of(text)).isEqualTo(new Identifier(Identifier.Type.IP, value));
	}

	@ParameterizedTest
	@ValueSource(strings = { "exa mple.com", "exa_mple.com", "-a.com", "a-.com", "a..com", ".com", ".", "*", "*.",
			"*.*.com", "a.*.com", "w*.example.com", "https://example.com", "example.com:443", "example.com/path",
			"1.2.3", "1.2.3.4.5", "256.1.1.1", "01.1.1.1", "1.2.3.4.", "*.1.2.3.4", "[::1]", "fe80::1%eth0",
			"::ffff:192.0.2.1", "1::2::3", ":::", "12345::", "ops@example.com" })
	void whatIsNeitherIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> Identifier.of(text)).withMessageContaining("'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://example.com/", "example.com:443", "[::1]", "fe80::1%eth0", "a:b.example" })
	void aColonAloneMakesNoAddress(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> Identifier.of(text))
			.withMessage("'" + text + "' is neither a DNS name nor an IP address");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\t" })
	void nothingIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> Identifier.of(text))
			.withMessage("a domain must not be empty");
	}

	@Test
	void theLongestNamesAreTaken() {
		String longest = String.join(".", LABEL, LABEL, LABEL, "a".repeat(61));
		assertThat(Identifier.of(LABEL + ".com").value()).hasSize(67);
		assertThat(Identifier.of(longest).value()).hasSize(253);
		assertThatIllegalArgumentException().isThrownBy(() -> Identifier.of("a" + LABEL + ".com"));
		assertThatIllegalArgumentException().isThrownBy(() -> Identifier.of(longest + "a"));
	}

	@ParameterizedTest
	@CsvSource({ "*.example.com,example.com", "example.com,example.com", "192.0.2.1,192.0.2.1" })
	void controlIsProvedOfTheNameWithoutTheStar(String text, String proved) {
		assertThat(Identifier.of(text).withoutWildcard()).isEqualTo(Identifier.of(proved));
	}

	@ParameterizedTest
	@CsvSource({ "*.example.com,true", "example.com,false", "192.0.2.1,false" })
	void onlyAStarMakesAWildcard(String text, boolean wildcard) {
		assertThat(Identifier.of(text).isWildcard()).isEqualTo(wildcard);
	}

	@ParameterizedTest
	@CsvSource({ "example.com,example.com,true", "example.com,www.example.com,false",
			"*.example.com,www.example.com,true", "*.example.com,example.com,false",
			"*.example.com,a.b.example.com,false", "*.example.com,.example.com,false",
			"*.example.com,www.example.org,false", "*.example.com,wwwexample.com,false", "192.0.2.1,192.0.2.1,true",
			"*.example.com,www.example.com.evil,false", "*.example.com,localhost,false" })
	void aWildcardCoversExactlyOneLabel(String text, String host, boolean covered) {
		assertThat(Identifier.of(text).covers(host)).isEqualTo(covered);
	}

}
