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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

import com.zaxxer.hikari.HikariConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.github.acmeboot.lock.AcmeLock;
import io.github.acmeboot.lock.LeaseRegister;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.sealing.AbstractDumpTests;
import io.github.acmeboot.test.lock.AbstractAcmeLockTests;
import io.github.acmeboot.test.lock.AbstractLeaseRegisterTests;
import io.github.acmeboot.test.store.AbstractAcmeStoreTests;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the store and the lock hold on every database.
 */
abstract class AbstractJdbcTests {

	private static final String NAME = "renew/web";

	private static final Duration TIME_TO_LIVE = Duration.ofSeconds(60);

	/**
	 * Returns the database to test with.
	 * @return where it is
	 */
	protected abstract JdbcSetup.Place place();

	/**
	 * Makes a pool of connections as odd as an application may have it.
	 * @param config the pool
	 */
	protected void makeOdd(HikariConfig config) {
		config.setAutoCommit(false);
		config.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
	}

	@Nested
	class Store extends AbstractAcmeStoreTests {

		private final JdbcSetup setup = new JdbcSetup(place()).createTable();

		@Override
		protected AcmeStore store() {
			return this.setup.store();
		}

		@AfterEach
		void close() {
			this.setup.close();
		}

		@Test
		void theKeysOfLocksAreNobodyElses() {
			this.setup.lock().tryAcquire(NAME, TIME_TO_LIVE).orElseThrow().close();
			assertThat(store().list("renew/")).isEmpty();
			assertThat(store().load(NAME)).isEmpty();
		}

	}

	@Nested
	class Dump extends AbstractDumpTests {

		private final JdbcSetup setup = new JdbcSetup(place()).createTable();

		@Override
		protected AcmeStore store() {
			return this.setup.store();
		}

		@Override
		protected byte[] dump() throws IOException {
			ByteArrayOutputStream dump = new ByteArrayOutputStream();
			List<byte[]> contents = JdbcClient.create(this.setup.dataSource())
				.sql("SELECT CONTENT FROM " + JdbcSetup.TABLE)
				.query((row, number) -> row.getBytes(1))
				.list();
			for (byte[] content : contents) {
				dump.write(content);
			}
			return dump.toByteArray();
		}

		@AfterEach
		void close() {
			this.setup.close();
		}

	}

	@Nested
	class StoreCalledWithinTransactions extends AbstractAcmeStoreTests {

		private final JdbcSetup setup = new JdbcSetup(place()).createTable();

		@Override
		protected AcmeStore store() {
			return new StoreWithinTransactions(this.setup.store(), this.setup.dataSource());
		}

		@AfterEach
		void close() {
			this.setup.close();
		}

	}

	@Nested
	class StoreOnAnOddPool extends AbstractAcmeStoreTests {

		private final JdbcSetup setup = odd();

		private JdbcSetup odd() {
			new JdbcSetup(place()).createTable().close();
			return new JdbcSetup(place(), AbstractJdbcTests.this::makeOdd);
		}

		@Override
		protected AcmeStore store() {
			return this.setup.store();
		}

		@AfterEach
		void close() {
			this.setup.close();
		}

	}

	@Nested
	class Lock extends AbstractAcmeLockTests {

		private final JdbcSetup setup = new JdbcSetup(place()).createTable();

		@Override
		protected AcmeLock lock() {
			return this.setup.lock();
		}

		@AfterEach
		void close() {
			this.setup.close();
		}

	}

	@Nested
	class Register extends AbstractLeaseRegisterTests {

		private final JdbcSetup setup = new JdbcSetup(place()).createTable();

		private final JdbcLeaseRegister register = this.setup.register();

		@Override
		protected LeaseRegister register() {
			return this.register;
		}

		@AfterEach
		void close() {
			this.setup.close();
		}

	}

	@Nested
	class LockOnAnOddPool extends AbstractAcmeLockTests {

		private final JdbcSetup setup = odd();

		private JdbcSetup odd() {
			new JdbcSetup(place()).createTable().close();
			return new JdbcSetup(place(), AbstractJdbcTests.this::makeOdd);
		}

		@Override
		protected AcmeLock lock() {
			return this.setup.lock();
		}

		@AfterEach
		void close() {
			this.setup.close();
		}

	}

}
