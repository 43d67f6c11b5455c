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

package io.github.acmeboot.lock.shedlock;

import java.util.UUID;

import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import io.github.acmeboot.lock.AcmeLock;
import io.github.acmeboot.lock.LeasedAcmeLock;
import io.github.acmeboot.test.lock.AbstractAcmeLockTests;

/**
 * Tests for the lock by ShedLock on a database: the contract of the locks.
 */
class ShedLockAcmeLockTests extends AbstractAcmeLockTests {

	private final JdbcConnectionPool dataSource = JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID(), "sa",
			"");

	private final LeasedAcmeLock lock = new LeasedAcmeLock(ShedLockOnJdbcTests.register(this.dataSource));

	@BeforeEach
	void createTable() {
		ShedLockOnJdbcTests.createTable(this.dataSource);
	}

	@AfterEach
	void close() {
		this.lock.close();
		this.dataSource.dispose();
	}

	@Override
	protected AcmeLock lock() {
		return this.lock;
	}

}
