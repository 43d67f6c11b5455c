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

package io.github.acmeboot.renewal.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.ManagedCertificate;

/**
 * Tells by a digest whether what is asked of the CAs for a certificate has changed.
 */
public final class RequestDigest {

	private final UnaryOperator<String> issuers;

	/**
	 * Creates a digest.
	 * @param issuers describes the issuer of a name; what it says is never kept, only
	 * digested
	 */
	public RequestDigest(UnaryOperator<String> issuers) {
		this.issuers = issuers;
	}

	/**
	 * Digests what is asked for.
	 * @param wanted what is wanted
	 * @return a text that is another one when names, key, profile, challenge or issuers
	 * are
	 */
	public String of(ManagedCertificate wanted) {
		List<String> names = wanted.identifiers().stream().map(Identifier::toString).sorted().toList();
		List<String> issuers = wanted.issuers().stream().map((name) -> name + this.issuers.apply(name)).toList();
		return digest(Arrays.asList(names, wanted.keyType(), wanted.profile(), wanted.challenge(), issuers).toString());
	}

	private static String digest(String text) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every JDK has SHA-256", ex);
		}
	}

}
