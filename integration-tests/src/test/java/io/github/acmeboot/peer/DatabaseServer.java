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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

import io.github.acmeboot.testsupport.FreePort;
import io.github.acmeboot.testsupport.peer.PeerProgram;

/**
 * A database server as a process of its own, in a directory of its own, on a port of
 * 127.0.0.1 that it keeps when it is started again.
 */
public abstract class DatabaseServer implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private final Path directory;

	private final int port = FreePort.next();

	private final @Nullable String account;

	private @Nullable Process process;

	/**
	 * Prepares a server.
	 * @param name the name of its directory
	 * @param account the account of the operating system the server is run under by root
	 */
	protected DatabaseServer(String name, String account) {
		this.account = (isRoot()) ? account : null;
		try {
			this.directory = Files.createTempDirectory("acme-" + name);
			if (this.account != null) {
				Files.setOwner(this.directory, owner(this.account));
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
	}

	/**
	 * Returns where the database is.
	 * @return a JDBC URL without credentials
	 */
	public abstract String url();

	/**
	 * Returns who may do everything in the database.
	 * @return the name of a user
	 */
	public String user() {
		return "acme";
	}

	/**
	 * Returns the password of the user.
	 * @return a password
	 */
	public String password() {
		return "not-a-secret";
	}

	public int port() {
		return this.port;
	}

	/**
	 * Returns where a database is of this server.
	 * @param database its name
	 * @return a JDBC URL without credentials
	 */
	protected abstract String url(String database);

	/**
	 * Returns how the server is started.
	 * @return the program and its arguments
	 */
	protected abstract List<String> command();

	protected Path directory() {
		return this.directory;
	}

	/**
	 * Connects to the database.
	 * @return a connection to close
	 * @throws SQLException if that fails
	 */
	public Connection connect() throws SQLException {
		return DriverManager.getConnection(url(), user(), password());
	}

	/**
	 * Carries out statements in the database.
	 * @param statements the statements
	 */
	public void execute(String... statements) {
		try (Connection connection = connect(); Statement statement = connection.createStatement()) {
			for (String sql : statements) {
				statement.execute(sql);
			}
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Starts the server, after it was stopped or for the first time, and waits until it
	 * answers.
	 */
	public void restart() {
		this.process = launch("server", command());
		Awaitility.await()
			.atMost(PATIENCE)
			.pollInterval(Duration.ofMillis(50))
			.ignoreExceptionsInstanceOf(SQLException.class)
			.until(this::answers);
	}

	/**
	 * Stops the server at once, as {@code kill -9} does. It is frozen before, so that it
	 * starts no process that is overlooked, keeps its memory and does not let it be
	 * restarted.
	 */
	public void kill() {
		freeze();
		List<ProcessHandle> processes = processes();
		processes.forEach(ProcessHandle::destroyForcibly);
		processes.forEach((process) -> process.onExit().join());
	}

	/**
	 * Stops the server in its tracks: connections stay, nothing is answered.
	 */
	public void freeze() {
		signal("STOP");
	}

	/**
	 * Lets a server that was frozen go on.
	 */
	public void resume() {
		signal("CONT");
	}

	@Override
	public void close() {
		kill();
		try {
			FileSystemUtils.deleteRecursively(this.directory);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Runs a program to its end.
	 * @param name the name of its log
	 * @param command the program and its arguments
	 */
	protected void run(String name, List<String> command) {
		Process process = launch(name, command);
		try {
			if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
				throw new IllegalStateException(command + " failed: " + Files.readString(log(name)));
			}
		}
		catch (InterruptedException | IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private Process launch(String name, List<String> command) {
		List<String> line = new ArrayList<>();
		if (this.account != null) {
			line.addAll(List.of(PeerProgram.require("setpriv").toString(), "--reuid=" + this.account,
					"--regid=" + this.account, "--clear-groups"));
		}
		line.addAll(command);
		try {
			return new ProcessBuilder(line).directory(this.directory.toFile())
				.redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.appendTo(log(name).toFile()))
				.start();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private boolean answers() throws SQLException, IOException {
		if (this.process != null && !this.process.isAlive()) {
			throw new IllegalStateException("The server ended: " + Files.readString(log("server")));
		}
		try (Connection connection = connect()) {
			return connection.isValid(1);
		}
	}

	private void signal(String signal) {
		List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
		processes().forEach((process) -> command.add(String.valueOf(process.pid())));
		if (command.size() == 2) {
			return;
		}
		try {
			new ProcessBuilder(command).start().waitFor();
		}
		catch (InterruptedException | IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private List<ProcessHandle> processes() {
		return Optional.ofNullable(this.process)
			.stream()
			.flatMap((root) -> Stream.concat(Stream.of(root.toHandle()), root.descendants()))
			.filter(ProcessHandle::isAlive)
			.toList();
	}

	private Path log(String name) {
		return this.directory.resolve(name + ".log");
	}

	private static UserPrincipal owner(String account) throws IOException {
		return Path.of("/").getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(account);
	}

	private static boolean isRoot() {
		return "root".equals(System.getProperty("user.name"));
	}

}
