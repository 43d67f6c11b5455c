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

package io.github.acmeboot.actuate.endpoint.page;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Shows instants as people read them: the day and time in UTC, and how far off that is.
 *
 * @param now the present
 */
record Instants(Instant now) {

	private static final DateTimeFormatter FORMAT = DateTimeFormatter
		.ofPattern("d MMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
		.withZone(ZoneOffset.UTC);

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH)
		.withZone(ZoneOffset.UTC);

	private static final Pattern INSTANT = Pattern
		.compile("\\b20\\d\\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\dZ");

	Element show(@Nullable Instant instant) {
		if (instant == null) {
			return Element.of("span", "none").text("not planned");
		}
		return new Element("span").add(time(instant), Element.of("span", "relative").text(" " + relative(instant)));
	}

	/**
	 * Shows a text, and the instants in it as people read them.
	 * @param name the name of the element
	 * @param text the text
	 * @return the element
	 */
	static Element prose(String name, String text) {
		Element prose = new Element(name);
		Matcher instants = INSTANT.matcher(text);
		int end = 0;
		while (instants.find()) {
			prose.text(text.substring(end, instants.start())).add(time(instants.group()));
			end = instants.end();
		}
		return prose.text(text.substring(end));
	}

	static Element time(Instant instant) {
		return new Element("time").with("datetime", instant.truncatedTo(ChronoUnit.SECONDS).toString())
			.text(text(instant));
	}

	private static Element time(String text) {
		try {
			return time(Instant.parse(text));
		}
		catch (DateTimeParseException ex) {
			return new Element("span").text(text);
		}
	}

	static String day(Instant instant) {
		return DAY.format(instant);
	}

	static String text(Instant instant) {
		return FORMAT.format(instant);
	}

	String relative(Instant instant) {
		Duration distance = Duration.between(this.now, instant);
		if (distance.abs().toSeconds() < 60) {
			return "now";
		}
		return distance.isNegative() ? words(distance.abs()) + " ago" : "in " + words(distance);
	}

	private static String words(Duration distance) {
		if (distance.toDays() >= 2) {
			return distance.toDays() + " days";
		}
		if (distance.toHours() >= 2) {
			return distance.toHours() + " hours";
		}
		return (distance.toMinutes() == 1) ? "1 minute" : distance.toMinutes() + " minutes";
	}

}
