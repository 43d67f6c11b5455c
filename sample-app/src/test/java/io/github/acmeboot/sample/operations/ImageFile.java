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
import java.util.stream.Stream;

import tools.jackson.databind.json.JsonMapper;

/**
 * The Dockerfile, as far as a test needs it to do what it says.
 *
 * @param instructions its instructions, one a line
 */
record ImageFile(List<String> instructions) {

	static ImageFile read() {
		return new ImageFile(OperationsFiles.text(OperationsFiles.path("container/Dockerfile"))
			.lines()
			.filter((line) -> !line.isBlank() && !line.startsWith("#"))
			.toList());
	}

	/**
	 * Returns what follows an instruction, wherever it is there.
	 * @param instruction the instruction
	 * @return its arguments
	 */
	Stream<String> all(String instruction) {
		return this.instructions.stream()
			.filter((line) -> line.startsWith(instruction + " "))
			.map((line) -> line.substring(instruction.length() + 1));
	}

	/**
	 * Returns what follows an instruction that is there once.
	 * @param instruction the instruction
	 * @return its arguments
	 */
	String the(String instruction) {
		List<String> all = all(instruction).toList();
		if (all.size() != 1) {
			throw new IllegalStateException("Not one " + instruction + ": " + all);
		}
		return all.get(0);
	}

	/**
	 * Returns the command that takes the jar apart.
	 * @return its words
	 */
	List<String> extraction() {
		return all("RUN").filter((command) -> command.startsWith("java "))
			.map((command) -> List.of(command.split(" ")))
			.findFirst()
			.orElseThrow();
	}

	/**
	 * Returns the folders of the first stage whose content the second one has.
	 * @return paths below the working directory of the first
	 */
	List<String> layers() {
		String stage = "--from=layers " + all("WORKDIR").findFirst().orElseThrow() + "/";
		return all("COPY").filter((copy) -> copy.startsWith(stage))
			.map((copy) -> copy.substring(stage.length()).split(" ")[0])
			.toList();
	}

	List<String> entrypoint() {
		return List.of(JsonMapper.shared().readValue(the("ENTRYPOINT"), String[].class));
	}

	/**
	 * Returns where the file with the defaults of the image is.
	 * @return its path from the root of the repository, and that in the image
	 */
	String[] defaults() {
		return all("COPY").filter((copy) -> copy.startsWith("docs/")).findFirst().orElseThrow().split(" ");
	}

}
