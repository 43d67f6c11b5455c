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
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * When a service wants to be asked again (RFC 9110 section 10.2.3). A date counts from
 * the date of the answer, whatever the local clock says; a day is the longest wait, and
 * what makes no sense counts as not said.
 */
final class RetryAfter {

	private static final Duration LONGEST = Duration.ofDays(1);

	private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

	private RetryAfter() {
	}

	static Optional<Instant> of(HttpHeaders headers, Clock clock) {
		Instant now = clock.instant();
		return headers.firstValue("Retry-After")
			.flatMap((value) -> wait(value.strip(), headers, now))
			.filter((wait) -> !wait.isNegative())
			.map((wait) -> now.plus((wait.compareTo(LONGEST) > 0) ? LONGEST : wait));
	}

	private static Optional<Duration> wait(String value, HttpHeaders headers, Instant now) {
		if (SECONDS.matcher(value).matches()) {
			return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
		}
		Instant answered = headers.firstValue("Date").flatMap(RetryAfter::date).orElse(now);
		return date(value).map((until) -> Duration.between(answered, until));
	}

	private static Optional<Instant> date(String value) {
		try {
			return Optional.of(ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
		}
		catch (DateTimeException ex) {
			return Optional.empty();
		}
	}

}
