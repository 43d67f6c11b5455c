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

package io.github.acmeboot.doctor.reach;

import java.util.regex.Pattern;

/**
 * Text of others, made fit for a report: on one line, of limited length, without
 * characters that change how the rest is shown.
 */
final class PrintableText {

	private static final int MAX_LENGTH = 80;

	private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}\\p{Co}\\s]+");

	private PrintableText() {
	}

	static String of(String text) {
		String start = (text.length() > 2 * MAX_LENGTH) ? text.substring(0, 2 * MAX_LENGTH) : text;
		String visible = INVISIBLE.matcher(start).replaceAll(" ").strip();
		return (visible.length() > MAX_LENGTH) ? visible.substring(0, MAX_LENGTH) + "…" : visible;
	}

}
