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
import java.util.Optional;
import java.util.UUID;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StaleWriteException;
import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.WriteCondition;

/**
 * {@link AcmeStore} that keeps each value in a row of a table. Two writers are told apart
 * by the version their statement expects, at any level of isolation.
 */
final class JdbcAcmeStore implements AcmeStore {

	private final Database database;

	private final TableName table;

	JdbcAcmeStore(Database database, TableName table) {
		this.database = database;
		this.table = table;
	}

	@Override
	public Optional<StoredValue> load(String key) {
		return this.database.transact("load '" + key + "'",
				(connection) -> sql(connection, "SELECT CONTENT, VERSION FROM %s WHERE ENTRY_KEY = ?").param(key)
					.query((row, number) -> new StoredValue(row.getBytes(1), row.getString(2)))
					.optional());
	}

	@Override
	public Optional<String> version(String key) {
		return this.database.transact("look at '" + key + "'", (connection) -> version(connection, key));
	}

	@Override
	public StoredValue save(String key, byte[] content, WriteCondition condition) {
		StoredValue value = new StoredValue(content, UUID.randomUUID().toString());
		try {
			int rows = this.database.transact("save '" + key + "'",
					(connection) -> write(connection, key, value, condition));
			if (rows == 0) {
				throw new StaleWriteException(key, condition);
			}
		}
		catch (DuplicateKeyException ex) {
			throw new StaleWriteException(key, condition);
		}
		catch (UncertainOutcomeException ex) {
			if (!isStored(key, value, ex)) {
				throw ex;
			}
		}
		return value;
	}

	@Override
	public void delete(String key, String version) {
		boolean other = this.database.transact("delete '" + key + "'", (connection) -> {
			int rows = sql(connection, "DELETE FROM %s WHERE ENTRY_KEY = ? AND VERSION = ?").params(key, version)
				.update();
			return rows == 0 && version(connection, key).isPresent();
		});
		if (other) {
			throw new StaleWriteException(key, WriteCondition.version(version));
		}
	}

	@Override
	public List<String> list(String prefix) {
		String pattern = prefix.replace("_", "!_").replace("%", "!%") + "%";
		return this.database.transact("list '" + prefix + "'",
				(connection) -> sql(connection, "SELECT ENTRY_KEY FROM %s WHERE ENTRY_KEY LIKE ? ESCAPE '!'")
					.param(pattern)
					.query(String.class)
					.stream()
					.sorted()
					.toList());
	}

	private Optional<String> version(BorrowedConnection connection, String key) {
		return sql(connection, "SELECT VERSION FROM %s WHERE ENTRY_KEY = ?").param(key).query(String.class).optional();
	}

	private int write(BorrowedConnection connection, String key, StoredValue value, WriteCondition condition) {
		if (condition.version().isEmpty()) {
			return sql(connection, "INSERT INTO %s (ENTRY_KEY, VERSION, FENCE, CONTENT) VALUES (?, ?, ?, ?)")
				.params(key, value.version(), condition.fence(), value.content())
				.update();
		}
		return sql(connection, """
				UPDATE %s SET VERSION = ?, FENCE = GREATEST(FENCE, ?), CONTENT = ?
				WHERE ENTRY_KEY = ? AND VERSION = ? AND FENCE <= ?""")
			.params(value.version(), condition.fence(), value.content(), key, condition.version().get(),
					(condition.fence() > 0) ? condition.fence() : Long.MAX_VALUE)
			.update();
	}

	private boolean isStored(String key, StoredValue value, UncertainOutcomeException uncertain) {
		try {
			return version(key).filter(value.version()::equals).isPresent();
		}
		catch (StoreException ex) {
			uncertain.addSuppressed(ex);
			return false;
		}
	}

	private JdbcClient.StatementSpec sql(BorrowedConnection connection, String sql) {
		return connection.client().sql(sql.formatted(this.table));
	}

}
