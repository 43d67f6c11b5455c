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

package io.github.acmeboot.test.pki;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;

import io.github.acmeboot.KeyType;

/**
 * Makes key pairs with the JDK's own means.
 */
public final class Keys {

	private Keys() {
	}

	/**
	 * Makes a key pair.
	 * @param type the kind of key
	 * @return a new key pair
	 */
	public static KeyPair generate(KeyType type) {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance(type.algorithm());
			generator.initialize(type.size());
			return generator.generateKeyPair();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Unable to make a key", ex);
		}
	}

}
