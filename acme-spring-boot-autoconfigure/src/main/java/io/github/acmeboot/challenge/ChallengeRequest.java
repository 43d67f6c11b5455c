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

package io.github.acmeboot.challenge;

import java.time.Instant;

import io.github.acmeboot.Identifier;

/**
 * What a challenge solver has to answer (RFC 8555 section 8.1). The text never shows the
 * key authorization.
 *
 * @param identifier the identifier of the authorization, without the {@code *.} of a
 * wildcard
 * @param token the token of the challenge
 * @param keyAuthorization the key authorization
 * @param expires when the answer is of no more use, if the CA can be told to look at
 * once; a solver that needs longer adds that
 */
public record ChallengeRequest(Identifier identifier, String token, String keyAuthorization, Instant expires) {

	@Override
	public String toString() {
		return "ChallengeRequest[identifier=" + this.identifier + ", expires=" + this.expires + "]";
	}

}
