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

package io.github.acmeboot.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import io.github.acmeboot.testsupport.peer.PeerProgram;

/**
 * A clock of a server process that can be moved while the process runs, by libfaketime.
 */
public final class FakeClock {

	private final String library;

	private final Path offset;

	private FakeClock(String library, Path offset) {
		this.library = library;
		this.offset = offset;
	}

	/**
	 * Creates a clock that shows the right time.
	 * @param directory where it may leave files
	 * @return the clock
	 */
	public static FakeClock create(Path directory) {
		FakeClock clock = new FakeClock(library(), directory.resolve("clock"));
		clock.move(Duration.ZERO);
		return clock;
	}

	/**
	 * Moves the clock.
	 * @param ahead how far it is ahead of the right time from now on, or behind if
	 * negative
	 */
	public void move(Duration ahead) {
		try {
			Files.writeString(this.offset, String.format("%+d", ahead.toSeconds()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public Map<String, String> environment() {
		return Map.of("LD_PRELOAD", this.library, "FAKETIME_TIMESTAMP_FILE", this.offset.toString(),
				"FAKETIME_NO_CACHE", "1", "FAKETIME_DONT_FAKE_MONOTONIC", "1");
	}

	static String library() {
		String faketime = PeerProgram.require("faketime").toString();
		try {
			Process process = new ProcessBuilder(faketime, "now", "printenv", "LD_PRELOAD").start();
			return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
