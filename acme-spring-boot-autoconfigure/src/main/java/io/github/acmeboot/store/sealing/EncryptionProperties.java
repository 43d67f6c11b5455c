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
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration of the encryption of what is stored.
 */
@ConfigurationProperties("acme.store.encryption")
public class EncryptionProperties {

	/**
	 * Keys that seal what is stored, newest first, each with an id and a secret of 256
	 * bits in base64: the first one seals, all of them open. Without keys nothing is
	 * encrypted.
	 */
	private List<Key> keys = new ArrayList<>();

	/**
	 * Whether values that were stored before encryption was switched on are still read.
	 * To refuse them needs acme.store.encryption.keys.
	 */
	private boolean acceptUnsealed = true;

	public List<Key> getKeys() {
		return this.keys;
	}

	public void setKeys(List<Key> keys) {
		this.keys = keys;
	}

	public boolean isAcceptUnsealed() {
		return this.acceptUnsealed;
	}

	public void setAcceptUnsealed(boolean acceptUnsealed) {
		this.acceptUnsealed = acceptUnsealed;
	}

	/**
	 * A key.
	 */
	public static class Key {

		/**
		 * Name of the key, which is written in clear beside what it seals.
		 */
		private @Nullable String id;

		/**
		 * The key itself: 256 random bits in base64.
		 */
		private @Nullable String secret;

		public @Nullable String getId() {
			return this.id;
		}

		public void setId(@Nullable String id) {
			this.id = id;
		}

		public @Nullable String getSecret() {
			return this.secret;
		}

		public void setSecret(@Nullable String secret) {
			this.secret = secret;
		}

	}

}
