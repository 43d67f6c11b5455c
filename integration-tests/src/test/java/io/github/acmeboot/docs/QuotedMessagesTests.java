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

package io.github.acmeboot.docs;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Looks for what the documentation quotes among what the code can say: the first cells of
 * the tables of guides and troubleshooting, and the lines of logs.
 */
class QuotedMessagesTests {

	private static final Pattern QUOTE = Pattern.compile("`([^`]+)`");

	private static final Pattern LOG_LINE = Pattern.compile("(?:\\d +[\\d.]+ +)?(?:INFO|WARN|ERROR) .*");

	private static final Pattern VALUE = Pattern.compile("https?://\\S+|(?<!\\p{L})'[^']*'(?!\\p{L})|\\[[^\\]]*\\]"
			+ "|\\S*…\\S*|\\S*\\d\\S*|\\b[A-Z]{4,}\\b|[.:;,()]+|\"[^\"]*\"");

	/**
	 * What the JDK, the system, the CA and others say.
	 */
	private static final List<String> OF_OTHERS = List.of("path building failed",
			"invalid username-password pair or user is disabled", "Unexpected content type", "status code from",
			"temporarily prevented from requesting certificates for app", "visit the page to go on", "CAA forbids it",
			"Not a directory", "No space left on device", "Read-only file system", "Permission denied",
			"Address already in use", "Bad Replay Nonce", "Connection refused", "connection refused",
			"Tomcat started on ports", "with context path", "references a key that is not known", "the field",
			"Command timed out after", "trying again", "Get", "dial tcp", "connect");

	private static final MessageTexts texts = MessageTexts.load();

	@ParameterizedTest(name = "{0}: {1}")
	@MethodSource("quotes")
	void whatIsQuotedCanBeSaid(String page, String quote) {
		assertThat(unknown(quote)).isEmpty();
	}

	@Test
	void whatNobodySaysIsFound() {
		assertThat(unknown("Renewal of 'web' did not work out (the CA was not reached); serving a placeholder"))
			.containsExactly("did not work out");
	}

	private static List<String> unknown(String quote) {
		return VALUE.splitAsStream(quote)
			.map(String::strip)
			.filter((words) -> words.contains(" "))
			.filter(Predicate.not(texts::has))
			.filter((words) -> OF_OTHERS.stream().noneMatch(words::contains))
			.toList();
	}

	static Stream<Arguments> quotes() {
		return Page.all()
			.filter((page) -> page.toString().matches("docs/(guides/.*|troubleshooting).md"))
			.flatMap((page) -> Stream.concat(cells(page), logs(page))
				.map((quote) -> Arguments.of(page.toString(), quote)));
	}

	private static Stream<String> cells(Page page) {
		return page.prose()
			.stream()
			.filter((line) -> line.startsWith("| ") && page.toString().contains("troubleshooting")
					|| line.startsWith("| `… ") || line.matches("\\| (the start fails|`[A-Z']).*"))
			.map((line) -> line.split(" \\| ")[0])
			.flatMap((cell) -> QUOTE.matcher(cell).results())
			.map((quote) -> quote.group(1))
			.filter((quote) -> quote.split(" ").length > 2);
	}

	private static Stream<String> logs(Page page) {
		return page.blocks()
			.stream()
			.flatMap((block) -> block.lines().stream())
			.filter(LOG_LINE.asMatchPredicate())
			.map((line) -> line.replaceFirst(".*?(INFO|WARN|ERROR) +\\S+ *: ", ""));
	}

}
