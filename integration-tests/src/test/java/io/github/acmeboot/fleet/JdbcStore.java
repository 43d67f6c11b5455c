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

import java.util.Map;

import io.github.acmeboot.peer.DatabaseServer;

/**
 * A database server of its own.
 *
 * @param server the server
 */
record JdbcStore(DatabaseServer server) implements ServerStore {

	@Override
	public Map<String, String> properties() {
		return Map.of("acme.store.type", "jdbc", "acme.store.jdbc.initialize-schema", "always", "spring.datasource.url",
				this.server.url(), "spring.datasource.username", this.server.user(), "spring.datasource.password",
				this.server.password());
	}

	@Override
	public StoreLibraries libraries() {
		return StoreLibraries.JDBC;
	}

	@Override
	public void restart() {
		this.server.kill();
		this.server.restart();
	}

	@Override
	public void close() {
		this.server.close();
	}

}
