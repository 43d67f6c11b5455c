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

import java.util.function.Consumer;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.github.acmeboot.lock.LeasedAcmeLock;

/**
 * A pool of connections with the store and the lock on it, and an empty table.
 */
final class JdbcSetup implements AutoCloseable {

	static final TableName TABLE = new TableName("ACME_STORE");

	private final HikariDataSource dataSource;

	private final Database database;

	private final LeasedAcmeLock lock;

	JdbcSetup(Place place) {
		this(place, (config) -> {
		});
	}

	JdbcSetup(Place place, Consumer<HikariConfig> customizer) {
		HikariConfig config = new HikariConfig();
		config.setJdbcUrl(place.url());
		config.setUsername(place.user());
		config.setPassword(place.password());
		config.setMaximumPoolSize(20);
		config.setMinimumIdle(1);
		customizer.accept(config);
		this.dataSource = new HikariDataSource();
		config.copyStateTo(this.dataSource);
		this.database = new Database(this.dataSource, TABLE);
		this.lock = new LeasedAcmeLock(register());
	}

	JdbcSetup createTable() {
		JdbcAcmeStoreProperties properties = new JdbcAcmeStoreProperties();
		properties.setInitializeSchema(DatabaseInitializationMode.ALWAYS);
		properties.setContinueOnError(false);
		JdbcAcmeStoreDataSourceScriptDatabaseInitializer initializer = new JdbcAcmeStoreDataSourceScriptDatabaseInitializer(
				this.dataSource, properties, TABLE);
		initializer.setResourceLoader(new DefaultResourceLoader());
		initializer.initializeDatabase();
		sql("DELETE FROM " + TABLE);
		return this;
	}

	void sql(String statement) {
		JdbcClient.create(this.dataSource).sql(statement).update();
	}

	HikariDataSource dataSource() {
		return this.dataSource;
	}

	JdbcAcmeStore store() {
		return new JdbcAcmeStore(this.database, TABLE);
	}

	JdbcLeaseRegister register() {
		return new JdbcLeaseRegister(this.database, TABLE);
	}

	LeasedAcmeLock lock() {
		return this.lock;
	}

	@Override
	public void close() {
		this.lock.close();
		this.database.close();
		this.dataSource.close();
	}

	/**
	 * Where a database is.
	 *
	 * @param url its JDBC URL
	 * @param user who connects
	 * @param password the password of the user
	 */
	record Place(String url, String user, String password) {

	}

}
