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

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.opentest4j.TestAbortedException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A program of this machine. Where it is missing, the test that needs it is skipped, or
 * fails if peers are required.
 *
 * @param path where it is
 */
record Program(Path path) {

	private static final String REQUIRED = "ACME_REQUIRE_PEERS";

	private static final String SYSTEM = "/usr/sbin";

	static Program require(String name) {
		String path = Optional.ofNullable(System.getenv("PATH")).orElse("") + File.pathSeparator + SYSTEM;
		return Stream.of(path.split(File.pathSeparator))
			.map((directory) -> Path.of(directory, name))
			.filter(Files::isExecutable)
			.findFirst()
			.map(Program::new)
			.orElseThrow(() -> missing(name));
	}

	private static RuntimeException missing(String name) {
		String message = "There is no '" + name + "' to test with";
		return Boolean.parseBoolean(System.getenv(REQUIRED)) ? new IllegalStateException(message)
				: new TestAbortedException(message);
	}

	ProcessBuilder with(Path directory, String... arguments) {
		List<String> command = new ArrayList<>(List.of(this.path.toString()));
		command.addAll(List.of(arguments));
		return new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
	}

	/**
	 * Runs the program to its end.
	 * @param directory where
	 * @param arguments its arguments
	 * @return what came of it
	 */
	Outcome run(Path directory, String... arguments) throws IOException, InterruptedException {
		Process process = with(directory, arguments).start();
		process.getOutputStream().close();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
		return new Outcome(process.exitValue(), output);
	}

	/**
	 * What came of a program.
	 *
	 * @param status its exit status
	 * @param output what it wrote
	 */
	record Outcome(int status, String output) {

		void isSuccess() {
			assertThat(this.status).as(this.output).isZero();
		}

	}

}
