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

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.acmeboot.docs.ConfigurationMetadata.Property;

/**
 * The tables of a page: each between a comment that names the properties it has, by what
 * they begin with, and a comment that ends it.
 */
final class PropertyTables {

	private static final Pattern TABLE = Pattern.compile("(<!-- properties: ([^\n]+) -->\n).*?(<!-- end -->)",
			Pattern.DOTALL);

	private static final Pattern CODE = Pattern
		.compile("@@[\\w-]+@@|\\b\\w+://[\\w./-]*\\w|\\bhttps://(?= )|\\b(?:acme|spring)\\.[\\w.=-]*\\w");

	private final List<Property> properties;

	PropertyTables(List<Property> properties) {
		this.properties = properties;
	}

	String render(String page) {
		List<String> beginnings = TABLE.matcher(page)
			.results()
			.flatMap((table) -> Stream.of(table.group(2).split(", ")))
			.toList();
		return TABLE.matcher(page)
			.replaceAll((table) -> Matcher.quoteReplacement(
					table.group(1) + table(List.of(table.group(2).split(", ")), beginnings) + table.group(3)));
	}

	private String table(List<String> wanted, List<String> beginnings) {
		List<String> rows = new ArrayList<>(List.of("| Property | Type | Default | Meaning |", "|---|---|---|---|"));
		this.properties.stream()
			.filter((property) -> longest(property, beginnings).filter(wanted::contains).isPresent())
			.map(PropertyTables::row)
			.forEach(rows::add);
		return rows.stream().map((row) -> row + "\n").collect(Collectors.joining());
	}

	private static Optional<String> longest(Property property, List<String> beginnings) {
		return beginnings.stream()
			.filter((beginning) -> (property.name() + ".").startsWith(beginning + "."))
			.max(Comparator.comparingInt(String::length));
	}

	private static String row(Property property) {
		String type = property.type().replaceAll("[\\w.]+[.$](?=\\w+)", "").replace(",", ", ");
		return "| `" + property.name() + "` | `" + type + "` | " + code(property.defaultValue())
				+ CODE.matcher(property.description()).replaceAll("`$0`").replace("|", "\\|") + " |";
	}

	private static String code(String value) {
		return value.isEmpty() ? "| " : "`" + value + "` | ";
	}

}
