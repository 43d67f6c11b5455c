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

package io.github.acmeboot.testsupport.bind;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Programs of BIND 9. Those for administrators are not on the PATH of others.
 */
final class BindProgram {

	private BindProgram() {
	}

	static Optional<Path> find(String name) {
		String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
		return Stream
			.concat(Arrays.stream(path.split(File.pathSeparator)).filter((directory) -> !directory.isEmpty()),
					Stream.of("/usr/sbin", "/usr/local/sbin"))
			.map((directory) -> Path.of(directory, name))
			.filter(Files::isExecutable)
			.findFirst();
	}

	static String require(String name) {
		return find(name).map(Path::toString)
			.orElseThrow(() -> new IllegalStateException(
					"'" + name + "' is not installed. It is part of BIND 9, on Debian of the package bind9"));
	}

}
