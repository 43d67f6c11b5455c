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

package io.github.acmeboot.issuer.x509;

import java.security.KeyPair;
import java.security.Security;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.acmeboot.KeyType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link KeyPairs}.
 */
class KeyPairsTests {

	@ParameterizedTest
	@EnumSource(KeyType.class)
	void makesKeysOfEveryTypeWithoutAnotherProvider(KeyType type) {
		KeyPair keyPair = KeyPairs.generate(type);
		for (KeyType other : KeyType.values()) {
			assertThat(KeyPairs.isOfType(keyPair.getPublic(), other)).isEqualTo(other == type);
		}
		assertThat(Security.getProvider("BC")).isNull();
	}

}
