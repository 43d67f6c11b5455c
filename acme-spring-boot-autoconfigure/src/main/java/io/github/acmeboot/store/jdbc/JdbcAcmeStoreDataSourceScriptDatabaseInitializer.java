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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;

import javax.sql.DataSource;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.boot.jdbc.EmbeddedDatabaseConnection;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.jdbc.init.PlatformPlaceholderDatabaseDriverResolver;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.boot.sql.init.DatabaseInitializationSettings;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.datasource.init.UncategorizedScriptException;
import org.springframework.util.StringUtils;

/**
 * Creates the table. Unlike others of its kind it connects only when it has to, and lets
 * the start go on when the database cannot be reached: the application may well be able
 * to serve the certificate it has.
 */
class JdbcAcmeStoreDataSourceScriptDatabaseInitializer extends DataSourceScriptDatabaseInitializer {

	private static final Log logger = LogFactory.getLog(JdbcAcmeStoreDataSourceScriptDatabaseInitializer.class);

	private static final String TABLE_NAME = "@@table-name@@";

	private final TableName table;

	JdbcAcmeStoreDataSourceScriptDatabaseInitializer(DataSource dataSource, JdbcAcmeStoreProperties properties,
			TableName table) {
		super(dataSource, settings(dataSource, properties));
		this.table = table;
	}

	@Override
	protected void runScripts(Scripts scripts) {
		List<Resource> named = StreamSupport.stream(scripts.spliterator(), false).map(this::named).toList();
		try {
			super.runScripts(new Scripts(named).continueOnError(scripts.isContinueOnError()));
		}
		catch (UncategorizedScriptException ex) {
			if (!(ex.getCause() instanceof CannotGetJdbcConnectionException)) {
				throw ex;
			}
			skipped(ex);
		}
	}

	private Resource named(Resource script) {
		try {
			return new ByteArrayResource(script.getContentAsString(StandardCharsets.UTF_8)
				.replace(TABLE_NAME, this.table.value())
				.getBytes(StandardCharsets.UTF_8), script.getDescription());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static DatabaseInitializationSettings settings(DataSource dataSource, JdbcAcmeStoreProperties properties) {
		DatabaseInitializationSettings settings = new DatabaseInitializationSettings();
		settings.setMode(properties.getInitializeSchema());
		settings.setContinueOnError(properties.isContinueOnError());
		if (properties.getInitializeSchema() == DatabaseInitializationMode.ALWAYS || isEmbedded(dataSource)) {
			settings.setSchemaLocations(locations(dataSource, properties));
		}
		return settings;
	}

	private static boolean isEmbedded(DataSource dataSource) {
		ClassLoader classLoader = JdbcAcmeStoreDataSourceScriptDatabaseInitializer.class.getClassLoader();
		return EmbeddedDatabaseConnection.get(classLoader) != EmbeddedDatabaseConnection.NONE
				&& EmbeddedDatabaseConnection.isEmbedded(dataSource);
	}

	private static List<String> locations(DataSource dataSource, JdbcAcmeStoreProperties properties) {
		PlatformPlaceholderDatabaseDriverResolver resolver = new PlatformPlaceholderDatabaseDriverResolver()
			.withDriverPlatform(DatabaseDriver.MARIADB, "mysql");
		String platform = properties.getPlatform();
		if (StringUtils.hasText(platform)) {
			return resolver.resolveAll(platform, properties.getSchema());
		}
		try {
			return resolver.resolveAll(dataSource, properties.getSchema());
		}
		catch (IllegalStateException ex) {
			skipped(ex);
			return List.of();
		}
	}

	private static void skipped(Exception ex) {
		logger.warn("The table of 'acme.store.jdbc' was not created because the database cannot be reached"
				+ DatabaseTrouble.words(ex).map((words) -> ": " + words).orElse("")
				+ ". If it is not there already, restart when the database can be reached, or create it yourself.");
		logger.debug("The table was not created", ex);
	}

}
