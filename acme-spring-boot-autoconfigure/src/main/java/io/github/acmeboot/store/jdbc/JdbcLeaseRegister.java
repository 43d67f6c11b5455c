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

import java.time.Duration;
import java.util.OptionalLong;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.github.acmeboot.lock.LeaseRegister;
import io.github.acmeboot.store.codec.StoreKey;

/**
 * {@link LeaseRegister} in the table of the values, under keys no value can have. A row
 * is kept when its lease ends, for its fence. All time is the database's.
 */
final class JdbcLeaseRegister implements LeaseRegister {

	private static final String LOCKS = "#locks";

	private final Database database;

	private final TableName table;

	JdbcLeaseRegister(Database database, TableName table) {
		this.database = database;
		this.table = table;
	}

	@Override
	public OptionalLong acquire(String name, String owner, Duration timeToLive) {
		String key = key(name);
		try {
			return this.database.transact("lock '" + name + "'", (connection) -> {
				if (take(connection, key, owner, timeToLive)) {
					return OptionalLong.of(fence(connection, key));
				}
				if (isThere(connection, key)) {
					return OptionalLong.empty();
				}
				insert(connection, key, owner, timeToLive);
				return OptionalLong.of(fence(connection, key));
			});
		}
		catch (DuplicateKeyException ex) {
			return OptionalLong.empty();
		}
	}

	@Override
	public boolean extend(String name, String owner, Duration timeToLive) {
		return this.database.transact("renew the lock '" + name + "'",
				(connection) -> sql(connection, """
						UPDATE %1$s SET HELD_UNTIL = %2$s + ?
						WHERE ENTRY_KEY = ? AND HOLDER = ? AND HELD_UNTIL > %2$s""")
					.params(timeToLive.toMillis(), key(name), owner)
					.update() > 0);
	}

	@Override
	public void release(String name, String owner) {
		this.database.transact("release the lock '" + name + "'", (connection) -> sql(connection, """
				UPDATE %1$s SET HOLDER = NULL, HELD_UNTIL = NULL
				WHERE ENTRY_KEY = ? AND HOLDER = ?""").params(key(name), owner).update());
	}

	private boolean take(BorrowedConnection connection, String key, String owner, Duration timeToLive) {
		return sql(connection, """
				UPDATE %1$s SET FENCE = GREATEST(FENCE + 1, %2$s), HOLDER = ?, HELD_UNTIL = %2$s + ?
				WHERE ENTRY_KEY = ? AND (HELD_UNTIL IS NULL OR HELD_UNTIL <= %2$s)""")
			.params(owner, timeToLive.toMillis(), key)
			.update() > 0;
	}

	private void insert(BorrowedConnection connection, String key, String owner, Duration timeToLive) {
		sql(connection, """
				INSERT INTO %1$s (ENTRY_KEY, VERSION, FENCE, CONTENT, HOLDER, HELD_UNTIL)
				VALUES (?, '', %2$s, ?, ?, %2$s + ?)""").params(key, new byte[0], owner, timeToLive.toMillis())
			.update();
	}

	private boolean isThere(BorrowedConnection connection, String key) {
		return sql(connection, "SELECT ENTRY_KEY FROM %1$s WHERE ENTRY_KEY = ?").param(key)
			.query(String.class)
			.optional()
			.isPresent();
	}

	private long fence(BorrowedConnection connection, String key) {
		return sql(connection, "SELECT FENCE FROM %1$s WHERE ENTRY_KEY = ?").param(key).query(Long.class).single();
	}

	private static String key(String name) {
		return StoreKey.of(LOCKS, name);
	}

	private JdbcClient.StatementSpec sql(BorrowedConnection connection, String sql) {
		return connection.client().sql(sql.formatted(this.table, connection.now()));
	}

}
