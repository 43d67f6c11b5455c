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

package io.github.acmeboot.fleet;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.awaitility.Awaitility;

/**
 * One instance: the starter in a process of its own, whose output goes to a file. All
 * methods can be called by any thread.
 */
final class Instance implements AutoCloseable {

	private static final Duration START_TIMEOUT = Duration.ofMinutes(5);

	private static final int SHOWN_LINES = 60;

	private final String name;

	private final Path log;

	private final Process process;

	private final List<Announcement> announcements = new CopyOnWriteArrayList<>();

	private final CompletableFuture<Ports> ports = new CompletableFuture<>();

	private final Consumer<Instance> whenStarted;

	private Instance(String name, Path log, Process process, Consumer<Instance> whenStarted) {
		this.name = name;
		this.log = log;
		this.process = process;
		this.whenStarted = whenStarted;
	}

	/**
	 * Starts a process.
	 * @param name the name of the instance
	 * @param command what to run
	 * @param environment what is added to the environment
	 * @param log receives its output
	 * @param whenStarted told when the ports are open, before the instance looks after
	 * certificates
	 * @return the instance, which is still starting
	 */
	static Instance start(String name, List<String> command, Map<String, String> environment, Path log,
			Consumer<Instance> whenStarted) {
		try {
			ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
			builder.environment().putAll(environment);
			Process process = builder.start();
			Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
			Instance instance = new Instance(name, log, process, whenStarted);
			Thread reader = new Thread(instance::read, "log of " + name);
			reader.setDaemon(true);
			reader.start();
			return instance;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Unable to start " + command, ex);
		}
	}

	private void read() {
		try (BufferedReader output = this.process.inputReader(StandardCharsets.UTF_8);
				Writer file = Files.newBufferedWriter(this.log)) {
			for (String line = output.readLine(); line != null; line = output.readLine()) {
				file.append(line).append('\n').flush();
				Announcement.parse(line).ifPresent(this::heard);
			}
		}
		catch (IOException ex) {
			this.ports.completeExceptionally(ex);
		}
		this.ports.completeExceptionally(new IllegalStateException("The instance '" + this.name + "' has ended"));
	}

	private void heard(Announcement announcement) {
		this.announcements.add(announcement);
		if (announcement.subject().equals(Announcement.STARTED)) {
			String[] opened = announcement.detail().split(" ");
			this.ports.complete(new Ports(Integer.parseInt(opened[0]), Integer.parseInt(opened[1])));
			this.whenStarted.accept(this);
		}
	}

	String name() {
		return this.name;
	}

	/**
	 * Waits until the ports are open.
	 */
	void awaitStarted() {
		this.ports.orTimeout(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS).join();
	}

	/**
	 * Lets a started instance look after its certificates.
	 */
	void go() {
		try {
			BufferedWriter input = this.process.outputWriter(StandardCharsets.UTF_8);
			input.append(FleetApplication.GO).append('\n').flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The instance '" + this.name + "' does not listen", ex);
		}
	}

	int httpsPort() {
		return this.ports.join().https();
	}

	int http01Port() {
		return this.ports.join().http01();
	}

	/**
	 * Returns what the instance presents to a client.
	 * @return the certificate, or empty if no handshake succeeds
	 */
	Optional<X509Certificate> presented() {
		return TlsClient.leaf(this.ports.join().https());
	}

	/**
	 * Has the endpoint renew the certificate.
	 */
	void renew() {
		TlsClient.post(this.ports.join().https(), "/actuator/acme/web/renew", "");
	}

	/**
	 * Has the endpoint seal what is stored with the newest key.
	 */
	void reseal() {
		TlsClient.post(this.ports.join().https(), "/actuator/acme", "{\"operation\":\"reseal\"}");
	}

	/**
	 * Asks an endpoint.
	 * @param path the path below that of the endpoints
	 * @return its answer
	 */
	String ask(String path) {
		return TlsClient.get(this.ports.join().https(), "/actuator/" + path);
	}

	/**
	 * Returns what the instance has logged.
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

	private Optional<Announcement> last(String subject, String detail) {
		return this.announcements.stream()
			.filter((announcement) -> announcement.is(subject, detail))
			.reduce((former, latter) -> latter);
	}

	/**
	 * Returns when a value was saved.
	 * @param key its key
	 * @param after the instant before that
	 * @return the instant, or empty if it has not been saved since
	 */
	Optional<Instant> saved(String key, Instant after) {
		return last(Announcement.SAVED, key).map(Announcement::time).filter((time) -> time.isAfter(after));
	}

	/**
	 * Returns whether the instance has come to the barrier before a save.
	 * @param key the key of the value
	 * @return whether it has ever waited there
	 */
	boolean isSaving(String key) {
		return last(Announcement.SAVING, key).isPresent();
	}

	/**
	 * Returns the steps of a renewal so far.
	 * @return the steps, in order
	 */
	List<String> steps() {
		return this.announcements.stream()
			.filter((announcement) -> announcement.subject().equals(Announcement.STEP))
			.map(Announcement::detail)
			.toList();
	}

	/**
	 * Returns whether the instance has the lock, as far as it has said.
	 * @param lock the name of the lock
	 * @return whether it was acquired and not released
	 */
	boolean holds(String lock) {
		long acquired = this.announcements.stream().filter((one) -> one.is(Announcement.ACQUIRED, lock)).count();
		long released = this.announcements.stream().filter((one) -> one.is(Announcement.RELEASED, lock)).count();
		return acquired > released;
	}

	/**
	 * Ends the process as {@code kill -9} does.
	 */
	void kill() {
		this.process.destroyForcibly().onExit().join();
	}

	/**
	 * Ends the process as an orchestrator does.
	 */
	void terminate() {
		this.process.destroy();
		Awaitility.await().atMost(START_TIMEOUT).until(() -> !this.process.isAlive());
	}

	/**
	 * Stops the process from running, as a suspended virtual machine is.
	 */
	void freeze() {
		Signals.stop(this.process.pid());
	}

	/**
	 * Lets a frozen process run again.
	 */
	void thaw() {
		Signals.resume(this.process.pid());
	}

	/**
	 * Returns where the output is, and the last of it.
	 * @return text for a message
	 */
	String describe() {
		try {
			List<String> lines = Files.exists(this.log) ? Files.readAllLines(this.log) : List.of();
			return "--- " + this.name + ", see " + this.log.toAbsolutePath() + "\n"
					+ String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
		}
		catch (IOException ex) {
			return "--- " + this.name + ": " + ex;
		}
	}

	@Override
	public void close() {
		kill();
	}

	@Override
	public String toString() {
		return this.name;
	}

	/**
	 * The ports of an instance.
	 *
	 * @param https where it serves
	 * @param http01 where it answers the CA
	 */
	private record Ports(int https, int http01) {

	}

}
