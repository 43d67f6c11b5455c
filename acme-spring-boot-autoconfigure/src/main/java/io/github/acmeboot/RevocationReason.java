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

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why a certificate is revoked (RFC 5280 section 5.3.1): the reasons an operator of an
 * ACME client can have.
 */
public enum RevocationReason {

	/**
	 * Not said.
	 */
	UNSPECIFIED(0, "unspecified"),

	/**
	 * Somebody else has the private key, or may have it. The key is never used again.
	 */
	KEY_COMPROMISE(1, "keyCompromise"),

	/**
	 * Another certificate takes its place.
	 */
	SUPERSEDED(4, "superseded"),

	/**
	 * The names are not ours any more, or not served any more. Nothing takes its place.
	 */
	CESSATION_OF_OPERATION(5, "cessationOfOperation");

	private final int code;

	private final String word;

	RevocationReason(int code, String word) {
		this.code = code;
		this.word = word;
	}

	/**
	 * Returns the code of RFC 5280.
	 * @return the code
	 */
	public int code() {
		return this.code;
	}

	/**
	 * Returns the reason with a code.
	 * @param code the code of RFC 5280
	 * @return the reason, or empty if it is none of ours
	 */
	public static Optional<RevocationReason> ofCode(int code) {
		return Arrays.stream(values()).filter((reason) -> reason.code == code).findFirst();
	}

	/**
	 * Returns the reason that is meant by a text.
	 * @param text a code such as {@code 1}, or a name such as {@code keyCompromise} or
	 * {@code key-compromise}
	 * @return the reason
	 * @throws IllegalArgumentException if it is none of ours
	 */
	public static RevocationReason of(String text) {
		String plain = plain(text);
		return Arrays.stream(values())
			.filter((reason) -> plain.equals(plain(reason.word)) || text.trim().equals(Integer.toString(reason.code)))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException(
					"'" + text + "' is no reason to revoke a certificate for. Use one of: "
							+ Arrays.stream(values())
								.map((reason) -> reason.code + " (" + reason.word + ")")
								.collect(Collectors.joining(", "))));
	}

	/**
	 * Returns the word of RFC 5280, such as {@code keyCompromise}.
	 */
	@Override
	public String toString() {
		return this.word;
	}

	private static String plain(String text) {
		return text.trim().replaceAll("[-_ ]", "").toLowerCase(Locale.ROOT);
	}

}
