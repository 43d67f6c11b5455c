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

/**
 * How a database is asked for its time. Instances trust that one, not their own clocks.
 */
final class DatabaseTime {

	private static final String STANDARD = "CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) * 1000 AS BIGINT)";

	private static final String MYSQL = "(TIMESTAMPDIFF(MICROSECOND, '1970-01-01 00:00:00', UTC_TIMESTAMP(6)) DIV 1000)";

	private DatabaseTime() {
	}

	/**
	 * Returns how a database is asked for its time.
	 * @param product the name of the database product
	 * @return an SQL expression: milliseconds since the epoch, whatever the time zone
	 */
	static String of(String product) {
		return (product.equals("MySQL") || product.equals("MariaDB")) ? MYSQL : STANDARD;
	}

}
