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
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import io.github.acmeboot.testsupport.peer.PeerProgram;

/**
 * A PostgreSQL server. Its texts are sorted as people do, not by their bytes.
 */
public final class PostgresServer extends DatabaseServer {

	private static final Path VERSIONS = Path.of("/usr/lib/postgresql");

	private PostgresServer() {
		super("postgres", "postgres");
	}

	/**
	 * Starts a server with an empty database, or ends the test where there is none.
	 * @return the server
	 */
	public static PostgresServer start() {
		Path initdb = program("initdb");
		PostgresServer server = new PostgresServer();
		server.initialize(initdb);
		server.restart();
		return server;
	}

	@Override
	public String url() {
		return url("postgres");
	}

	@Override
	protected String url(String database) {
		return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
	}

	@Override
	protected List<String> command() {
		return List.of(program("postgres").toString(), "-D", data(), "-h", "127.0.0.1", "-p", String.valueOf(port()),
				"-c", "unix_socket_directories=", "-c", "fsync=off", "-c", "shared_buffers=16MB", "-c",
				"max_connections=200");
	}

	private void initialize(Path initdb) {
		Path password = directory().resolve("password");
		try {
			Files.writeString(password, password());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		run("initdb",
				List.of(initdb.toString(), "-D", data(), "-U", user(), "--pwfile=" + password, "--auth=scram-sha-256",
						"--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en",
						"--no-sync"));
	}

	private String data() {
		return directory().resolve("data").toString();
	}

	private static Path program(String name) {
		return PeerProgram.require(name, directories());
	}

	private static Path[] directories() {
		if (!Files.isDirectory(VERSIONS)) {
			return new Path[0];
		}
		try (Stream<Path> versions = Files.list(VERSIONS)) {
			return versions.sorted(Comparator.reverseOrder())
				.map((version) -> version.resolve("bin"))
				.toArray(Path[]::new);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
