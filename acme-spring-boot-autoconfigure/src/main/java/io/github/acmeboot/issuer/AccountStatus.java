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

package io.github.acmeboot.issuer;

import java.net.URI;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How the account at a CA stands, as the store knows it.
 *
 * @param issuer the name of the issuer
 * @param directory the URL of the CA's directory. Issuers with the same directory share
 * the account
 * @param state how it stands
 * @param location the URL of the account, or {@code null} if there is none or it cannot
 * be read
 * @param contact the contact addresses the CA was told
 */
public record AccountStatus(String issuer, URI directory, State state, @Nullable URI location, List<String> contact) {

	public AccountStatus {
		contact = List.copyOf(contact);
	}

	/**
	 * How an account stands.
	 */
	public enum State {

		/**
		 * There is none yet; it is made with the first order.
		 */
		NONE,

		/**
		 * It is in use.
		 */
		VALID,

		/**
		 * It is in use, and a change of its key was begun that may have succeeded.
		 */
		CHANGING_KEY,

		/**
		 * It is not used any more, but the CA may not have heard of that.
		 */
		DEACTIVATING,

		/**
		 * It was deactivated for ever.
		 */
		DEACTIVATED,

		/**
		 * What is stored of it cannot be read now.
		 */
		UNREADABLE

	}

}
