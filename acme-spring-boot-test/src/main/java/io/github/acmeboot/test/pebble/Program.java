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

package io.github.acmeboot.test.pebble;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program in the directory that {@code ACME_PEBBLE_DIRECTORY} names, or else on the
 * path.
 *
 * @param file where it is
 */
record Program(Path file) {

	static final String DIRECTORY = "ACME_PEBBLE_DIRECTORY";

	static Optional<Program> find(String name) {
		return find(name, System.getenv());
	}

	static Optional<Program> find(String name, Map<String, String> environment) {
		return Stream.of(DIRECTORY, "PATH")
			.flatMap((variable) -> Arrays.stream(environment.getOrDefault(variable, "").split(File.pathSeparator)))
			.filter((directory) -> !directory.isEmpty())
			.map((directory) -> Path.of(directory, name))
			.filter(Files::isExecutable)
			.map(Program::new)
			.findFirst();
	}

	static Program require(String name) {
		return find(name).orElseThrow(() -> new IllegalStateException(
				"'%s' is not on the path. Install Pebble, on Debian by the package of that name, or set %s to the directory it is in"
					.formatted(name, DIRECTORY)));
	}

	Process start(Path log, Map<String, String> environment, List<String> arguments) {
		ProcessBuilder builder = new ProcessBuilder(
				Stream.concat(Stream.of(this.file.toString()), arguments.stream()).toList());
		builder.environment().keySet().removeIf((name) -> name.startsWith("PEBBLE_"));
		builder.environment().putAll(environment);
		builder.redirectErrorStream(true).redirectOutput(log.toFile());
		try {
			return builder.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Unable to start " + this.file, ex);
		}
	}

	boolean hasOption(String option) {
		try {
			Process help = new ProcessBuilder(this.file.toString(), "-h").redirectErrorStream(true).start();
			String text = new String(help.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			help.waitFor(1, TimeUnit.SECONDS);
			return text.contains("-" + option + " ");
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Unable to start " + this.file, ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

}
