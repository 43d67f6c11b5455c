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

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import javax.sql.DataSource;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcUtils;

/**
 * A connection of the user's, borrowed for one transaction: it does not wait for answers
 * for ever, and is given back as it was, without a transaction under way.
 */
final class BorrowedConnection implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(BorrowedConnection.class);

	private static final Duration STATEMENT = Duration.ofSeconds(3);

	private static final Duration ANSWER = Duration.ofSeconds(4);

	private final Connection connection;

	private final int networkTimeout;

	private final int queryTimeout;

	private final boolean autoCommit;

	private final JdbcClient client;

	private BorrowedConnection(Connection connection) throws SQLException {
		this.connection = connection;
		this.networkTimeout = connection.getNetworkTimeout();
		connection.setNetworkTimeout(Runnable::run, (int) ANSWER.toMillis());
		try (Statement statement = connection.createStatement()) {
			this.queryTimeout = statement.getQueryTimeout();
		}
		this.autoCommit = connection.getAutoCommit();
		connection.setAutoCommit(false);
		JdbcTemplate template = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
		template.setQueryTimeout((int) STATEMENT.toSeconds());
		this.client = JdbcClient.create(template);
	}

	static BorrowedConnection from(DataSource dataSource) throws SQLException {
		Connection connection = dataSource.getConnection();
		try {
			return new BorrowedConnection(connection);
		}
		catch (SQLException | RuntimeException ex) {
			JdbcUtils.closeConnection(connection);
			throw ex;
		}
	}

	JdbcClient client() {
		return this.client;
	}

	/**
	 * Returns how the database is asked for its time.
	 * @return an SQL expression: milliseconds since the epoch, as a BIGINT
	 */
	String now() {
		try {
			return DatabaseTime.of(this.connection.getMetaData().getDatabaseProductName());
		}
		catch (SQLException ex) {
			throw new JdbcTemplate().getExceptionTranslator().translate("time of the database", null, ex);
		}
	}

	void commit() throws SQLException {
		this.connection.commit();
	}

	@Override
	public void close() {
		restore(this::restoreQueryTimeout);
		restore(this.connection::rollback);
		restore(() -> this.connection.setAutoCommit(this.autoCommit));
		restore(() -> this.connection.setNetworkTimeout(Runnable::run, this.networkTimeout));
		JdbcUtils.closeConnection(this.connection);
	}

	private void restoreQueryTimeout() throws SQLException {
		try (Statement statement = this.connection.createStatement()) {
			statement.setQueryTimeout(this.queryTimeout);
		}
	}

	private void restore(Restoration restoration) {
		try {
			restoration.run();
		}
		catch (SQLException ex) {
			logger.debug("Unable to give a connection back as it was; its pool will find it broken", ex);
		}
	}

	/**
	 * A step of giving the connection back.
	 */
	private interface Restoration {

		void run() throws SQLException;

	}

}
