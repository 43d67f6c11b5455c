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

package io.github.acmeboot.challenge.dns.cloudflare;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The content of a TXT record as Cloudflare has it: character strings in quotes (RFC 1035
 * section 5.1), though older records have none.
 */
final class TxtContent {

	private static final Pattern STRING = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\"");

	private static final Pattern STRINGS = Pattern.compile("\\s*(?:" + STRING.pattern() + "\\s*)++");

	private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

	private TxtContent() {
	}

	static String quote(String value) {
		return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
	}

	static String unquote(String content) {
		if (!STRINGS.matcher(content).matches()) {
			return content;
		}
		StringBuilder value = new StringBuilder();
		Matcher strings = STRING.matcher(content);
		while (strings.find()) {
			value.append(ESCAPED.matcher(strings.group(1)).replaceAll("$1"));
		}
		return value.toString();
	}

}
