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

package io.github.acmeboot.sample.security;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.util.StringUtils;

/**
 * Refuses secrets in the configuration that nobody could present. Never shows one.
 */
final class SecretCheck {

	private static final String REMEDY = "Set the encoded form, such as '{bcrypt}$2a$10$…', by the environment or a "
			+ "file that only the service reads. In a shell, put it between single quotes.";

	private static final String BCRYPT = "{bcrypt}";

	private static final Pattern BCRYPT_VALUE = Pattern.compile("\\$2[aby]?\\$\\d\\d\\$[./0-9A-Za-z]{53}");

	/**
	 * Not empty, since nothing is looked at for an empty one.
	 */
	private static final String PROBE = "probe";

	private final PasswordEncoder encoder;

	SecretCheck(PasswordEncoder encoder) {
		this.encoder = encoder;
	}

	/**
	 * Checks a secret.
	 * @param property the name of the property
	 * @param secret the secret, encoded
	 * @return the secret
	 */
	String require(String property, @Nullable String secret) {
		if (!StringUtils.hasText(secret)) {
			throw new InvalidAccessException(property, "There is nothing in it.", REMEDY);
		}
		if (secret.startsWith(BCRYPT) && !BCRYPT_VALUE.matcher(secret.substring(BCRYPT.length())).matches()) {
			throw new InvalidAccessException(property, "Its value (not shown) is not one that bcrypt makes.", REMEDY);
		}
		try {
			this.encoder.matches(PROBE, secret);
			return secret;
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidAccessException(property, "Its value (not shown) does not say how it is encoded.", REMEDY);
		}
	}

}
