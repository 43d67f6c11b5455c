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

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.KeyType;

/**
 * Makes keys with what the JDK brings.
 */
public final class KeyPairs {

	private KeyPairs() {
	}

	/**
	 * Makes a key.
	 * @param type the kind of key
	 * @return a fresh key pair
	 */
	public static KeyPair generate(KeyType type) {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance(type.algorithm());
			generator.initialize(parameters(type));
			return generator.generateKeyPair();
		}
		catch (GeneralSecurityException ex) {
			throw new AcmeException(Reason.INTERNAL,
					"Unable to make a key of type %s: this JDK has no generator for it.".formatted(type), ex);
		}
	}

	/**
	 * Returns whether a key is of a certain kind.
	 * @param key a public key
	 * @param type the kind of key
	 * @return whether it is
	 */
	public static boolean isOfType(PublicKey key, KeyType type) {
		if (key instanceof RSAKey rsa) {
			return "RSA".equals(type.algorithm()) && rsa.getModulus().bitLength() == type.size();
		}
		return key instanceof ECKey ec && "EC".equals(type.algorithm())
				&& ec.getParams().getCurve().getField().getFieldSize() == type.size();
	}

	private static AlgorithmParameterSpec parameters(KeyType type) {
		return "EC".equals(type.algorithm()) ? new ECGenParameterSpec("secp" + type.size() + "r1")
				: new RSAKeyGenParameterSpec(type.size(), RSAKeyGenParameterSpec.F4);
	}

}
