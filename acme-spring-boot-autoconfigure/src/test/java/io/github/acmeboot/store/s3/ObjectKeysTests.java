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

package io.github.acmeboot.store.s3;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ObjectKeys}.
 */
class ObjectKeysTests {

	private final ObjectKeys keys = new ObjectKeys("acme/");

	@Test
	void aValueLiesUnderItsKey() {
		assertThat(this.keys.objectKey("certificates/web")).isEqualTo("acme/certificates/web.acme");
		assertThat(this.keys.objectPrefix("certificates/")).isEqualTo("acme/certificates/");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a", "a/b", "a/...", "a/.b", "a/*.%3a:=-_", "a.acme", "a/b.acme/c" })
	void everyKeyIsFoundAgain(String key) {
		assertThat(this.keys.key(this.keys.objectKey(key))).contains(key);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/", "a/", "/a", "a//b", "a/./b", "a/..", "..", "a b", "a/ü" })
	void whatIsNoKeyIsRefused(String key) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.keys.objectKey(key));
	}

	@ParameterizedTest
	@ValueSource(strings = { "acme/a", "other/a.acme", "acme/.acme", "acme/a.acme.unreadable-1", "acme/a b.acme" })
	void whatIsNotOursIsNoKey(String objectKey) {
		assertThat(this.keys.key(objectKey)).isEmpty();
	}

}
