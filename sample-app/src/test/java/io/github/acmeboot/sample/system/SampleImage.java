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

package io.github.acmeboot.sample.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The image as the {@code Dockerfile} makes it, without a tool for containers: its
 * commands are run, and its files copied.
 */
final class SampleImage {

	private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

	private static final String COPY_LAYER = "COPY --from=layers /layers/";

	private static final String COPY = "COPY docs/";

	private final List<String> instructions;

	private final Path layers;

	private final Path application;

	SampleImage(Path directory) throws IOException {
		this.instructions = Files.readAllLines(ROOT.resolve("docs/operations/container/Dockerfile"));
		this.layers = Files.createDirectory(directory.resolve("layers"));
		this.application = Files.createDirectory(directory.resolve("app"));
	}

	/**
	 * Makes the image.
	 * @return the directory it starts in
	 */
	Path build() throws IOException, InterruptedException {
		Files.copy(Path.of(System.getProperty("sample.jar")), this.layers.resolve("app.jar"));
		run(operands("RUN java ").findFirst().orElseThrow());
		for (String operands : operands(COPY_LAYER).toList()) {
			FileSystemUtils.copyRecursively(this.layers.resolve(operands.split(" ")[0]), this.application);
		}
		for (String operands : operands(COPY).toList()) {
			Path target = this.application.resolve(operands.split(" ")[1]);
			Files.createDirectories(Objects.requireNonNull(target.getParent()));
			Files.copy(ROOT.resolve("docs").resolve(operands.split(" ")[0]), target);
		}
		return this.application;
	}

	/**
	 * Returns what the JVM of the image runs.
	 * @return its arguments
	 */
	List<String> arguments() {
		String entryPoint = operands("ENTRYPOINT ").findFirst().orElseThrow();
		return JsonMapper.shared().readTree(entryPoint).valueStream().map(JsonNode::asString).skip(1).toList();
	}

	private Stream<String> operands(String instruction) {
		return this.instructions.stream()
			.filter((line) -> line.startsWith(instruction))
			.map((line) -> line.substring(instruction.length()));
	}

	private void run(String arguments) throws IOException, InterruptedException {
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		Process process = new ProcessBuilder(Stream.concat(Stream.of(java), Stream.of(arguments.split(" "))).toList())
			.directory(this.layers.toFile())
			.redirectErrorStream(true)
			.start();
		String output = new String(process.getInputStream().readAllBytes());
		assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
		assertThat(process.exitValue()).as(output).isZero();
	}

}
