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

package io.github.acmeboot.autoconfigure;

import java.beans.PropertyDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.BeanUtils;
import org.springframework.beans.BeanWrapperImpl;
import org.springframework.boot.convert.DurationStyle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.acmeboot.challenge.dns.acmedns.AcmeDnsProperties;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds {@code docs/properties.md} against the metadata and, for the values of maps that
 * the metadata does not look into, against the classes.
 */
class PropertiesPageTests {

	private static final Pattern ROW = Pattern
		.compile("\\| `((?:acme|management)\\.[^`]+)` \\| (?:`([^`]+)`)? ?\\| .+ \\|");

	@Test
	void everyPropertyStandsOnThePageWithItsDefaultAndNoOther() throws IOException {
		SortedMap<String, String> expected = new TreeMap<>(metadata());
		describe("acme.issuers.<name>", new IssuerProperties(), expected);
		describe("acme.certificates.<name>", new CertificateProperties(), expected);
		describe("acme.challenge.dns.acmedns.accounts.<name>", new AcmeDnsProperties.Account(), expected);
		assertThat(page()).isEqualTo(expected);
	}

	@Test
	void everyPropertyIsDescribed() throws IOException {
		for (JsonNode property : metadataProperties()) {
			assertThat(property.path("description").asString("")).as(property.path("name").asString()).endsWith(".");
		}
	}

	private static SortedMap<String, String> page() throws IOException {
		SortedMap<String, String> rows = new TreeMap<>();
		for (String line : Files.readAllLines(Path.of("..", "docs", "properties.md"))) {
			Matcher row = ROW.matcher(line);
			if (row.matches()) {
				rows.put(row.group(1), Objects.requireNonNullElse(row.group(2), ""));
			}
		}
		return rows;
	}

	private static Map<String, String> metadata() throws IOException {
		Map<String, String> properties = new TreeMap<>();
		for (JsonNode property : metadataProperties()) {
			if (!property.path("type").asString().startsWith("java.util.Map")) {
				properties.put(property.path("name").asString(), property.path("defaultValue").asString(""));
			}
		}
		return properties;
	}

	private static JsonNode metadataProperties() throws IOException {
		Path metadata = Path.of("target", "classes", "META-INF", "spring-configuration-metadata.json");
		try (InputStream json = Files.newInputStream(metadata)) {
			return new JsonMapper().readTree(json).path("properties");
		}
	}

	private static void describe(String prefix, Object bean, Map<String, String> properties) {
		BeanWrapperImpl wrapper = new BeanWrapperImpl(bean);
		for (PropertyDescriptor property : BeanUtils.getPropertyDescriptors(bean.getClass())) {
			String name = prefix + "." + kebabCase(property.getName());
			Object value = wrapper.getPropertyValue(property.getName());
			if (property.getWriteMethod() != null) {
				properties.put(name, text(value));
			}
			else if (value != null && !property.getName().equals("class")) {
				describe(name, value, properties);
			}
		}
	}

	private static String kebabCase(String name) {
		return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
	}

	private static String text(@Nullable Object value) {
		if (value instanceof Enum<?> constant) {
			return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
		}
		if (value instanceof Duration duration) {
			return DurationStyle.SIMPLE.print(duration);
		}
		return (value == null || value instanceof Collection<?>) ? "" : value.toString();
	}

}
