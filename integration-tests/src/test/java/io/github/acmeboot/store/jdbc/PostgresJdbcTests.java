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

package io.github.acmeboot.store.jdbc;

import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import io.github.acmeboot.peer.DatabaseServer;
import io.github.acmeboot.peer.PostgresServer;

/**
 * Tests for the store and the lock on PostgreSQL.
 */
class PostgresJdbcTests extends AbstractJdbcServerTests {

	@SuppressWarnings("NullAway.Init")
	private static PostgresServer server;

	@BeforeAll
	static void start() {
		server = PostgresServer.start();
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@Override
	protected DatabaseServer server() {
		return server;
	}

	@Override
	protected List<String> asIfFull() {
		return List.of("""
				CREATE OR REPLACE FUNCTION refuse() RETURNS trigger AS
				'BEGIN RAISE EXCEPTION ''no space left on device'' USING ERRCODE = ''53100''; END' LANGUAGE plpgsql""",
				"CREATE TRIGGER refuse BEFORE INSERT ON ACME_STORE FOR EACH ROW EXECUTE FUNCTION refuse()");
	}

}
