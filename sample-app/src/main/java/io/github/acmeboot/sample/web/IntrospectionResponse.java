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

import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

import io.github.acmeboot.sample.token.TokenDetails;

/**
 * Answer about a token (RFC 7662, 2.2).
 *
 * @param active whether it works
 * @param scope what it is good for
 * @param clientId whom it was issued to
 * @param tokenType how it is used
 * @param iat when it was issued, Unix time
 * @param exp when it ends, Unix time
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record IntrospectionResponse(boolean active, @Nullable String scope, @Nullable String clientId,
		@Nullable String tokenType, @Nullable Long iat, @Nullable Long exp) {

	private static final IntrospectionResponse INACTIVE = new IntrospectionResponse(false, null, null, null, null,
			null);

	static IntrospectionResponse of(Optional<TokenDetails> details) {
		return details.map(IntrospectionResponse::active).orElse(INACTIVE);
	}

	private static IntrospectionResponse active(TokenDetails details) {
		return new IntrospectionResponse(true, details.scope().toString(), details.clientId(), TokenResponse.BEARER,
				details.issuedAt().getEpochSecond(), details.expiresAt().getEpochSecond());
	}

}
