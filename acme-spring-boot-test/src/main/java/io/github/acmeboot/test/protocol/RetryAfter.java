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

package io.github.acmeboot.test.protocol;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The two forms of the header {@code Retry-After} (RFC 9110 section 10.2.3).
 */
public enum RetryAfter {

	/**
	 * A number of seconds.
	 */
	SECONDS {

		@Override
		public String format(Instant now, Duration delay) {
			return String.valueOf(delay.plusSeconds(1).minusNanos(1).toSeconds());
		}

	},

	/**
	 * A date.
	 */
	HTTP_DATE {

		@Override
		public String format(Instant now, Duration delay) {
			return DATE.format(now.plus(delay).plusSeconds(1).minusNanos(1));
		}

	};

	/**
	 * The name of the header.
	 */
	public static final String HEADER = "Retry-After";

	/**
	 * The format of dates in headers.
	 */
	public static final DateTimeFormatter DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

	/**
	 * Returns the value of the header, rounded up to whole seconds.
	 * @param now the present, by the CA's clock
	 * @param delay how long to wait
	 * @return the value
	 */
	public abstract String format(Instant now, Duration delay);

}
