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

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PostgresServer} and {@link MariaDbServer}.
 */
class DatabaseServerTests {

	static Stream<Supplier<DatabaseServer>> servers() {
		return Stream.of(PostgresServer::start, MariaDbServer::start);
	}

	@ParameterizedTest
	@MethodSource("servers")
	void whatWasCommittedOutlivesTheServer(Supplier<DatabaseServer> start) throws Exception {
		try (DatabaseServer server = start.get()) {
			server.execute("CREATE TABLE kept (n INT)", "INSERT INTO kept VALUES (42)");
			server.kill();
			assertThatExceptionOfType(SQLException.class).isThrownBy(server::connect);
			server.restart();
			server.freeze();
			server.resume();
			try (Connection connection = server.connect();
					Statement statement = connection.createStatement();
					ResultSet result = statement.executeQuery("SELECT n FROM kept")) {
				assertThat(result.next()).isTrue();
				assertThat(result.getInt(1)).isEqualTo(42);
			}
		}
	}

}
