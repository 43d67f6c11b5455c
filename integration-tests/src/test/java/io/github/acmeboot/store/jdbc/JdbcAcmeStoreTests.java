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

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.aopalliance.intercept.MethodInterceptor;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import io.github.acmeboot.store.StaleWriteException;
import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.StoreException.Trouble;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.WriteCondition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link JdbcAcmeStore} that need no particular database.
 */
class JdbcAcmeStoreTests {

	private static final String KEY = "certificates/web";

	private static final byte[] CONTENT = "one".getBytes(StandardCharsets.UTF_8);

	private final JdbcSetup.Place place = new JdbcSetup.Place("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1",
			"sa", "");

	private final JdbcSetup setup = new JdbcSetup(this.place).createTable();

	@AfterEach
	void close() {
		this.setup.close();
	}

	@Test
	void aSaveWhoseAnswerWasLostSucceedsIfTheValueArrived() {
		StoredValue saved = storeOn(losingAnswers(true)).save(KEY, CONTENT, WriteCondition.absent());
		assertThat(this.setup.store().load(KEY)).contains(saved);
	}

	@Test
	void aSaveWhoseAnswerWasLostFailsIfTheValueDidNotArrive() {
		StoreException lost = catchThrowableOfType(StoreException.class,
				() -> storeOn(losingAnswers(false)).save(KEY, CONTENT, WriteCondition.absent()));
		assertThat(lost).isNotInstanceOf(StaleWriteException.class);
		assertThat(lost.getTrouble()).isEqualTo(Trouble.UNREACHABLE);
		assertThat(this.setup.store().load(KEY)).isEmpty();
	}

	@Test
	void aTransactionOfTheCallerNeitherSeesNorEndsOurs() {
		TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(this.setup.dataSource()));
		this.setup.sql("CREATE TABLE theirs (n INT)");
		transaction.executeWithoutResult((status) -> {
			this.setup.sql("INSERT INTO theirs VALUES (1)");
			StoredValue saved = this.setup.store().save(KEY, CONTENT, WriteCondition.absent());
			assertThatExceptionOfType(StaleWriteException.class)
				.isThrownBy(() -> this.setup.store().save(KEY, CONTENT, WriteCondition.absent()));
			assertThat(this.setup.store().load(KEY)).contains(saved);
		});
		assertThat(JdbcClient.create(this.setup.dataSource()).sql("SELECT n FROM theirs").query(Integer.class).list())
			.containsExactly(1);
	}

	@Test
	void aConnectionIsGivenBackAsItWas() throws SQLException {
		try (Connection connection = this.setup.dataSource().getConnection()) {
			connection.setAutoCommit(true);
			try (Statement statement = connection.createStatement()) {
				statement.execute("SET QUERY_TIMEOUT 7000");
			}
			storeOn(new SingleConnectionDataSource(connection, true)).save(KEY, CONTENT, WriteCondition.absent());
			assertThat(connection.getAutoCommit()).isTrue();
			try (Statement statement = connection.createStatement();
					ResultSet own = statement.executeQuery(
							"SELECT CONTAINS_UNCOMMITTED FROM INFORMATION_SCHEMA.SESSIONS WHERE SESSION_ID = SESSION_ID()")) {
				assertThat(statement.getQueryTimeout()).isEqualTo(7);
				assertThat(own.next()).isTrue();
				assertThat(own.getBoolean(1)).isFalse();
			}
		}
	}

	@Test
	void aPoolThatIsUsedUpHoldsNobodyUp() throws SQLException {
		try (JdbcSetup small = new JdbcSetup(this.place, (config) -> config.setMaximumPoolSize(1))) {
			try (Connection last = small.dataSource().getConnection()) {
				assertThat(last.isValid(1)).isTrue();
				StoreException failure = catchThrowableOfType(StoreException.class,
						() -> small.store().save(KEY, CONTENT, WriteCondition.absent()));
				assertThat(failure.getTrouble()).isEqualTo(Trouble.UNREACHABLE);
				assertThat(failure).hasMessageContaining("pool of connections");
			}
			small.store().save(KEY, CONTENT, WriteCondition.absent());
		}
	}

	@Test
	void whileEveryThreadHangsInThePoolNobodyWaitsForThem() throws Exception {
		try (JdbcSetup small = new JdbcSetup(this.place, (config) -> config.setMaximumPoolSize(1))) {
			try (Connection last = small.dataSource().getConnection()) {
				assertThat(last.isValid(1)).isTrue();
				concurrently(4, () -> assertThatExceptionOfType(StoreException.class)
					.isThrownBy(() -> small.store().load(KEY)));
				long start = System.nanoTime();
				for (int call = 0; call < 50; call++) {
					assertThatExceptionOfType(StoreException.class).isThrownBy(() -> small.store().load(KEY))
						.satisfies((ex) -> assertThat(ex.getTrouble()).isEqualTo(Trouble.UNREACHABLE));
				}
				assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
			}
			Awaitility.await()
				.ignoreExceptionsInstanceOf(StoreException.class)
				.until(() -> small.store().load(KEY).isEmpty());
		}
	}

	@Test
	void aClosedPoolIsToldAsTroubleOfTheStore() {
		this.setup.dataSource().close();
		assertThatExceptionOfType(StoreException.class).isThrownBy(() -> this.setup.store().load(KEY))
			.satisfies((ex) -> assertThat(ex.getTrouble()).isEqualTo(Trouble.UNREACHABLE));
	}

	@Test
	void aValueThatWasLastWrittenUnderAFenceKeepsIt() {
		StoredValue first = this.setup.store().save(KEY, CONTENT, WriteCondition.absent().fencedBy(7));
		StoredValue second = this.setup.store().save(KEY, CONTENT, WriteCondition.version(first.version()));
		assertThatExceptionOfType(StaleWriteException.class).isThrownBy(
				() -> this.setup.store().save(KEY, CONTENT, WriteCondition.version(second.version()).fencedBy(6)));
	}

	@Test
	void theVersionIsTheOneOfTheValue() {
		assertThat(this.setup.store().version(KEY)).isEmpty();
		StoredValue saved = this.setup.store().save(KEY, CONTENT, WriteCondition.absent(), Duration.ofMinutes(1));
		assertThat(this.setup.store().version(KEY)).contains(saved.version());
	}

	private static void concurrently(int threads, Runnable work) throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		try {
			for (Future<?> future : Stream.generate(() -> executor.submit(work)).limit(threads).toList()) {
				future.get(1, TimeUnit.MINUTES);
			}
		}
		finally {
			executor.shutdownNow();
		}
	}

	private static JdbcAcmeStore storeOn(DataSource dataSource) {
		return new JdbcAcmeStore(new Database(dataSource, JdbcSetup.TABLE), JdbcSetup.TABLE);
	}

	private DataSource losingAnswers(boolean committing) {
		return proxy(DataSource.class, this.setup.dataSource(), (call) -> {
			Object result = call.proceed();
			return (result instanceof Connection connection) ? losingAnswers(connection, committing) : result;
		});
	}

	private static Connection losingAnswers(Connection connection, boolean committing) {
		return proxy(Connection.class, connection, (call) -> {
			if (!call.getMethod().getName().equals("commit")) {
				return call.proceed();
			}
			boolean writes = containsUncommitted(connection);
			if (committing || !writes) {
				call.proceed();
			}
			if (writes) {
				throw new SQLException("The connection was lost", "08006");
			}
			return null;
		});
	}

	private static boolean containsUncommitted(Connection connection) {
		return JdbcClient.create(new SingleConnectionDataSource(connection, true))
			.sql("SELECT CONTAINS_UNCOMMITTED FROM INFORMATION_SCHEMA.SESSIONS WHERE SESSION_ID = SESSION_ID()")
			.query(Boolean.class)
			.single();
	}

	private static <T> T proxy(Class<T> type, T target, MethodInterceptor interceptor) {
		ProxyFactory factory = new ProxyFactory(type, interceptor);
		factory.setTarget(target);
		return type.cast(factory.getProxy());
	}

}
