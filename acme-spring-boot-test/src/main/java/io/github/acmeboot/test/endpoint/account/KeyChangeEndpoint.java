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

import java.util.Optional;

import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

import io.github.acmeboot.test.ca.Account;
import io.github.acmeboot.test.endpoint.Ca;
import io.github.acmeboot.test.endpoint.Call;
import io.github.acmeboot.test.endpoint.Endpoint;
import io.github.acmeboot.test.http.ServerResponse;
import io.github.acmeboot.test.protocol.JsonObject;
import io.github.acmeboot.test.protocol.Jws;
import io.github.acmeboot.test.protocol.Operation;
import io.github.acmeboot.test.protocol.Problem;
import io.github.acmeboot.test.protocol.ProblemException;
import io.github.acmeboot.test.protocol.ProblemType;

/**
 * Changes the key of an account (RFC 8555 section 7.3.5).
 */
public final class KeyChangeEndpoint implements Endpoint {

	private final Ca ca;

	/**
	 * Creates the endpoint.
	 * @param ca the CA
	 */
	public KeyChangeEndpoint(Ca ca) {
		this.ca = ca;
	}

	@Override
	public ServerResponse handle(Call call) {
		Jws inner = Jws.parse(call.signed().payload());
		PublicJsonWebKey newKey = inner.jwk();
		inner.verify(newKey.getKey(), Jws.SIGNATURE_ALGORITHMS);
		check(call, inner);
		synchronized (this.ca.accounts()) {
			this.ca.accounts().find(newKey).ifPresent(this::conflict);
			call.account().changeKey(newKey);
		}
		return Call.json(200, call.account().document(this.ca.urls(), this.ca.behaviour().isOrderList()));
	}

	private void check(Call call, Jws inner) {
		if (inner.header().has("nonce") || !inner.header().requiredString("url").equals(call.url())) {
			throw malformed("The inner JWS must have the URL of the request and no nonce");
		}
		JsonObject payload = JsonObject.parse(inner.payload(), "The inner payload");
		if (!call.signed().account().equals(payload.string("account"))) {
			throw malformed("'account' is not the account that signed the request");
		}
		Optional<JsonWebKey> oldKey = payload.object("oldKey").map(this::jwk);
		if (oldKey.filter((key) -> key.getKey().equals(call.signed().key().getKey())).isEmpty()) {
			throw malformed("'oldKey' is not the key of the account");
		}
	}

	private JsonWebKey jwk(JsonObject object) {
		try {
			return JsonWebKey.Factory.newJwk(object.members());
		}
		catch (JoseException ex) {
			throw malformed("'oldKey' is not a JWK");
		}
	}

	private void conflict(Account holder) {
		throw new ProblemException(Problem.of(ProblemType.CONFLICT, "The key belongs to another account")
			.withHeader("Location", this.ca.urls().of(Operation.ACCOUNT, holder.getId())));
	}

	private ProblemException malformed(String detail) {
		return new ProblemException(ProblemType.MALFORMED, detail);
	}

}
