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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A page of the documentation, in Markdown.
 *
 * @param path where it is
 * @param blocks what is fenced in it
 * @param prose the other lines
 */
record Page(Path path, List<Block> blocks, List<String> prose) {

	private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

	private static final Pattern FENCE = Pattern.compile("( *)```(\\w*).*");

	private static final Pattern HEADING = Pattern.compile("#{1,6} +(.+?) *");

	private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");

	static Stream<Page> all() {
		try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
			List<Path> pages = docs.filter((path) -> path.toString().endsWith(".md")).sorted().toList();
			return Stream.concat(Stream.of(ROOT.resolve("README.md")), pages.stream()).map(Page::read);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static Page read(Path path) {
		List<Block> blocks = new ArrayList<>();
		List<String> prose = new ArrayList<>();
		try {
			List<String> lines = Files.readAllLines(path);
			for (int i = 0; i < lines.size(); i++) {
				Matcher fence = FENCE.matcher(lines.get(i));
				if (fence.matches()) {
					Block block = Block.read(lines, i, fence.group(1), fence.group(2));
					blocks.add(block);
					i += block.lines().size() + 1;
				}
				else {
					prose.add(lines.get(i));
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return new Page(path, blocks, prose);
	}

	List<String> links() {
		return this.prose.stream()
			.map((line) -> line.replaceAll("`[^`]*`", ""))
			.flatMap((line) -> LINK.matcher(line).results())
			.map((match) -> match.group(1))
			.toList();
	}

	Set<String> anchors() {
		Map<String, Integer> seen = new HashMap<>();
		return this.prose.stream()
			.map(HEADING::matcher)
			.filter(Matcher::matches)
			.map((heading) -> slug(heading.group(1)))
			.map((slug) -> numbered(slug, seen.merge(slug, 1, Integer::sum)))
			.collect(Collectors.toSet());
	}

	private static String slug(String heading) {
		String text = LINK.matcher(heading).replaceAll((MatchResult match) -> match.group().split("[\\[\\]]")[1]);
		return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
	}

	private static String numbered(String slug, int occurrence) {
		return (occurrence == 1) ? slug : slug + "-" + (occurrence - 1);
	}

	@Override
	public String toString() {
		return ROOT.relativize(this.path).toString();
	}

	/**
	 * What is fenced.
	 *
	 * @param language how the fence calls it
	 * @param line the number of its first line
	 * @param lines its lines
	 */
	record Block(String language, int line, List<String> lines) {

		static Block read(List<String> page, int fence, String indent, String language) {
			List<String> lines = page.subList(fence + 1, page.size())
				.stream()
				.takeWhile((line) -> !line.startsWith(indent + "```"))
				.map((line) -> line.startsWith(indent) ? line.substring(indent.length()) : line)
				.toList();
			return new Block(language, fence + 2, lines);
		}

		String text() {
			return String.join("\n", this.lines) + "\n";
		}

	}

}
