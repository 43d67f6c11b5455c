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
import java.util.Optional;
import java.util.regex.Pattern;

import io.github.acmeboot.issuer.problem.ProblemTranslator;

/**
 * How long a CA wants us to wait (RFC 9110 section 10.2.3). A date counts from the date
 * of the answer it came with, so that it does not matter by how much the clocks differ;
 * what cannot be understood counts as not said. A limit may take days to refill; for
 * anything else, and for what no limit can mean, a day is long enough.
 */
final class RetryAfter {

	private static final Duration DAY = Duration.ofDays(1);

	private static final int TOO_MANY = 429;

	private static final Pattern SECONDS = Pattern.compile("\\d+");

	private static final Pattern LARGE = Pattern.compile("0*[1-9]\\d{9,}");

	private RetryAfter() {
	}

	static Optional<Duration> of(int status, HttpHeaders headers, Clock clock) {
		Duration longest = (status == TOO_MANY) ? ProblemTranslator.LONGEST_WAIT : DAY;
		return headers.firstValue("Retry-After")
			.flatMap((value) -> parse(value.trim(), headers, clock))
			.map((wait) -> (wait.compareTo(longest) > 0) ? DAY : wait);
	}

	private static Optional<Duration> parse(String value, HttpHeaders headers, Clock clock) {
		if (SECONDS.matcher(value).matches()) {
			return Optional.of(LARGE.matcher(value).matches() ? Duration.ofSeconds(Integer.MAX_VALUE)
					: Duration.ofSeconds(Long.parseLong(value)));
		}
		return HttpDate.parse(value)
			.map((until) -> Duration.between(answered(headers, clock), until))
			.map((wait) -> wait.isNegative() ? Duration.ZERO : wait);
	}

	private static Instant answered(HttpHeaders headers, Clock clock) {
		return headers.firstValue("Date").flatMap(HttpDate::parse).orElseGet(clock::instant);
	}

}
