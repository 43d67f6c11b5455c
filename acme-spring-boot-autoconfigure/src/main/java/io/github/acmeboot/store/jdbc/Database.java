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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import javax.sql.DataSource;

import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

import io.github.acmeboot.store.StoreException;

/**
 * The user's database, in short transactions of our own. They are carried out on threads
 * of our own: neither a transaction of the caller nor its interruption reaches them, and
 * a caller waits a few seconds for them and no longer, whatever the database, its driver
 * and the pool of connections do; not even that while all threads still hang in what was
 * given up.
 */
final class Database implements AutoCloseable {

	private static final Duration TIMEOUT = Duration.ofSeconds(8);

	private static final int THREADS = 4;

	private final DataSource dataSource;

	private final DatabaseTrouble trouble;

	private final ThreadPoolExecutor threads;

	private final AtomicInteger hanging = new AtomicInteger();

	Database(DataSource dataSource, TableName table) {
		this.dataSource = dataSource;
		this.trouble = new DatabaseTrouble(table, TIMEOUT);
		this.threads = threads();
	}

	/**
	 * Carries out a transaction. It is begun anew when others were in its way.
	 * @param <T> the type of the result
	 * @param action what is done, for messages
	 * @param work the statements
	 * @return the result
	 * @throws DuplicateKeyException if the work inserted what was there already
	 * @throws UncertainOutcomeException if it is not known whether it was committed
	 */
	<T> T transact(String action, Function<BorrowedConnection, T> work) {
		long start = System.nanoTime();
		while (true) {
			Attempt<T> attempt = new Attempt<>(this.dataSource, work, this.hanging);
			try {
				return carryOut(attempt, TIMEOUT.toNanos() - (System.nanoTime() - start));
			}
			catch (StoreException | DuplicateKeyException ex) {
				throw ex;
			}
			catch (ConcurrencyFailureException ex) {
				if (System.nanoTime() - start >= TIMEOUT.toNanos()) {
					throw this.trouble.describe(action, Attempt.Stage.WORKING, ex);
				}
			}
			catch (RuntimeException | TimeoutException ex) {
				throw this.trouble.describe(action, attempt.giveUp(), ex);
			}
		}
	}

	@Override
	public void close() {
		this.threads.shutdown();
	}

	private <T> T carryOut(Attempt<T> attempt, long nanos) throws TimeoutException {
		if (this.hanging.get() >= THREADS) {
			throw new TimeoutException("All threads wait for the database");
		}
		FutureTask<T> task = new FutureTask<>(attempt);
		this.threads.execute(task);
		try {
			return await(task, System.nanoTime() + nanos);
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof RuntimeException cause) ? cause : new IllegalStateException(ex.getCause());
		}
		finally {
			task.cancel(false);
		}
	}

	private static <T> T await(Future<T> task, long end) throws ExecutionException, TimeoutException {
		boolean interrupted = Thread.interrupted();
		try {
			while (true) {
				try {
					return task.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
				}
				catch (InterruptedException ex) {
					interrupted = true;
				}
			}
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private static ThreadPoolExecutor threads() {
		CustomizableThreadFactory factory = new CustomizableThreadFactory("acme-database-");
		factory.setDaemon(true);
		ThreadPoolExecutor threads = new ThreadPoolExecutor(THREADS, THREADS, 30, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), factory);
		threads.allowCoreThreadTimeOut(true);
		return threads;
	}

}
