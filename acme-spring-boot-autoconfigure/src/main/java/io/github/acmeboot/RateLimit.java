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

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.boot.convert.DurationStyle;

/**
 * How often something may be asked of a CA: a number of times at once, which come back
 * one by one, all of them within the period.
 *
 * @param size how often at once, or zero if there is no limit
 * @param period the time in which all of them come back
 */
public record RateLimit(int size, Duration period) {

	/**
	 * No limit.
	 */
	public static final RateLimit NONE = new RateLimit(0, Duration.ZERO);

	private static final Pattern FORM = Pattern.compile("(\\d{1,9}) ?/ ?(.+)");

	/**
	 * Reads the value from what a person wrote; also found by Boot's binder.
	 * @param text a number and a duration such as {@code 5/7d}, or {@code none}
	 * @return the parsed value
	 * @throws IllegalArgumentException if the text is neither
	 */
	public static RateLimit valueOf(String text) {
		String trimmed = text.trim();
		if (trimmed.equalsIgnoreCase("none")) {
			return NONE;
		}
		Matcher matcher = FORM.matcher(trimmed);
		if (!matcher.matches()) {
			throw new IllegalArgumentException(
					"'" + text + "' is neither a number and a period such as '5/7d' nor 'none'");
		}
		return of(text, Integer.parseInt(matcher.group(1)), period(text, matcher.group(2)));
	}

	private static RateLimit of(String text, int size, Duration period) {
		if (size == 0 || period.isNegative() || period.dividedBy(size).isZero()) {
			throw new IllegalArgumentException(
					"'" + text + "' must be one or more in more than no time; 'none' is for no limit");
		}
		return new RateLimit(size, period);
	}

	private static Duration period(String text, String period) {
		try {
			return DurationStyle.detectAndParse(period);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(
					"'" + text + "' has no period such as the '7d' of '5/7d' behind its slash");
		}
	}

	/**
	 * Returns whether there is no limit.
	 * @return {@code true} for {@code none}
	 */
	public boolean isNone() {
		return this.size == 0;
	}

	/**
	 * Returns the time in which one comes back.
	 * @return the period divided by the size
	 */
	public Duration refill() {
		return this.period.dividedBy(this.size);
	}

	@Override
	public String toString() {
		return isNone() ? "none" : this.size + "/" + text(this.period);
	}

	private static String text(Duration period) {
		long seconds = period.toSeconds();
		if (seconds % 86400 == 0) {
			return period.toDays() + "d";
		}
		if (seconds % 3600 == 0) {
			return period.toHours() + "h";
		}
		return (seconds % 60 == 0) ? period.toMinutes() + "m" : seconds + "s";
	}

}
