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

package io.github.acmeboot.challenge.dns.rest;

import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RetryAfter}.
 */
class RetryAfterTests {

	private static final Clock CLOCK = Clock.fixed(Instant.parse("2030-01-01T00:00:00Z"), ZoneOffset.UTC);

	@ParameterizedTest
	@CsvSource({ "120,2030-01-01T00:02:00Z", "0,2030-01-01T00:00:00Z", "9999999,2030-01-02T00:00:00Z",
			"'Thu, 01 Jan 2026 00:05:00 GMT',2030-01-01T00:05:00Z" })
	void aDateCountsFromTheDateOfTheAnswerAndADayIsTheLongest(String value, Instant expected) {
		HttpHeaders headers = HttpHeaders.of(
				Map.of("Retry-After", List.of(value), "Date", List.of("Thu, 01 Jan 2026 00:00:00 GMT")),
				(name, header) -> true);
		assertThat(RetryAfter.of(headers, CLOCK)).contains(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "soon", "-5", "", "99999999999999999999", "Thu, 01 Jan 2026 00:05:00 GMT" })
	void whatMakesNoSenseIsNotSaid(String value) {
		HttpHeaders headers = HttpHeaders.of(Map.of("Retry-After", List.of(value)), (name, header) -> true);
		assertThat(RetryAfter.of(headers, CLOCK)).isEmpty();
	}

}
