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
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * Dates as HTTP has them (RFC 9110 section 5.6.7).
 */
final class HttpDate {

	private HttpDate() {
	}

	/**
	 * Returns when an answer was given. One out of a cache does not tell what time it is.
	 * @param headers the headers of the answer
	 * @return the instant, or empty if it is not known
	 */
	static Optional<Instant> of(HttpHeaders headers) {
		return headers.firstValue("Age").isPresent() ? Optional.empty()
				: headers.firstValue("Date").flatMap(HttpDate::parse);
	}

	static Optional<Instant> parse(String value) {
		try {
			return Optional.of(ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
		}
		catch (DateTimeException ex) {
			return Optional.empty();
		}
	}

}
