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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import redis.embedded.core.ExecutableProvider;

import io.github.acmeboot.testsupport.FreePort;

/**
 * A Redis server of its own on a port of the loopback interface, as a process. Keeps
 * nothing on disk unless told to. Runs the {@code redis-server} of the PATH, else the one
 * that comes as a test dependency, which knows no TLS.
 */
public final class RedisServer implements AutoCloseable {

	private static final Duration START = Duration.ofSeconds(30);

	private static final int BUS = 10_000;

	private final List<String> command;

	private final Map<String, String> environment;

	private final Path directory;

	private final int port;

	private Process process;

	private RedisServer(List<String> command, Map<String, String> environment, Path directory, int port) {
		this.command = command;
		this.environment = environment;
		this.directory = directory;
		this.port = port;
		this.process = launch();
	}

	/**
	 * Starts a server.
	 * @param directory where it may leave files
	 * @param options further options, such as {@code --requirepass} and a password
	 * @return the server, which accepts connections
	 */
	public static RedisServer start(Path directory, String... options) {
		return start(PeerProgram.find("redis-server").orElseGet(() -> embedded(directory)), Map.of(), directory,
				options);
	}

	/**
	 * Starts the server that comes as a test dependency, Redis 6.2.
	 * @param directory where it may leave files
	 * @param options further options
	 * @return the server, which accepts connections
	 */
	public static RedisServer startEmbedded(Path directory, String... options) {
		return start(embedded(directory), Map.of(), directory, options);
	}

	/**
	 * Starts the server that comes as a test dependency in an environment of its own.
	 * @param directory where it may leave files
	 * @param environment what is added to the environment
	 * @return the server, which accepts connections
	 */
	public static RedisServer startEmbedded(Path directory, Map<String, String> environment) {
		return start(embedded(directory), environment, directory);
	}

	private static RedisServer start(Path program, Map<String, String> environment, Path directory, String... options) {
		int port = freePort();
		List<String> command = new ArrayList<>(List.of(program.toString(), "--port", String.valueOf(port), "--bind",
				"127.0.0.1", "--dir", directory.toString(), "--save", "", "--appendonly", "no"));
		command.addAll(List.of(options));
		return new RedisServer(command, environment, directory, port);
	}

	/**
	 * Starts a server whose only port is one for TLS.
	 * @param directory where it may leave files
	 * @param certificate the certificate to present
	 * @param options further options
	 * @return the server, which accepts connections
	 */
	public static RedisServer startTls(Path directory, PeerCertificate certificate, String... options) {
		Path program = PeerProgram.require("redis-server");
		int port = freePort();
		List<String> command = new ArrayList<>(List.of(program.toString(), "--port", "0", "--tls-port",
				String.valueOf(port), "--bind", "127.0.0.1", "--tls-cert-file", certificate.certificate().toString(),
				"--tls-key-file", certificate.key().toString(), "--tls-auth-clients", "no", "--dir",
				directory.toString(), "--save", "", "--appendonly", "no"));
		command.addAll(List.of(options));
		return new RedisServer(command, Map.of(), directory, port);
	}

	/**
	 * Starts a sentinel.
	 * @param directory where its configuration is
	 * @param configuration the configuration, which names its port
	 * @param port the port
	 * @return the sentinel, which accepts connections
	 */
	public static RedisServer startSentinel(Path directory, Path configuration, int port) {
		List<String> command = List.of(PeerProgram.require("redis-server").toString(), configuration.toString(),
				"--sentinel");
		return new RedisServer(command, Map.of(), directory, port);
	}

	/**
	 * Returns where the server listens.
	 * @return the address
	 */
	public String host() {
		return "127.0.0.1";
	}

	/**
	 * Returns the port.
	 * @return the port, which stays the same after a restart
	 */
	public int port() {
		return this.port;
	}

	/**
	 * Starts the server again, on the same port, after it was stopped or killed.
	 */
	public void restart() {
		this.process = launch();
	}

	/**
	 * Stops the server as an operator does.
	 */
	public void stop() {
		this.process.destroy();
		awaitExit();
	}

	/**
	 * Kills the server, be it frozen or not.
	 */
	public void kill() {
		this.process.destroyForcibly();
		awaitExit();
	}

	/**
	 * Has the server stand still, with its connections open, as a stalled machine does.
	 */
	public void freeze() {
		signal("-STOP");
	}

	/**
	 * Has the server go on after it was frozen.
	 */
	public void resume() {
		signal("-CONT");
	}

	@Override
	public void close() {
		kill();
	}

	private Process launch() {
		try {
			ProcessBuilder builder = new ProcessBuilder(this.command).redirectErrorStream(true)
				.directory(this.directory.toFile())
				.redirectOutput(ProcessBuilder.Redirect.appendTo(log()));
			builder.environment().putAll(this.environment);
			Process launched = builder.start();
			Runtime.getRuntime().addShutdownHook(new Thread(launched::destroyForcibly));
			Awaitility.await().atMost(START).pollInterval(Duration.ofMillis(10)).until(() -> isListening(launched));
			return launched;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private boolean isListening(Process launched) throws IOException {
		if (!launched.isAlive()) {
			throw new IllegalStateException("Redis has ended: " + Files.readString(log().toPath()));
		}
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.port), 1000);
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private File log() {
		return this.directory.resolve("redis-" + this.port + ".log").toFile();
	}

	private void awaitExit() {
		try {
			if (!this.process.waitFor(START.toSeconds(), TimeUnit.SECONDS)) {
				throw new IllegalStateException("Redis on port " + this.port + " does not end");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void signal(String signal) {
		try {
			int status = new ProcessBuilder("kill", signal, String.valueOf(this.process.pid())).start().waitFor();
			if (status != 0) {
				throw new IllegalStateException("Unable to send " + signal + " to Redis: status " + status);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static Path embedded(Path directory) {
		try {
			return ExecutableProvider.newJarResourceProvider(directory.toFile()).get().toPath();
		}
		catch (IOException ex) {
			throw PeerProgram.missing("redis-server");
		}
	}

	/**
	 * Finds a free port whose companion, which the nodes of a cluster talk on, is free as
	 * well.
	 * @return the port
	 */
	public static int freePort() {
		int port = FreePort.next();
		while (port + BUS >= FreePort.END || !isFree(port + BUS)) {
			port = FreePort.next();
		}
		return port;
	}

	private static boolean isFree(int port) {
		try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
			return socket.isBound();
		}
		catch (IOException ex) {
			return false;
		}
	}

}
