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

import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the file of the image against what an image has to be.
 */
class ImageFileTests {

	private static final Pattern NUMERIC_USER = Pattern.compile("USER [1-9]\\d*:[1-9]\\d*");

	private static final String DEFAULTS = OperationsFiles.text(OperationsFiles.path("container/application.yml"));

	private final List<String> lines = OperationsFiles.text(OperationsFiles.path("container/Dockerfile"))
		.lines()
		.filter((line) -> !line.startsWith("#"))
		.toList();

	@Test
	void baseImagesHaveAVersionAndNoRegistry() {
		assertThat(this.lines).filteredOn((line) -> line.startsWith("FROM "))
			.hasSize(2)
			.allSatisfy((line) -> assertThat(line.split(" ")[1]).matches("[a-z-]+:\\d+-jre"));
	}

	@Test
	void theUserIsANumberThatKubernetesCanTellFromRoot() {
		assertThat(this.lines).filteredOn((line) -> line.startsWith("USER "))
			.singleElement()
			.satisfies((line) -> assertThat(line).matches(NUMERIC_USER));
		assertThat(this.lines.indexOf("USER 10001:10001")).isGreaterThan(lastIndex("RUN "))
			.isGreaterThan(lastIndex("COPY "));
	}

	@Test
	void theSignalToEndReachesTheJvm() {
		assertThat(this.lines).filteredOn((line) -> line.matches("(ENTRYPOINT|CMD|STOPSIGNAL).*"))
			.singleElement()
			.satisfies((line) -> assertThat(line).startsWith("ENTRYPOINT [\"java\", ").endsWith(".JarLauncher\"]"));
	}

	@Test
	void whatChangesOftenComesLast() {
		assertThat(this.lines).filteredOn((line) -> line.startsWith("COPY --from=layers"))
			.extracting((line) -> line.split(" ")[2])
			.containsExactly("/layers/extracted/dependencies/", "/layers/extracted/spring-boot-loader/",
					"/layers/extracted/snapshot-dependencies/", "/layers/extracted/application/");
	}

	@Test
	void thePortsNeedNoPrivilegeAndTheStoreIsOnTheVolume() {
		assertThat(this.lines)
			.contains("EXPOSE " + OperationsFiles.property(DEFAULTS, "acme.challenge.http.port") + " "
					+ OperationsFiles.property(DEFAULTS, "server.port"))
			.contains("VOLUME " + OperationsFiles.property(DEFAULTS, "acme.store.file.directory"));
	}

	private int lastIndex(String instruction) {
		return this.lines.stream()
			.filter((line) -> line.startsWith(instruction))
			.mapToInt(this.lines::lastIndexOf)
			.max()
			.orElseThrow();
	}

}
