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

import java.util.regex.Pattern;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * The name of the table. It becomes part of statements, so it is made of nothing that
 * could end it.
 *
 * @param value the name, qualified by a schema or not
 */
record TableName(String value) {

	private static final Pattern VALID = Pattern
		.compile("(?:[A-Za-z_][A-Za-z0-9_]{0,62}\\.)?[A-Za-z_][A-Za-z0-9_]{0,62}");

	TableName {
		if (!VALID.matcher(value).matches()) {
			throw new InvalidConfigurationPropertyValueException("acme.store.jdbc.table-name", value,
					"The name of a table is made of up to 63 letters, digits and underscores, does not start with a"
							+ " digit, and may follow the name of a schema and a dot.");
		}
	}

	@Override
	public String toString() {
		return this.value;
	}

}
