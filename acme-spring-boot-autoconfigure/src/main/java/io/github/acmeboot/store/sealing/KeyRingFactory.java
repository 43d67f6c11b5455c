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

package io.github.acmeboot.store.sealing;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * Makes the key ring, and refuses keys that cannot be used without ever showing one.
 */
final class KeyRingFactory {

	private static final String PROPERTY = "acme.store.encryption.keys";

	private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

	private static final int LENGTH = 32;

	private final Set<String> ids = new HashSet<>();

	KeyRing create(List<EncryptionProperties.Key> configured) {
		List<SealingKey> keys = new ArrayList<>();
		for (EncryptionProperties.Key key : configured) {
			String property = PROPERTY + "[" + keys.size() + "]";
			keys.add(new SealingKey(id(property + ".id", key.getId()), secret(property + ".secret", key.getSecret())));
		}
		return new KeyRing(keys);
	}

	private String id(String property, @Nullable String id) {
		if (!StringUtils.hasText(id)) {
			throw new InvalidEncryptionKeyException(property, "Every key needs an id, which is written in clear beside "
					+ "what the key seals. Set it, for instance to '2030-01'.");
		}
		if (!ID.matcher(id).matches()) {
			throw new InvalidEncryptionKeyException(property,
					"The id of a key has 1 to 64 letters, digits, dots, underscores and hyphens. Choose another one.");
		}
		if (!this.ids.add(id)) {
			throw new InvalidEncryptionKeyException(property, "Another key has the id '" + id
					+ "' already. Give each key an id of its own, and never use one again for another secret.");
		}
		return id;
	}

	private static byte[] secret(String property, @Nullable String text) {
		if (!StringUtils.hasText(text)) {
			throw new InvalidEncryptionKeyException(property,
					"Every key needs a secret. Make one with 'openssl rand -base64 32'.");
		}
		byte[] secret = decode(property, text.strip());
		if (secret.length != LENGTH) {
			throw new InvalidEncryptionKeyException(property, "The secret has " + secret.length * Byte.SIZE
					+ " bits, but 256 are needed. Make one with 'openssl rand -base64 32'.");
		}
		return secret;
	}

	private static byte[] decode(String property, String text) {
		try {
			return Base64.getDecoder().decode(text);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidEncryptionKeyException(property,
					"The secret is not base64. Make one with 'openssl rand -base64 32'.");
		}
	}

}
