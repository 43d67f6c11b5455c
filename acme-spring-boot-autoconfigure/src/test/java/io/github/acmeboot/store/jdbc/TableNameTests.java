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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link TableName}.
 */
class TableNameTests {

	@ParameterizedTest
	@ValueSource(strings = { "ACME_STORE", "acme.acme_store", "_a1.B2" })
	void isANameThatMayBeQualified(String name) {
		assertThat(new TableName(name)).hasToString(name);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "a b", "a;b", "a'b", "a\"b", "a`b", "a--", "a.b.c", ".a", "a.", "1a", "a\n", "ä",
			"%s" })
	void hasNothingThatCouldEndIt(String name) {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> new TableName(name))
			.withMessageContaining("acme.store.jdbc.table-name");
	}

	@Test
	void isNoLongerThanTheDatabasesAllow() {
		assertThat(new TableName("x".repeat(63)).value()).hasSize(63);
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> new TableName("x".repeat(64)));
	}

}
