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

import java.time.Clock;
import java.util.UUID;

import javax.sql.DataSource;

import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.jdbc.core.JdbcTemplate;

import io.github.acmeboot.lock.LeaseRegister;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;
import io.github.acmeboot.test.lock.AbstractLeaseRegisterTests;

/**
 * Tests for {@link ShedLockLeaseRegister} on a database: the contract of the registers.
 */
class ShedLockOnJdbcTests extends AbstractLeaseRegisterTests {

	private final JdbcConnectionPool dataSource = JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID(), "sa",
			"");

	private final LeaseRegister register = register(this.dataSource);

	@BeforeEach
	void createTable() {
		createTable(this.dataSource);
	}

	@AfterEach
	void close() {
		this.dataSource.dispose();
	}

	@Override
	protected LeaseRegister register() {
		return this.register;
	}

	static void createTable(DataSource dataSource) {
		new JdbcTemplate(dataSource).execute("CREATE TABLE shedlock (name VARCHAR(64) PRIMARY KEY,"
				+ " lock_until TIMESTAMP NOT NULL, locked_at TIMESTAMP NOT NULL, locked_by VARCHAR(255) NOT NULL)");
	}

	static LeaseRegister register(DataSource dataSource) {
		JdbcTemplateLockProvider.Configuration configuration = JdbcTemplateLockProvider.Configuration.builder()
			.withJdbcTemplate(new JdbcTemplate(dataSource))
			.usingDbTime()
			.build();
		return new ShedLockLeaseRegister(new JdbcTemplateLockProvider(configuration),
				new StoredFences(new InMemoryAcmeStore(), Clock.systemUTC()), System::nanoTime);
	}

}
