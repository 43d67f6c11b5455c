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

package io.github.acmeboot.issuer.problem;

import java.util.regex.Pattern;

/**
 * Text of others, made fit for messages: on one line, of limited length, without tokens
 * and without characters that change how the rest is shown.
 */
final class SafeText {

	private static final int MAX_LENGTH = 400;

	private static final int MAX_READ = 10 * MAX_LENGTH;

	private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}\\p{Co}]+");

	private static final Pattern TOKEN_IN_URL = Pattern.compile("(/\\.well-known/acme-challenge/)[A-Za-z0-9_-]+");

	private static final Pattern KEY_AUTHORIZATION = Pattern
		.compile("(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{16,}+\\.[A-Za-z0-9_-]{43}");

	private SafeText() {
	}

	static String of(String text) {
		String start = (text.length() > MAX_READ) ? text.substring(0, MAX_READ) : text;
		String visible = INVISIBLE.matcher(start).replaceAll(" ").strip();
		String clean = KEY_AUTHORIZATION.matcher(TOKEN_IN_URL.matcher(visible).replaceAll("$1…")).replaceAll("…");
		return (clean.length() > MAX_LENGTH) ? clean.substring(0, MAX_LENGTH) + "…" : clean;
	}

}
