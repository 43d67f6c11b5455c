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

package io.github.acmeboot.store.codec;

import java.security.KeyPair;
import java.util.List;

/**
 * Key pairs as PEM: the private key as PKCS#8, then the public key.
 */
public final class KeyPairPem {

	private KeyPairPem() {
	}

	/**
	 * Writes a key pair.
	 * @param keyPair the key pair
	 * @return the PEM
	 */
	public static String encode(KeyPair keyPair) {
		return new Pem(Pem.PRIVATE_KEY, keyPair.getPrivate().getEncoded()).text()
				+ new Pem(Pem.PUBLIC_KEY, keyPair.getPublic().getEncoded()).text();
	}

	/**
	 * Reads a key pair.
	 * @param text what {@link #encode} made, possibly with other text around it
	 * @return the key pair
	 * @throws IllegalArgumentException if it is something else
	 */
	public static KeyPair decode(String text) {
		List<Pem> structures = Pem.parse(text);
		return new KeyPair(Pem.single(Pem.PUBLIC_KEY, structures).toPublicKey(),
				Pem.single(Pem.PRIVATE_KEY, structures).toPrivateKey());
	}

}
