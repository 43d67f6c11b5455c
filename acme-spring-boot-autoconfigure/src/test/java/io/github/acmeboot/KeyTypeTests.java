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

package io.github.acmeboot;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.convert.ApplicationConversionService;

import static org.assertj.core.api.Assertions.assertThat;

class KeyTypeTests {

	@ParameterizedTest
	@EnumSource(KeyType.class)
	void theJdkGeneratesAKeyOfThatAlgorithmAndSize(KeyType type) throws GeneralSecurityException {
		KeyPairGenerator generator = KeyPairGenerator.getInstance(type.algorithm());
		generator.initialize(type.size());
		assertThat(size(generator.generateKeyPair().getPublic())).isEqualTo(type.size());
	}

	@ParameterizedTest
	@CsvSource({ "ec-p256,EC_P256", "ec-p384,EC_P384", "rsa-2048,RSA_2048", "rsa-3072,RSA_3072", "rsa-4096,RSA_4096" })
	void isBoundFromItsKebabCase(String text, KeyType type) {
		assertThat(ApplicationConversionService.getSharedInstance().convert(text, KeyType.class)).isEqualTo(type);
	}

	private static int size(PublicKey key) {
		return (key instanceof RSAPublicKey rsa) ? rsa.getModulus().bitLength()
				: ((ECPublicKey) key).getParams().getOrder().bitLength();
	}

}
