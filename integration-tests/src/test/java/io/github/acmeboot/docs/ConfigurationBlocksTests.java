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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reads each block of YAML as a reader of the documentation would use it.
 */
class ConfigurationBlocksTests {

	private static final KnownProperties known = KnownProperties.load();

	@ParameterizedTest(name = "{0}")
	@MethodSource("configurations")
	void everyConfigurationIsUnderstood(String where, String yaml) throws IOException {
		for (PropertySource<?> source : load(yaml)) {
			assertThat(known.unknown(source)).as("unknown in " + where).isEmpty();
		}
	}

	@Test
	void whatDoesNotExistIsFound() throws IOException {
		String yaml = "acme: {issuer: {}, issuers.le: {url: x, email: y}, store.typ: z}\nserver.sll.bundle: web\n";
		assertThat(load(yaml)).singleElement()
			.satisfies((source) -> assertThat(known.unknown(source)).containsExactlyInAnyOrder("acme.issuer",
					"acme.issuers.le.url", "acme.store.typ", "server.sll.bundle"));
	}

	static Stream<Arguments> configurations() {
		return Page.all()
			.flatMap((page) -> page.blocks()
				.stream()
				.filter((block) -> block.language().equals("yaml"))
				.flatMap((block) -> configurations(block.text())
					.map((yaml) -> Arguments.of(page + ":" + block.line(), yaml))));
	}

	private static Stream<String> configurations(String yaml) {
		List<Object> documents = StreamSupport.stream(new Yaml().loadAll(yaml).spliterator(), false).toList();
		boolean ours = documents.stream().anyMatch(ConfigurationBlocksTests::isOurs);
		return Stream.concat(ours ? Stream.of(yaml) : Stream.empty(),
				documents.stream().flatMap(ConfigurationBlocksTests::embedded));
	}

	private static boolean isOurs(Object document) {
		return document instanceof Map<?, ?> map
				&& map.keySet().stream().anyMatch((key) -> (key + ".").startsWith("acme."));
	}

	private static Stream<String> embedded(Object document) {
		return (document instanceof Map<?, ?> map && map.get("data") instanceof Map<?, ?> data)
				? data.values().stream().map(String::valueOf).filter((value) -> value.contains("\n")) : Stream.empty();
	}

	private static List<PropertySource<?>> load(String yaml) throws IOException {
		return new YamlPropertySourceLoader().load("documentation",
				new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)));
	}

}
