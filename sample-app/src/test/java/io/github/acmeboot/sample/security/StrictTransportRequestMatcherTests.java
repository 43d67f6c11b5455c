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

package io.github.acmeboot.sample.security;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StrictTransportRequestMatcher}.
 */
class StrictTransportRequestMatcherTests {

	@ParameterizedTest
	@CsvSource({ "true, www.example.org, true", "true, localhost.example.org, true", "false, www.example.org, false",
			"true, localhost, false", "true, app.localhost, false" })
	void whatComesFromOutsideByHttpsMatches(boolean secure, String host, boolean expected) {
		MockHttpServletRequest request = new MockHttpServletRequest();
		request.setSecure(secure);
		request.setServerName(host);
		assertThat(new StrictTransportRequestMatcher().matches(request)).isEqualTo(expected);
	}

}
