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

import java.util.Optional;

import io.github.acmeboot.AcmeException;

/**
 * Stands before the exchanges of a session and hears how they went.
 */
public interface ExchangeGuard {

	/**
	 * Lets everything pass.
	 */
	ExchangeGuard NONE = new ExchangeGuard() {
	};

	/**
	 * Called before the CA is asked.
	 * @param operation what is to be asked
	 * @throws AcmeException if the CA is not to be asked
	 */
	default void before(Operation operation) {
	}

	/**
	 * Called when the CA has done what was asked.
	 * @param operation what was asked
	 * @param answer the answer, if it is known
	 */
	default void done(Operation operation, Optional<Exchange> answer) {
	}

	/**
	 * Called when the CA has not done what was asked, or it is not known whether it has.
	 * @param operation what was asked
	 * @param failure what went wrong
	 */
	default void failed(Operation operation, AcmeException failure) {
	}

}
