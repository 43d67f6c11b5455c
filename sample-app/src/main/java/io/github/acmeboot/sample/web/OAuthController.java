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

import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import io.github.acmeboot.sample.security.Client;
import io.github.acmeboot.sample.token.Scope;
import io.github.acmeboot.sample.token.TokenService;

/**
 * What OAuth 2.0 has standards for: the client credentials grant (RFC 6749, 4.4), token
 * introspection (RFC 7662) and token revocation (RFC 7009).
 */
@RestController
@RequestMapping(path = "/oauth2", produces = MediaType.APPLICATION_JSON_VALUE)
class OAuthController {

	private final TokenService tokens;

	private final OperationTimer timer;

	OAuthController(TokenService tokens, OperationTimer timer) {
		this.tokens = tokens;
		this.timer = timer;
	}

	@PostMapping("/token")
	TokenResponse token(Form form, @AuthenticationPrincipal Client client) {
		return this.timer.record(Operation.CREATE, () -> {
			if (!form.require("grant_type").equals("client_credentials")) {
				throw new OAuthException(OAuthError.UNSUPPORTED_GRANT_TYPE,
						"The only grant type is 'client_credentials'");
			}
			Scope scope = form.find("scope").map((text) -> scope(text, client)).orElseGet(client::scope);
			return TokenResponse.of(this.tokens.create(client.getUsername(), scope));
		});
	}

	@PostMapping("/introspect")
	IntrospectionResponse introspect(Form form, @AuthenticationPrincipal Client client) {
		return this.timer.record(Operation.INTROSPECT,
				() -> IntrospectionResponse.of(this.tokens.find(form.require("token"), client::mayIntrospect)));
	}

	@PostMapping("/revoke")
	void revoke(Form form, @AuthenticationPrincipal Client client) {
		this.timer.record(Operation.REVOKE, () -> {
			if (!this.tokens.revoke(form.require("token"), client::owns)) {
				throw new OAuthException(OAuthError.UNAUTHORIZED_CLIENT,
						"Only the client a token was issued to can revoke it");
			}
			return true;
		});
	}

	private static Scope scope(String text, Client client) {
		try {
			Scope scope = Scope.parse(text);
			if (client.scope().includes(scope)) {
				return scope;
			}
			throw new OAuthException(OAuthError.INVALID_SCOPE, "The client may have '%s'".formatted(client.scope()));
		}
		catch (IllegalArgumentException ex) {
			throw new OAuthException(OAuthError.INVALID_SCOPE, String.valueOf(ex.getMessage()));
		}
	}

}
