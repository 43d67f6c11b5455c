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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the code can say: the string literals of the main sources, those of one expression
 * joined.
 */
final class MessageTexts {

	private static final List<String> MODULES = List.of("acme-spring-boot-autoconfigure", "acme-spring-boot-test");

	private static final Pattern JOINED = Pattern.compile("\"\\s*\\+\\s*\"");

	private static final Pattern LITERAL = Pattern.compile("\"\"\"(.*?)\"\"\"|\"((?:[^\"\\\\\n]|\\\\.)*)\"",
			Pattern.DOTALL);

	private final String texts;

	private MessageTexts(String texts) {
		this.texts = texts;
	}

	static MessageTexts load() {
		return new MessageTexts(MODULES.stream()
			.map((module) -> Path.of("..", module, "src", "main", "java"))
			.flatMap(MessageTexts::sources)
			.flatMap(MessageTexts::literals)
			.collect(Collectors.joining("\n")));
	}

	private static Stream<String> sources(Path directory) {
		try (Stream<Path> files = Files.walk(directory)) {
			return files.filter((file) -> file.toString().endsWith(".java"))
				.map(MessageTexts::content)
				.toList()
				.stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String content(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Stream<String> literals(String source) {
		return LITERAL.matcher(JOINED.matcher(source).replaceAll(""))
			.results()
			.map(MessageTexts::literal)
			.map((text) -> text.replaceAll("%[-\\d.,]*[sdf]", "\n").replaceAll("[ \t]+", " "));
	}

	private static String literal(MatchResult match) {
		return (match.group(1) != null) ? match.group(1) : match.group(2).replace("\\\"", "\"").replace("\\n", "\n");
	}

	/**
	 * Returns whether words can be a part of what is said.
	 * @param words words without values between them
	 * @return whether one literal has them, or two or three one after the other
	 */
	boolean has(String words) {
		return has(words.split(" "), 0, (words.split(" ").length < 5) ? 2 : 3);
	}

	private boolean has(String[] words, int from, int literals) {
		if (from == words.length) {
			return true;
		}
		for (int to = words.length; literals > 0 && to > from; to--) {
			if (this.texts.contains(String.join(" ", List.of(words).subList(from, to)))
					&& has(words, to, literals - 1)) {
				return true;
			}
		}
		return false;
	}

}
