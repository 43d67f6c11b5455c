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

import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;

/**
 * One transaction, which its caller may give up until it is about to be committed.
 *
 * @param <T> the type of the result
 */
final class Attempt<T> implements Callable<T> {

	/**
	 * What MariaDB says, as of 11.6 and without an SQL state of its own, when another
	 * transaction has changed a row since ours began to read.
	 */
	private static final int CHANGED_SINCE_READ = 1020;

	private final DataSource dataSource;

	private final Function<BorrowedConnection, T> work;

	private final AtomicInteger hanging;

	private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.WAITING);

	private volatile Stage reached = Stage.WORKING;

	/**
	 * Creates a transaction to be carried out.
	 * @param dataSource where connections are borrowed
	 * @param work the statements
	 * @param hanging counts the transactions that were given up and have not ended yet
	 */
	Attempt(DataSource dataSource, Function<BorrowedConnection, T> work, AtomicInteger hanging) {
		this.dataSource = dataSource;
		this.work = work;
		this.hanging = hanging;
	}

	@Override
	public T call() {
		advance(Stage.WAITING, Stage.CONNECTING);
		try (BorrowedConnection connection = BorrowedConnection.from(this.dataSource)) {
			advance(Stage.CONNECTING, Stage.WORKING);
			T result = this.work.apply(connection);
			advance(Stage.WORKING, Stage.COMMITTING);
			connection.commit();
			return result;
		}
		catch (UncategorizedSQLException ex) {
			throw isInTheWayOfAnother(ex) ? new ConcurrencyFailureException("Another transaction was first", ex) : ex;
		}
		catch (SQLException ex) {
			throw translated(ex);
		}
		finally {
			this.reached = this.stage.getAndSet(Stage.ENDED);
			if (this.reached == Stage.GIVEN_UP) {
				this.hanging.decrementAndGet();
			}
		}
	}

	/**
	 * Gives the transaction up: it will not be committed any more, unless that has begun
	 * or it has ended.
	 * @return how far it had come
	 */
	Stage giveUp() {
		Stage former = this.stage.getAndUpdate((stage) -> (stage.mayBeGivenUp) ? Stage.GIVEN_UP : stage);
		if (former == Stage.CONNECTING || former == Stage.WORKING) {
			this.hanging.incrementAndGet();
		}
		return (former != Stage.ENDED) ? former : this.reached;
	}

	private void advance(Stage from, Stage to) {
		if (!this.stage.compareAndSet(from, to)) {
			throw new CancellationException("Given up");
		}
	}

	private static boolean isInTheWayOfAnother(UncategorizedSQLException ex) {
		SQLException cause = ex.getSQLException();
		return cause != null && cause.getErrorCode() == CHANGED_SINCE_READ;
	}

	private static DataAccessException translated(SQLException ex) {
		@Nullable DataAccessException translated = new SQLExceptionSubclassTranslator().translate("transaction", null, ex);
		return (translated != null) ? translated : new UncategorizedSQLException("transaction", null, ex);
	}

	/**
	 * How far a transaction has come.
	 */
	enum Stage {

		WAITING(true), CONNECTING(true), WORKING(true), COMMITTING(false), GIVEN_UP(false), ENDED(false);

		private final boolean mayBeGivenUp;

		Stage(boolean mayBeGivenUp) {
			this.mayBeGivenUp = mayBeGivenUp;
		}

	}

}
