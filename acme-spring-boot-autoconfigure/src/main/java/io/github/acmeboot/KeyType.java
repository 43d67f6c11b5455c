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

/**
 * The kinds of certificate keys. Bound from {@code ec-p256} and the like.
 */
public enum KeyType {

	/**
	 * ECDSA on the curve P-256: the default, small and fast.
	 */
	EC_P256("EC", 256),

	/**
	 * ECDSA on the curve P-384.
	 */
	EC_P384("EC", 384),

	/**
	 * RSA with 2048 bits, for clients that know no elliptic curves.
	 */
	RSA_2048("RSA", 2048),

	/**
	 * RSA with 3072 bits.
	 */
	RSA_3072("RSA", 3072),

	/**
	 * RSA with 4096 bits.
	 */
	RSA_4096("RSA", 4096);

	private final String algorithm;

	private final int size;

	KeyType(String algorithm, int size) {
		this.algorithm = algorithm;
		this.size = size;
	}

	/**
	 * Returns the JCA name of the key algorithm.
	 * @return {@code EC} or {@code RSA}
	 */
	public String algorithm() {
		return this.algorithm;
	}

	/**
	 * Returns the size of the key.
	 * @return the size of the field or the modulus in bits
	 */
	public int size() {
		return this.size;
	}

}
