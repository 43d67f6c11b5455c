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

package io.github.acmeboot.issuer.protocol;

import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RetryAfter}.
 */
class RetryAfterTests {

	private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

	@ParameterizedTest
	@CsvSource({ "0,0", "5,5", "007,7", "86400,86400", "86401,86400", "99999999999999999999999,86400" })
	void readsSecondsUpToADay(String value, long seconds) {
		assertThat(parse(Map.of("Retry-After", List.of(value)))).contains(Duration.ofSeconds(seconds));
	}

	@ParameterizedTest
	@CsvSource({ "122400,122400", "604800,604800", "604801,86400", "99999999999999999999999,86400" })
	void readsSecondsUpToAWeekWhenALimitIsReached(String value, long seconds) {
		assertThat(limited(Map.of("Retry-After", List.of(value)))).contains(Duration.ofSeconds(seconds));
	}

	@Test
	void readsADateUpToAWeekWhenALimitIsReached() {
		assertThat(limited(Map.of("Retry-After", List.of("Mon, 2 Mar 2026 22:00:00 GMT"))))
			.contains(Duration.ofHours(34));
		assertThat(limited(Map.of("Retry-After", List.of("Fri, 31 Dec 9999 23:59:59 GMT"))))
			.contains(Duration.ofDays(1));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "soon", "-5", "1.5", "Sun, 31 Feb 2026 00:00:00 GMT", "2026-03-01T12:00:00Z" })
	void takesGarbageForNothing(String value) {
		assertThat(parse(Map.of("Retry-After", List.of(value)))).isEmpty();
	}

	@Test
	void countsADateFromTheDateOfTheAnswer() {
		assertThat(parse(Map.of("Retry-After", List.of("Sun, 1 Mar 2026 15:00:30 GMT"), "Date",
				List.of("Sun, 1 Mar 2026 15:00:00 GMT"))))
			.contains(Duration.ofSeconds(30));
	}

	@Test
	void countsADateFromOurClockWhenTheAnswerHasNone() {
		assertThat(parse(Map.of("Retry-After", List.of("Sun, 1 Mar 2026 12:00:30 GMT"))))
			.contains(Duration.ofSeconds(30));
	}

	@Test
	void takesADateInThePastForNow() {
		assertThat(parse(Map.of("Retry-After", List.of("Sun, 1 Mar 2026 11:00:00 GMT")))).contains(Duration.ZERO);
	}

	@Test
	void isNothingWithoutTheHeader() {
		assertThat(parse(Map.of())).isEmpty();
	}

	private static Optional<Duration> parse(Map<String, List<String>> headers) {
		return RetryAfter.of(503, HttpHeaders.of(headers, (name, value) -> true), CLOCK);
	}

	private static Optional<Duration> limited(Map<String, List<String>> headers) {
		return RetryAfter.of(429, HttpHeaders.of(headers, (name, value) -> true), CLOCK);
	}

}
