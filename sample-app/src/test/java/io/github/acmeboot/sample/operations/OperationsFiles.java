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

package io.github.acmeboot.sample.operations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ByteArrayResource;
import org.yaml.snakeyaml.Yaml;

/**
 * Finds the files of {@code docs/operations}.
 */
final class OperationsFiles {

	static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

	static final Path DIRECTORY = ROOT.resolve("docs/operations");

	private OperationsFiles() {
	}

	static Path path(String name) {
		return DIRECTORY.resolve(name);
	}

	static Map<String, Object> yaml(String name) {
		return new Yaml().load(text(path(name)));
	}

	/**
	 * Reads a property as Boot does.
	 * @param yaml the content of an {@code application.yml}
	 * @param name the name of the property
	 * @return its value
	 */
	static String property(String yaml, String name) {
		return String.valueOf(properties(yaml).get(name));
	}

	static Properties properties(String yaml) {
		YamlPropertiesFactoryBean properties = new YamlPropertiesFactoryBean();
		properties.setResources(new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)));
		return Objects.requireNonNull(properties.getObject());
	}

	static String text(Path path) {
		try {
			return Files.readString(path);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
