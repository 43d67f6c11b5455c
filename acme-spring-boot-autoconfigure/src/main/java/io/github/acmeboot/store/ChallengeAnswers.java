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

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

import io.github.acmeboot.Identifier;

/**
 * Keeps the answers to pending challenges, so that any instance can give them. Several
 * answers may be pending for one identifier. Safe for use by several threads.
 */
public final class ChallengeAnswers {

	private final AcmeStore store;

	private final Clock clock;

	public ChallengeAnswers(AcmeStore store, Clock clock) {
		this.store = store;
		this.clock = clock;
	}

	/**
	 * Adds an answer.
	 * @param type the challenge type
	 * @param identifier the identifier
	 * @param token the token of the challenge
	 * @param keyAuthorization the key authorization
	 * @param expires when the answer is of no more use
	 */
	public void add(String type, Identifier identifier, String token, String keyAuthorization, Instant expires) {
		throw new UnsupportedOperationException("not yet");
	}

	/**
	 * Removes an answer. Removing what is not there does nothing.
	 * @param type the challenge type
	 * @param identifier the identifier
	 * @param token the token of the challenge
	 */
	public void remove(String type, Identifier identifier, String token) {
		throw new UnsupportedOperationException("not yet");
	}

	/**
	 * Finds an answer that has not expired.
	 * @param type the challenge type
	 * @param identifier the identifier
	 * @param token the token of the challenge
	 * @return the key authorization, or empty if there is none
	 */
	public Optional<String> find(String type, Identifier identifier, String token) {
		throw new UnsupportedOperationException("not yet");
	}

}
