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

import java.util.List;
import java.util.regex.Pattern;

/**
 * The words of a service, made fit for messages: on one line, of limited length and
 * without the credentials that were sent to it.
 */
final class SafeText {

	private static final int MAX_LENGTH = 300;

	private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}\\p{Co}\\s]+");

	private SafeText() {
	}

	static String of(String words, RestRequest request) {
		String start = words.substring(0, Math.min(words.length(), 10 * MAX_LENGTH));
		List<String> secrets = request.secrets().filter((secret) -> !secret.isBlank()).toList();
		for (String secret : secrets) {
			start = start.replace(secret, "…");
		}
		String line = INVISIBLE.matcher(start).replaceAll(" ").strip();
		return (line.length() > MAX_LENGTH) ? line.substring(0, MAX_LENGTH) + "…" : line;
	}

}
