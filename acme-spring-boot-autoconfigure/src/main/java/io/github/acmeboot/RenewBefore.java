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

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/**
 * How long before its expiry a certificate is renewed: a duration, or a share of its
 * life.
 *
 * @param duration the time before the expiry, or {@code null} if a share is given
 * @param percentage the share of the life in percent, more than 0 and less than 100; only
 * used if no duration is given
 */
public record RenewBefore(@Nullable Duration duration, double percentage) {

	private static final Pattern PERCENTAGE = Pattern.compile("(-?\\d+(?:\\.\\d+)?) ?%");

	/**
	 * Reads the value from what a person wrote; also found by Boot's binder.
	 * @param text a duration such as {@code 10d} or a percentage such as {@code 33%}
	 * @return the parsed value
	 * @throws IllegalArgumentException if the text is neither
	 */
	public static RenewBefore valueOf(String text) {
		Matcher percentage = PERCENTAGE.matcher(text.trim());
		return percentage.matches() ? ofPercentage(text, Double.parseDouble(percentage.group(1)))
				: ofDuration(text, text.trim());
	}

	private static RenewBefore ofPercentage(String text, double percentage) {
		if (percentage <= 0 || percentage >= 100) {
			throw new IllegalArgumentException("'" + text + "' must be more than 0 % and less than 100 %");
		}
		return new RenewBefore(null, percentage);
	}

	private static RenewBefore ofDuration(String text, String trimmed) {
		Duration duration;
		try {
			duration = DurationStyle.detectAndParse(trimmed);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(
					"'" + text + "' is neither a duration such as '10d' nor a percentage such as '33%'");
		}
		if (duration.isNegative() || duration.isZero()) {
			throw new IllegalArgumentException("'" + text + "' must be more than zero");
		}
		return new RenewBefore(duration, 0);
	}

	/**
	 * Returns the time before the expiry for a certificate of the given life.
	 * @param life the time from the start to the end of the validity
	 * @return the time before the expiry
	 */
	public Duration of(Duration life) {
		return (this.duration != null) ? this.duration
				: Duration.ofMillis((long) (life.toMillis() * this.percentage / 100));
	}

	@Override
	public String toString() {
		return (this.duration != null) ? this.duration.toString()
				: BigDecimal.valueOf(this.percentage).stripTrailingZeros().toPlainString() + "%";
	}

}
