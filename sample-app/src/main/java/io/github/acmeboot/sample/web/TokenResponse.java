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

package io.github.acmeboot.sample.web;

import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

import io.github.acmeboot.sample.token.IssuedToken;

/**
 * Answer with a token (RFC 6749, 5.1).
 *
 * @param accessToken the token
 * @param tokenType how it is used
 * @param expiresIn how long it lives, in seconds
 * @param scope what it is good for
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record TokenResponse(String accessToken, String tokenType, long expiresIn, String scope) {

	static final String BEARER = "Bearer";

	static TokenResponse of(IssuedToken issued) {
		return new TokenResponse(issued.token().value(), BEARER, issued.details().lifetime().toSeconds(),
				issued.details().scope().toString());
	}

	@Override
	public String toString() {
		return "TokenResponse[accessToken=…, expiresIn=%d, scope=%s]".formatted(this.expiresIn, this.scope);
	}

}
