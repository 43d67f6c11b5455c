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
import java.util.List;

import io.github.acmeboot.testsupport.peer.PeerProgram;

/**
 * A MariaDB server. Its texts are compared without regard to case.
 */
public final class MariaDbServer extends DatabaseServer {

	private static final Path SYSTEM = Path.of("/usr/sbin");

	private MariaDbServer() {
		super("mariadb", "mysql");
	}

	/**
	 * Starts a server with an empty database, or ends the test where there is none.
	 * @return the server
	 */
	public static MariaDbServer start() {
		Path install = PeerProgram.require("mariadb-install-db");
		MariaDbServer server = new MariaDbServer();
		server.initialize(install);
		server.restart();
		return server;
	}

	@Override
	public String url() {
		return url("acme");
	}

	@Override
	protected String url(String database) {
		return "jdbc:mariadb://127.0.0.1:" + port() + "/" + database;
	}

	@Override
	protected List<String> command() {
		return List.of(PeerProgram.require("mariadbd", SYSTEM).toString(), "--no-defaults", "--datadir=" + data(),
				"--bind-address=127.0.0.1", "--port=" + port(), "--socket=" + directory().resolve("s"),
				"--pid-file=" + directory().resolve("pid"), "--init-file=" + script(), "--skip-name-resolve",
				"--loose-innodb-snapshot-isolation=ON", "--innodb-flush-log-at-trx-commit=2",
				"--innodb-buffer-pool-size=16M", "--max-connections=200");
	}

	private void initialize(Path install) {
		try {
			Files.writeString(script(), """
					CREATE DATABASE IF NOT EXISTS acme;
					CREATE USER IF NOT EXISTS '%1$s'@'%%' IDENTIFIED BY '%2$s';
					GRANT ALL ON *.* TO '%1$s'@'%%' WITH GRANT OPTION;
					""".formatted(user(), password()));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		run("install", List.of(install.toString(), "--no-defaults", "--datadir=" + data(), "--skip-test-db",
				"--auth-root-authentication-method=normal", "--innodb-log-file-size=8M"));
	}

	private String data() {
		return directory().resolve("data").toString();
	}

	private Path script() {
		return directory().resolve("init.sql");
	}

}
