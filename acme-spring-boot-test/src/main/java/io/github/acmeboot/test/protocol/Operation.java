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

package io.github.acmeboot.test.protocol;

/**
 * What can be asked of a CA, in the words of RFC 8555 and RFC 9773.
 */
public enum Operation {

	/**
	 * The directory.
	 */
	DIRECTORY("directory"),

	/**
	 * A fresh nonce.
	 */
	NEW_NONCE("newNonce"),

	/**
	 * Creating or finding an account.
	 */
	NEW_ACCOUNT("newAccount"),

	/**
	 * Reading, updating or deactivating an account.
	 */
	ACCOUNT("account"),

	/**
	 * The list of an account's orders.
	 */
	ORDERS("orders"),

	/**
	 * Placing an order.
	 */
	NEW_ORDER("newOrder"),

	/**
	 * Reading an order.
	 */
	ORDER("order"),

	/**
	 * Reading or deactivating an authorization.
	 */
	AUTHORIZATION("authorization"),

	/**
	 * Reading or triggering a challenge.
	 */
	CHALLENGE("challenge"),

	/**
	 * Finalizing an order.
	 */
	FINALIZE("finalize"),

	/**
	 * Downloading a certificate.
	 */
	CERTIFICATE("certificate"),

	/**
	 * Revoking a certificate.
	 */
	REVOKE_CERT("revokeCert"),

	/**
	 * Changing an account's key.
	 */
	KEY_CHANGE("keyChange"),

	/**
	 * Asking when to renew.
	 */
	RENEWAL_INFO("renewalInfo"),

	/**
	 * Anything that is not there.
	 */
	UNKNOWN("unknown");

	private final String value;

	Operation(String value) {
		this.value = value;
	}

	/**
	 * Returns the name in the RFC.
	 * @return the name
	 */
	public String value() {
		return this.value;
	}

}
