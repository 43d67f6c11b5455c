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

package io.github.acmeboot.testsupport.peer;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

import org.opentest4j.TestAbortedException;

/**
 * A server program that tests need. Where it is missing the tests are skipped, or fail if
 * {@code ACME_REQUIRE_PEERS} is {@code true}.
 */
public final class PeerProgram {

	private static final String REQUIRED = "ACME_REQUIRE_PEERS";

	private PeerProgram() {
	}

	/**
	 * Finds a program.
	 * @param name its name
	 * @param directories where to look beside the PATH
	 * @return the program, or empty if there is none
	 */
	public static Optional<Path> find(String name, Path... directories) {
		String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
		return Stream
			.concat(Stream.of(path.split(File.pathSeparator)).filter((entry) -> !entry.isEmpty()).map(Path::of),
					Stream.of(directories))
			.map((directory) -> directory.resolve(name))
			.filter(Files::isExecutable)
			.findFirst();
	}

	/**
	 * Finds a program, or ends the test.
	 * @param name its name
	 * @param directories where to look beside the PATH
	 * @return the program
	 */
	public static Path require(String name, Path... directories) {
		return find(name, directories).orElseThrow(() -> missing(name));
	}

	/**
	 * Returns what a test ends with when a peer is missing.
	 * @param name the name of the peer
	 * @return an exception that skips the test, unless peers are required
	 */
	public static RuntimeException missing(String name) {
		String message = "There is no '" + name + "' to test with";
		return Boolean.parseBoolean(System.getenv(REQUIRED)) ? new IllegalStateException(message)
				: new TestAbortedException(message);
	}

}
