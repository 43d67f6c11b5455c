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

package io.github.acmeboot.store;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.AcmeException;

/**
 * The store cannot be read or written.
 */
public class StoreException extends AcmeException {

	private static final long serialVersionUID = 1L;

	private final Trouble trouble;

	public StoreException(String message, @Nullable Throwable cause) {
		this(Trouble.OTHER, message, cause);
	}

	public StoreException(Trouble trouble, String message, @Nullable Throwable cause) {
		super(Reason.STORE, message, cause);
		this.trouble = trouble;
	}

	public Trouble getTrouble() {
		return this.trouble;
	}

	/**
	 * What is the matter with the store.
	 */
	public enum Trouble {

		/**
		 * It cannot be reached.
		 */
		UNREACHABLE,

		/**
		 * It does not answer in time.
		 */
		SLOW,

		/**
		 * It refuses to be written to.
		 */
		READ_ONLY,

		/**
		 * It has no room left.
		 */
		FULL,

		/**
		 * It does not let us in.
		 */
		DENIED,

		/**
		 * Something else; the message says what.
		 */
		OTHER

	}

}
