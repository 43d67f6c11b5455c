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

package io.github.acmeboot.tls.server;

import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.Key;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Lets a client offer the signature schemes of one kind of key only, so that a server
 * with several certificates for a name presents the one of that kind.
 */
final class SignatureConstraint implements AlgorithmConstraints {

	private final String keyAlgorithm;

	SignatureConstraint(String keyAlgorithm) {
		this.keyAlgorithm = keyAlgorithm;
	}

	@Override
	public boolean permits(Set<CryptoPrimitive> primitives, String algorithm,
			@Nullable AlgorithmParameters parameters) {
		return !primitives.contains(CryptoPrimitive.SIGNATURE) || isOfKind(algorithm);
	}

	@Override
	public boolean permits(Set<CryptoPrimitive> primitives, Key key) {
		return true;
	}

	@Override
	public boolean permits(Set<CryptoPrimitive> primitives, String algorithm, Key key,
			@Nullable AlgorithmParameters parameters) {
		return permits(primitives, algorithm, parameters);
	}

	private boolean isOfKind(String algorithm) {
		boolean rsa = algorithm.toUpperCase(Locale.ROOT).contains("RSA");
		return rsa == this.keyAlgorithm.equals("RSA");
	}

}
