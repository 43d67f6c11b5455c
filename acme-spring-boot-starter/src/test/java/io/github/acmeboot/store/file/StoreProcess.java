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

package io.github.acmeboot.store.file;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.github.acmeboot.lock.Lease;
import io.github.acmeboot.store.StaleWriteException;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.WriteCondition;

/**
 * Another process that works on the directory of a store.
 */
public final class StoreProcess implements AutoCloseable {

	static final String KEY = "certificates/web";

	static final String LOCK = "renew/web";

	private final Process process;

	private final BufferedReader output;

	private StoreProcess(Process process) {
		this.process = process;
		this.output = process.inputReader(StandardCharsets.UTF_8);
	}

	static StoreProcess start(String work, Path directory, Object... arguments) throws IOException {
		return start(List.of(), work, directory, arguments);
	}

	static StoreProcess start(List<String> prefix, String work, Path directory, Object... arguments)
			throws IOException {
		List<String> command = new ArrayList<>(prefix);
		command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:-UsePerfData",
				"-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp", System.getProperty("java.class.path"),
				StoreProcess.class.getName(), work, directory.toString()));
		List.of(arguments).forEach((argument) -> command.add(argument.toString()));
		return new StoreProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
	}

	/**
	 * Waits for a line of the process.
	 * @param start how the line starts
	 * @return the rest of the line
	 */
	String await(String start) throws IOException {
		List<String> lines = new ArrayList<>();
		for (String line = this.output.readLine(); line != null; line = this.output.readLine()) {
			if (line.startsWith(start)) {
				return line.substring(start.length());
			}
			lines.add(line);
		}
		throw new IllegalStateException("The process ended without '" + start + "': " + lines);
	}

	/**
	 * Kills the process as {@code kill -9} does.
	 */
	void kill() {
		this.process.destroyForcibly().onExit().join();
	}

	@Override
	public void close() {
		kill();
	}

	public static void main(String[] arguments) throws IOException {
		Path directory = Path.of(arguments[1]);
		switch (arguments[0]) {
			case "increment" -> increment(directory, Integer.parseInt(arguments[2]));
			case "hold" -> hold(directory);
			case "try" -> attempt(directory);
			case "churn" -> churn(directory);
			case "save" -> save(directory, Integer.parseInt(arguments[2]));
			default -> throw new IllegalArgumentException(arguments[0]);
		}
	}

	private static void increment(Path directory, int times) {
		FileAcmeStore store = new FileAcmeStore(directory);
		for (int done = 0; done < times;) {
			Optional<StoredValue> read = store.load(KEY);
			int count = read.map((value) -> Integer.parseInt(text(value))).orElse(0);
			try {
				store.save(KEY, String.valueOf(count + 1).getBytes(StandardCharsets.US_ASCII),
						WriteCondition.unchanged(read));
				done++;
			}
			catch (StaleWriteException ex) {
				Thread.onSpinWait();
			}
		}
		say("done");
	}

	private static void hold(Path directory) throws IOException {
		Lease lease = lock(directory).orElseThrow();
		say("held " + lease.fence());
		lease.onLost(() -> say("lost"));
		System.in.read();
	}

	private static void attempt(Path directory) {
		say("acquired " + lock(directory).isPresent());
	}

	private static void churn(Path directory) {
		FileAcmeStore store = new FileAcmeStore(directory);
		for (int round = 0; true; round++) {
			byte[] content = String.valueOf(round % 10).repeat(200_000 + round).getBytes(StandardCharsets.US_ASCII);
			store.save(KEY, content, WriteCondition.unchanged(store.load(KEY)));
			say("saved " + round);
		}
	}

	private static void save(Path directory, int size) {
		FileAcmeStore store = new FileAcmeStore(directory);
		try {
			store.save(KEY, new byte[size], WriteCondition.unchanged(store.load(KEY)));
			say("saved");
		}
		catch (RuntimeException ex) {
			say("refused " + ex.getMessage());
		}
	}

	private static Optional<Lease> lock(Path directory) {
		return new FileAcmeLock(directory, Clock.systemUTC()).tryAcquire(LOCK, Duration.ofSeconds(60));
	}

	private static void say(String line) {
		try {
			System.out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
			System.out.flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String text(StoredValue value) {
		return new String(value.content(), StandardCharsets.US_ASCII);
	}

}
