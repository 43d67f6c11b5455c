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
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;

/**
 * The packaged sample as a process of its own.
 */
final class SampleProcess implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private final HttpClient http = HttpClient.newHttpClient();

	private final Process process;

	private final Path log;

	private final SamplePorts ports;

	private SampleProcess(Process process, Path log, SamplePorts ports) {
		this.process = process;
		this.log = log;
		this.ports = ports;
	}

	/**
	 * Starts it, in the profiles of production.
	 * @param directory where it may leave files
	 * @param ports its ports
	 * @param environment its settings
	 * @param arguments what the JVM runs
	 * @return the process, which may not be ready yet
	 */
	static SampleProcess start(Path directory, SamplePorts ports, Map<String, String> environment,
			List<String> arguments) {
		Path log = directory.resolve("sample-" + ports.https() + ".log");
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
		command.addAll(arguments);
		ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
		builder.environment().keySet().removeAll(Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
		builder.environment().putAll(environment);
		builder.environment().putAll(ports.environment());
		try {
			Process process = builder.start();
			Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
			return new SampleProcess(process, log, ports);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	SamplePorts ports() {
		return this.ports;
	}

	/**
	 * Asks the port for operators.
	 * @param path the path
	 * @return the status of the answer
	 */
	int ask(String path) {
		return answer(path).statusCode();
	}

	/**
	 * Asks the port for operators.
	 * @param path the path
	 * @return the answer
	 */
	HttpResponse<String> answer(String path) {
		URI uri = URI.create("http://localhost:" + this.ports.management() + path);
		try {
			return this.http.send(HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build(),
					HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Waits until it is ready.
	 */
	void awaitReady() {
		Awaitility.await("readiness").atMost(PATIENCE).until(this::isReady);
	}

	private boolean isReady() {
		if (!this.process.isAlive()) {
			throw new IllegalStateException("The sample has ended: " + output());
		}
		try {
			return ask("/actuator/health/readiness") == 200;
		}
		catch (UncheckedIOException ex) {
			return false;
		}
	}

	/**
	 * Returns what it has logged.
	 * @return the text
	 */
	String output() {
		try {
			return Files.readString(this.log);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Asks it to end, as an orchestrator does.
	 */
	void terminate() {
		this.process.destroy();
	}

	/**
	 * Waits until it has ended.
	 * @return its exit status
	 */
	int awaitExit() {
		try {
			if (!this.process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
				throw new IllegalStateException("The sample does not end: " + output());
			}
			return this.process.exitValue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Ends it as {@code kill -9} does.
	 */
	void kill() {
		this.process.destroyForcibly().onExit().join();
	}

	@Override
	public void close() {
		kill();
	}

}
