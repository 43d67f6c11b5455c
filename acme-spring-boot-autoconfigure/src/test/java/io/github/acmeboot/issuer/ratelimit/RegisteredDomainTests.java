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

package io.github.acmeboot.issuer.ratelimit;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.acmeboot.Identifier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RegisteredDomain}.
 */
class RegisteredDomainTests {

	@ParameterizedTest
	@CsvSource({ "example.com,example.com", "www.example.com,example.com", "*.example.com,example.com",
			"a.b.c.example.org,example.org", "www.example.co.uk,example.co.uk", "example.co.uk,example.co.uk",
			"*.example.com.au,example.com.au", "*.co.uk,co.uk", "www.bbc.uk,bbc.uk", "www.co.com,co.com",
			"shop.example.gov.br,example.gov.br", "192.0.2.1,192.0.2.1", "2001:db8::1,2001:db8::1" })
	void isGuessedByItsLabels(String identifier, String domain) {
		assertThat(RegisteredDomain.of(Identifier.of(identifier))).isEqualTo(domain);
	}

}
