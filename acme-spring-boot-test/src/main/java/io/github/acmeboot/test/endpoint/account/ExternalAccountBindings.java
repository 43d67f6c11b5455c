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

package io.github.acmeboot.test.endpoint.account;

import java.util.Map;
import java.util.Optional;

import org.jose4j.jwk.JsonWebKey;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

import io.github.acmeboot.test.endpoint.Call;
import io.github.acmeboot.test.protocol.JsonObject;
import io.github.acmeboot.test.protocol.Jws;
import io.github.acmeboot.test.protocol.ProblemException;
import io.github.acmeboot.test.protocol.ProblemType;

/**
 * Verifies external account bindings (RFC 8555 section 7.3.4).
 */
final class ExternalAccountBindings {

	private static final String MEMBER = "externalAccountBinding";

	private final Map<String, byte[]> keys;

	ExternalAccountBindings(Map<String, byte[]> keys) {
		this.keys = keys;
	}

	Optional<JsonObject> verify(Call call, JsonObject payload) {
		if (this.keys.isEmpty()) {
			return Optional.empty();
		}
		JsonObject binding = payload.object(MEMBER)
			.orElseThrow(() -> new ProblemException(ProblemType.EXTERNAL_ACCOUNT_REQUIRED,
					"An external account binding is required"));
		Jws jws = Jws.of(binding);
		byte[] key = this.keys.get(jws.header().requiredString("kid"));
		if (key == null) {
			throw new ProblemException(ProblemType.UNAUTHORIZED, "The external account is not known");
		}
		jws.verify(new HmacKey(key), Jws.MAC_ALGORITHMS);
		if (jws.header().has("nonce") || !jws.header().requiredString("url").equals(call.url())) {
			throw malformed("The external account binding must have the URL of the request and no nonce");
		}
		if (!thumbprint(jws.payload()).equals(thumbprint(call.signed().key()))) {
			throw malformed("The external account binding is for another key");
		}
		return Optional.of(binding);
	}

	private String thumbprint(String jwk) {
		try {
			return thumbprint(JsonWebKey.Factory.newJwk(jwk));
		}
		catch (JoseException ex) {
			throw malformed("The payload of the external account binding is not a JWK");
		}
	}

	private String thumbprint(JsonWebKey key) {
		return key.calculateBase64urlEncodedThumbprint("SHA-256");
	}

	private ProblemException malformed(String detail) {
		return new ProblemException(ProblemType.MALFORMED, detail);
	}

}
