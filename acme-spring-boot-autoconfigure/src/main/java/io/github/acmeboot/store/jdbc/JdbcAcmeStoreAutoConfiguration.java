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

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.autoconfigure.init.OnDatabaseInitializationCondition;
import org.springframework.boot.sql.init.dependency.DatabaseInitializationDependencyConfigurer;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.github.acmeboot.autoconfigure.AcmeAutoConfiguration;
import io.github.acmeboot.autoconfigure.AcmeProperties;
import io.github.acmeboot.lock.AcmeLock;
import io.github.acmeboot.lock.LeasedAcmeLock;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StoreAutoConfiguration;

/**
 * Auto-configuration of the store and the lock in a database.
 */
@AutoConfiguration(before = StoreAutoConfiguration.class, after = AcmeAutoConfiguration.class,
		afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@ConditionalOnClass({ JdbcClient.class, DataSourceScriptDatabaseInitializer.class })
@ConditionalOnProperty(name = "acme.store.type", havingValue = "jdbc")
@ConditionalOnBean(AcmeProperties.class)
@ConditionalOnMissingBean(AcmeStore.class)
@EnableConfigurationProperties(JdbcAcmeStoreProperties.class)
@Import(DatabaseInitializationDependencyConfigurer.class)
public final class JdbcAcmeStoreAutoConfiguration {

	private final DataSource dataSource;

	private final TableName table;

	JdbcAcmeStoreAutoConfiguration(@AcmeDataSource ObjectProvider<DataSource> acmeDataSource,
			ObjectProvider<DataSource> dataSource, JdbcAcmeStoreProperties properties) {
		this.dataSource = required(acmeDataSource.getIfAvailable(dataSource::getIfUnique));
		this.table = new TableName(properties.getTableName());
	}

	@Bean
	@ConditionalOnMissingBean
	@Conditional(OnSchemaInitialization.class)
	JdbcAcmeStoreDataSourceScriptDatabaseInitializer jdbcAcmeStoreDataSourceScriptDatabaseInitializer(
			JdbcAcmeStoreProperties properties) {
		return new JdbcAcmeStoreDataSourceScriptDatabaseInitializer(this.dataSource, properties, this.table);
	}

	@Bean
	@DependsOnDatabaseInitialization
	Database acmeDatabase() {
		return new Database(this.dataSource, this.table);
	}

	@Bean
	JdbcAcmeStore jdbcAcmeStore(Database database) {
		return new JdbcAcmeStore(database, this.table);
	}

	@Bean
	@ConditionalOnMissingBean(AcmeLock.class)
	LeasedAcmeLock jdbcAcmeLock(Database database) {
		return new LeasedAcmeLock(new JdbcLeaseRegister(database, this.table));
	}

	private static DataSource required(@Nullable DataSource dataSource) {
		if (dataSource == null) {
			throw new InvalidConfigurationPropertyValueException("acme.store.type", "jdbc",
					"There is no DataSource, or there are several and none is primary. Set 'spring.datasource.url',"
							+ " or annotate the bean of the one to use with '@AcmeDataSource'.");
		}
		return dataSource;
	}

	static final class OnSchemaInitialization extends OnDatabaseInitializationCondition {

		OnSchemaInitialization() {
			super("ACME store", "acme.store.jdbc.initialize-schema");
		}

	}

}
