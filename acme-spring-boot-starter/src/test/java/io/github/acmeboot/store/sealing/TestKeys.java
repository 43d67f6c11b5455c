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

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * Keys for tests, each made from its id.
 */
public final class TestKeys {

	private TestKeys() {
	}

	/**
	 * Makes a layer.
	 * @param ids the ids of its keys, the first one seals
	 * @return the layer
	 */
	public static StoreSealing sealing(String... ids) {
		EncryptionProperties properties = new EncryptionProperties();
		for (String id : ids) {
			EncryptionProperties.Key key = new EncryptionProperties.Key();
			key.setId(id);
			key.setSecret(secret(id));
			properties.getKeys().add(key);
		}
		return new StoreSealing(properties);
	}

	/**
	 * Makes a secret.
	 * @param id the id of its key
	 * @return the secret as a property
	 */
	public static String secret(String id) {
		return Base64.getEncoder().encodeToString(Arrays.copyOf(id.getBytes(StandardCharsets.US_ASCII), 32));
	}

}
