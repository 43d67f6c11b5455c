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

package io.github.acmeboot.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/**
 * A small file system of its own, which can be filled and made read-only. Only root may
 * mount one; for anybody else the test is skipped.
 */
public final class MountedDirectory implements AutoCloseable {

	private final Path path;

	private MountedDirectory(Path path) {
		this.path = path;
	}

	/**
	 * Mounts a file system of a few hundred kilobytes.
	 * @param path an empty directory
	 * @return the file system
	 */
	public static MountedDirectory mount(Path path) {
		Assumptions.assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=512k,mode=0700", "tmpfs", path.toString()),
				"Only root of a Linux machine may mount a file system");
		return new MountedDirectory(path);
	}

	public Path path() {
		return this.path;
	}

	/**
	 * Makes the file system read-only, or not.
	 * @param mode {@code ro} or {@code rw}
	 */
	public void remount(String mode) {
		Awaitility.await("remount " + mode + ", once nobody writes")
			.atMost(Duration.ofSeconds(30))
			.until(() -> run("mount", "-o", "remount," + mode, this.path.toString()));
	}

	/**
	 * Fills the file system to its last byte.
	 * @throws IOException if something else goes wrong
	 */
	public void fill() throws IOException {
		for (int number = 0; number < 10; number++) {
			try {
				Files.write(this.path.resolve("filler-" + number), new byte[256 * 1024]);
			}
			catch (IOException ex) {
				if (Files.getFileStore(this.path).getUsableSpace() == 0) {
					return;
				}
			}
		}
		throw new IllegalStateException("Unable to fill " + this.path);
	}

	/**
	 * Makes room again.
	 * @throws IOException if it cannot be made
	 */
	public void empty() throws IOException {
		for (int number = 0; number < 10; number++) {
			Files.deleteIfExists(this.path.resolve("filler-" + number));
		}
	}

	@Override
	public void close() {
		run("umount", "-l", this.path.toString());
	}

	private static boolean run(String... command) {
		List<String> words = new ArrayList<>(List.of(command));
		try {
			Process process = new ProcessBuilder(words).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start();
			return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

}
