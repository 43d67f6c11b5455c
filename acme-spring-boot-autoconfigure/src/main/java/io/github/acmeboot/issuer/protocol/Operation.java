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

package io.github.acmeboot.issuer.protocol;

/**
 * What can be asked of a CA, in the words of RFC 8555 and RFC 9773.
 */
public enum Operation {

	/**
	 * The directory (section 7.1.1).
	 */
	DIRECTORY("directory"),

	/**
	 * A fresh nonce (section 7.2).
	 */
	NEW_NONCE("newNonce"),

	/**
	 * A new account, or the one of a key (section 7.3).
	 */
	NEW_ACCOUNT("newAccount"),

	/**
	 * The account (section 7.3.2).
	 */
	ACCOUNT("account"),

	/**
	 * The list of the account's orders (section 7.1.2.1).
	 */
	ORDERS("orders"),

	/**
	 * A new order (section 7.4).
	 */
	NEW_ORDER("newOrder"),

	/**
	 * The state of an order (section 7.4).
	 */
	ORDER("order"),

	/**
	 * The state of an authorization (section 7.5).
	 */
	AUTHORIZATION("authorization"),

	/**
	 * The trigger of a challenge (section 7.5.1).
	 */
	CHALLENGE("challenge"),

	/**
	 * The CSR (section 7.4).
	 */
	FINALIZE("finalize"),

	/**
	 * The certificate (section 7.4.2).
	 */
	CERTIFICATE("certificate"),

	/**
	 * The revocation of a certificate (section 7.6).
	 */
	REVOKE_CERT("revokeCert"),

	/**
	 * Another key for the account (section 7.3.5).
	 */
	KEY_CHANGE("keyChange"),

	/**
	 * The window for the renewal (RFC 9773).
	 */
	RENEWAL_INFO("renewalInfo");

	private final String word;

	Operation(String word) {
		this.word = word;
	}

	@Override
	public String toString() {
		return this.word;
	}

}
