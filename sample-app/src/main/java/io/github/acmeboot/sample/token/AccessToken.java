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

package io.github.acmeboot.sample.token;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An access token: 256 random bits that mean nothing. Shows itself to nobody but who asks
 * for its value.
 */
public final class AccessToken {

	private static final String PREFIX = "tgx_";

	private static final int BYTES = 32;

	private static final Pattern FORM = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");

	private static final SecureRandom RANDOM = new SecureRandom();

	private final String value;

	private AccessToken(String value) {
		this.value = value;
	}

	static AccessToken random() {
		byte[] bytes = new byte[BYTES];
		RANDOM.nextBytes(bytes);
		return new AccessToken(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
	}

	/**
	 * Reads what a client presents.
	 * @param value the text
	 * @return the token, or empty if it cannot be one of ours
	 */
	public static Optional<AccessToken> parse(String value) {
		return FORM.matcher(value).matches() ? Optional.of(new AccessToken(value)) : Optional.empty();
	}

	/**
	 * Returns the text a client gets and presents.
	 * @return the text, which must not be logged or stored
	 */
	public String value() {
		return this.value;
	}

	TokenDigest digest() {
		return TokenDigest.of(this.value);
	}

	@Override
	public String toString() {
		return PREFIX + "…";
	}

}
