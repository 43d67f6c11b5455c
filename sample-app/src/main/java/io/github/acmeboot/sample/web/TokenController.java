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

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import io.github.acmeboot.sample.security.Client;
import io.github.acmeboot.sample.token.TokenService;
import io.github.acmeboot.sample.token.TokensProperties;

/**
 * What OAuth 2.0 has no standard for: many tokens at once, and the time left.
 */
@RestController
@RequestMapping(path = "/tokens", produces = MediaType.APPLICATION_JSON_VALUE)
class TokenController {

	private final TokenService tokens;

	private final TokensProperties properties;

	private final OperationTimer timer;

	TokenController(TokenService tokens, TokensProperties properties, OperationTimer timer) {
		this.tokens = tokens;
		this.properties = properties;
		this.timer = timer;
	}

	@PostMapping("/lookup")
	LookupResponse lookup(@RequestBody LookupRequest request, @AuthenticationPrincipal Client client) {
		return this.timer.record(Operation.LOOKUP,
				() -> new LookupResponse(this.tokens.find(wanted(request.tokens()), client::mayIntrospect)
					.stream()
					.map(IntrospectionResponse::of)
					.toList()));
	}

	@PostMapping("/expiry")
	ExpiryResponse expiry(Form form, @AuthenticationPrincipal Client client) {
		return this.timer.record(Operation.EXPIRY,
				() -> this.tokens.find(form.require("token"), client::mayIntrospect)
					.map((details) -> new ExpiryResponse(true, this.tokens.timeLeft(details).toSeconds()))
					.orElseGet(() -> new ExpiryResponse(false, null)));
	}

	private List<String> wanted(@Nullable List<@Nullable String> tokens) {
		if (tokens == null || tokens.stream().anyMatch(Objects::isNull)) {
			throw new OAuthException(OAuthError.INVALID_REQUEST, "'tokens' has to be a list of tokens");
		}
		if (tokens.size() > this.properties.getMaxLookup()) {
			throw new OAuthException(OAuthError.INVALID_REQUEST,
					"At most %d tokens can be looked up at once".formatted(this.properties.getMaxLookup()));
		}
		return tokens.stream().map(Objects::requireNonNull).toList();
	}

}
