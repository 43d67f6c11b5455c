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

package io.github.acmeboot.test.ca;

import java.util.Locale;

/**
 * The states of accounts, orders, authorizations and challenges (RFC 8555 section 7.1.6).
 */
public enum Status {

	/**
	 * Waiting for the client.
	 */
	PENDING,

	/**
	 * Waiting for the CA.
	 */
	PROCESSING,

	/**
	 * Ready to be finalized.
	 */
	READY,

	/**
	 * Done.
	 */
	VALID,

	/**
	 * Failed.
	 */
	INVALID,

	/**
	 * Given up by the client.
	 */
	DEACTIVATED,

	/**
	 * Taken back by the CA.
	 */
	REVOKED,

	/**
	 * Past its time.
	 */
	EXPIRED;

	/**
	 * Returns the name in the RFC.
	 * @return the name
	 */
	public String value() {
		return name().toLowerCase(Locale.ROOT);
	}

}
