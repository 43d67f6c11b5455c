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

package io.github.acmeboot.test.server;

import java.util.Optional;
import java.util.Random;

import org.jose4j.jwk.PublicJsonWebKey;

import io.github.acmeboot.test.ca.Account;
import io.github.acmeboot.test.ca.Status;
import io.github.acmeboot.test.endpoint.Ca;
import io.github.acmeboot.test.endpoint.Call;
import io.github.acmeboot.test.http.ServerRequest;
import io.github.acmeboot.test.protocol.Jws;
import io.github.acmeboot.test.protocol.Operation;
import io.github.acmeboot.test.protocol.Problem;
import io.github.acmeboot.test.protocol.ProblemException;
import io.github.acmeboot.test.protocol.ProblemType;
import io.github.acmeboot.test.protocol.SignedRequest;
import io.github.acmeboot.test.protocol.Urls;

/**
 * Verifies who signed a request (RFC 8555 sections 6.2 to 6.5).
 */
final class Authenticator {

	private static final long SEED = 1;

	private final Random dice = new Random(SEED);

	private final Ca ca;

	Authenticator(Ca ca) {
		this.ca = ca;
	}

	Call authenticate(Route route, ServerRequest request) {
		String url = this.ca.urls().base() + request.path();
		if (request.header("content-type").filter("application/jose+json"::equals).isEmpty()) {
			throw new ProblemException(
					Problem.of(ProblemType.MALFORMED, "The content type must be application/jose+json")
						.withStatus(415));
		}
		Jws jws = Jws.parse(request.text());
		Optional<String> accountUrl = accountUrl(jws, route.operation());
		Optional<Account> account = accountUrl.map(this::account);
		PublicJsonWebKey key = account.map(Account::getKey).orElseGet(jws::jwk);
		jws.verify(key.getKey(), Jws.SIGNATURE_ALGORITHMS);
		checkNonce(jws.header().string("nonce"));
		if (!jws.header().requiredString("url").equals(url)) {
			throw new ProblemException(Problem.of(ProblemType.UNAUTHORIZED, "'url' must be " + url).withStatus(401));
		}
		account.filter((any) -> route.operation() != Operation.ACCOUNT).ifPresent(this.ca.accounts().terms()::check);
		return new Call(route.id(), url, request, Optional.of(new SignedRequest(key, accountUrl, jws.payload())),
				account);
	}

	private Optional<String> accountUrl(Jws jws, Operation operation) {
		Optional<String> kid = jws.header().string("kid");
		if (kid.isPresent() == jws.header().has("jwk")) {
			throw malformed("The protected header must have either 'jwk' or 'kid'");
		}
		boolean keyAllowed = operation == Operation.NEW_ACCOUNT || operation == Operation.REVOKE_CERT;
		if (kid.isEmpty() && !keyAllowed) {
			throw malformed("The request must be signed by an account: 'kid' is missing");
		}
		if (kid.isPresent() && operation == Operation.NEW_ACCOUNT) {
			throw malformed("The request for an account must carry its key: 'jwk' is missing");
		}
		return kid;
	}

	private Account account(String url) {
		String id = Urls.id(url);
		Account account = this.ca.accounts()
			.find(id)
			.filter((found) -> this.ca.urls().of(Operation.ACCOUNT, id).equals(url))
			.orElseThrow(() -> new ProblemException(ProblemType.ACCOUNT_DOES_NOT_EXIST,
					"The account '" + url + "' does not exist"));
		if (account.getStatus() != Status.VALID) {
			throw new ProblemException(
					Problem.of(ProblemType.UNAUTHORIZED, "The account is " + account.getStatus().value())
						.withStatus(401));
		}
		return account;
	}

	private void checkNonce(Optional<String> nonce) {
		boolean good = this.ca.nonces().use(nonce.orElse(""));
		double badNonceRate = this.ca.behaviour().getBadNonceRate();
		if (!good || this.dice.nextDouble() < badNonceRate) {
			throw new ProblemException(ProblemType.BAD_NONCE, "The nonce is not known, or was used");
		}
	}

	private ProblemException malformed(String detail) {
		return new ProblemException(ProblemType.MALFORMED, detail);
	}

}
