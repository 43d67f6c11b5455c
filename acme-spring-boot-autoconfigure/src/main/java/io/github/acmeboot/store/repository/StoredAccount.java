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

package io.github.acmeboot.store.repository;

import java.net.URI;
import java.security.KeyPair;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * An account at a CA (RFC 8555 section 7.1.2). The text never shows the keys.
 *
 * @param keyPair the key of the account
 * @param location the URL of the account, or {@code null} while it is not known
 * @param contact the contact addresses the CA was told
 * @param status how the account stands
 * @param nextKeyPair the key that takes the place of the present one, and may have done
 * so at the CA already, or {@code null} while none does
 */
public record StoredAccount(KeyPair keyPair, @Nullable URI location, List<String> contact, Status status,
		@Nullable KeyPair nextKeyPair) {

	public StoredAccount {
		contact = List.copyOf(contact);
	}

	/**
	 * Creates an account that is in use, without contact addresses.
	 * @param keyPair the key of the account
	 * @param location the URL of the account, or {@code null} while it is not known
	 */
	public StoredAccount(KeyPair keyPair, @Nullable URI location) {
		this(keyPair, location, List.of(), Status.VALID, null);
	}

	/**
	 * Returns the same account with other contact addresses.
	 * @param contact what the CA was told
	 * @return the account
	 */
	public StoredAccount withContact(List<String> contact) {
		return new StoredAccount(this.keyPair, this.location, contact, this.status, this.nextKeyPair);
	}

	/**
	 * Returns the same account with another status.
	 * @param status how it stands
	 * @return the account
	 */
	public StoredAccount withStatus(Status status) {
		return new StoredAccount(this.keyPair, this.location, this.contact, status, this.nextKeyPair);
	}

	/**
	 * Returns the same account on its way to another key.
	 * @param nextKeyPair the key that is to take the place of the present one
	 * @return the account
	 */
	public StoredAccount withNextKeyPair(KeyPair nextKeyPair) {
		return new StoredAccount(this.keyPair, this.location, this.contact, this.status, nextKeyPair);
	}

	/**
	 * Returns the same account with another key, and no further one on the way.
	 * @param keyPair the key
	 * @return the account
	 */
	public StoredAccount withKeyPair(KeyPair keyPair) {
		return new StoredAccount(keyPair, this.location, this.contact, this.status, null);
	}

	/**
	 * Returns whether a key is that of the account.
	 * @param other the key
	 * @return whether it is the present one
	 */
	public boolean hasKey(KeyPair other) {
		return this.keyPair.getPublic().equals(other.getPublic());
	}

	@Override
	public String toString() {
		return "StoredAccount[location=" + this.location + ", contact=" + this.contact + ", status=" + this.status
				+ ", keyPair=******]";
	}

	/**
	 * How an account stands.
	 */
	public enum Status {

		/**
		 * It is in use.
		 */
		VALID,

		/**
		 * The CA is asked, or was, to deactivate it.
		 */
		DEACTIVATING,

		/**
		 * The CA has deactivated it for ever.
		 */
		DEACTIVATED

	}

}
