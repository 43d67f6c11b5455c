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

package io.github.acmeboot.store.file;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link KeyPath}.
 */
class KeyPathTests {

	private static final Path DIRECTORY = Path.of("acme");

	@Test
	void plainKeysStayReadable() {
		assertThat(KeyPath.resolve(DIRECTORY, "certificates/web-1.example.com/previous"))
			.isEqualTo(Path.of("acme/certificates/web-1.example.com/previous.acme"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "certificates/Web", "a/.", "a/..", "../a", "a/.hidden", "a/dot.", "a.acme/b", "a/b.acme",
			"a/*.b", "2001:db8::1/x", "a/%2f", "..." })
	void everyKeyComesBackFromALowerCaseNameInTheDirectory(String key) {
		Path path = KeyPath.resolve(DIRECTORY, key);
		assertThat(path.normalize()).isEqualTo(path)
			.startsWithRaw(DIRECTORY)
			.hasToString(path.toString().toLowerCase());
		assertThat(KeyPath.key(DIRECTORY, path)).contains(key);
	}

	@Test
	void noDirectoryOfAKeyIsTheFileOfAnother() {
		assertThat(KeyPath.resolve(DIRECTORY, "a.acme/b").getParent()).isNotEqualTo(KeyPath.resolve(DIRECTORY, "a"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/", "/etc/passwd", "a/", "a//b", "a\\b", "a b", "a\u0000", "a+b", "ä" })
	void whatIsNotAKeyIsRefused(String key) {
		assertThatIllegalArgumentException().isThrownBy(() -> KeyPath.resolve(DIRECTORY, key));
	}

	@ParameterizedTest
	@ValueSource(strings = { "a.txt", ".lock", "a.acme.unreadable-1", "ä.acme", "a+zz.acme" })
	void otherFilesHaveNoKey(String file) {
		assertThat(KeyPath.key(DIRECTORY, DIRECTORY.resolve(file))).isEmpty();
	}

}
