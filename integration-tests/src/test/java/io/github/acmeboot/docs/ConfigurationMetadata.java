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
import java.io.InputStream;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The properties that the metadata of our modules describes, in the values of maps too.
 */
final class ConfigurationMetadata {

	private static final Pattern NAME = Pattern.compile("(acme|management\\.(health|endpoint)\\.acme)(\\..+)?");

	private static final Pattern MAP = Pattern.compile("java\\.util\\.Map<java\\.lang\\.String,(io\\.github\\..+)>");

	private ConfigurationMetadata() {
	}

	static List<Property> read() throws IOException {
		Resource[] files = new PathMatchingResourcePatternResolver()
			.getResources("classpath*:META-INF/spring-configuration-metadata.json");
		Stream<Property> properties = Stream.empty();
		for (Resource file : files) {
			properties = Stream.concat(properties,
					properties(file, "").filter((property) -> NAME.matcher(property.name()).matches()));
		}
		return properties.sorted(Comparator.comparing(Property::name)).toList();
	}

	private static Stream<Property> properties(Resource file, String prefix) {
		try (InputStream json = file.getInputStream()) {
			return StreamSupport.stream(new JsonMapper().readTree(json).path("properties").spliterator(), false)
				.map((property) -> Property.of(prefix, property))
				.flatMap(ConfigurationMetadata::withValuesOfMaps);
		}
		catch (IOException ex) {
			throw new IllegalStateException("Unable to read " + file, ex);
		}
	}

	private static Stream<Property> withValuesOfMaps(Property property) {
		Matcher map = MAP.matcher(property.type());
		if (!map.matches()) {
			return Stream.of(property);
		}
		Resource source = new ClassPathResource("META-INF/spring/configuration-metadata/" + map.group(1) + ".json");
		return properties(source, property.name() + ".<name>.");
	}

	/**
	 * A property.
	 *
	 * @param name its name
	 * @param type the Java type of its value
	 * @param defaultValue its default, or an empty text
	 * @param description what it is for
	 */
	record Property(String name, String type, String defaultValue, String description) {

		private static Property of(String prefix, JsonNode json) {
			JsonNode value = json.path("defaultValue");
			return new Property(prefix + json.path("name").asString(), json.path("type").asString(""),
					value.isArray() ? value.valueStream().map(JsonNode::asString).collect(Collectors.joining(", "))
							: value.asString(""),
					json.path("description").asString(""));
		}

	}

}
