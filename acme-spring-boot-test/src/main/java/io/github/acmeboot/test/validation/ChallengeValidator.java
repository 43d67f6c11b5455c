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

package io.github.acmeboot.test.validation;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.test.protocol.ProblemException;

/**
 * Validates one type of challenge the way a CA does. Called by several threads.
 */
public interface ChallengeValidator {

	/**
	 * Returns the type of challenge.
	 * @return the type as the RFC names it, such as {@code http-01}
	 */
	String type();

	/**
	 * Returns whether this type can prove control of an identifier.
	 * @param identifier the identifier
	 * @return whether the challenge is offered for it
	 */
	boolean supports(Identifier identifier);

	/**
	 * Validates a challenge.
	 * @param identifier the identifier, without the {@code *.} of a wildcard
	 * @param token the token of the challenge
	 * @param keyAuthorization the key authorization that is expected
	 * @throws ProblemException if it is not as expected
	 */
	void validate(Identifier identifier, String token, String keyAuthorization);

}
