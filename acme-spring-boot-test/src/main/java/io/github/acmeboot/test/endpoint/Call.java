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

package io.github.acmeboot.test.endpoint;

import java.util.Map;
import java.util.Optional;

import org.jose4j.json.JsonUtil;

import io.github.acmeboot.test.ca.Account;
import io.github.acmeboot.test.http.ServerRequest;
import io.github.acmeboot.test.http.ServerResponse;
import io.github.acmeboot.test.protocol.Problem;
import io.github.acmeboot.test.protocol.ProblemException;
import io.github.acmeboot.test.protocol.ProblemType;
import io.github.acmeboot.test.protocol.SignedRequest;

/**
 * A request whose method and signature have been checked.
 *
 * @param id the last part of the URL
 * @param url the URL
 * @param request the request
 * @param signature what was signed, unless it is a GET or HEAD
 * @param caller the account that signed it, if it was one
 */
public record Call(String id, String url, ServerRequest request, Optional<SignedRequest> signature,
		Optional<Account> caller) {

	/**
	 * Returns what was signed.
	 * @return the content of the JWS
	 */
	public SignedRequest signed() {
		return this.signature.orElseThrow();
	}

	/**
	 * Returns who signed it.
	 * @return the account
	 */
	public Account account() {
		return this.caller.orElseThrow();
	}

	/**
	 * Makes sure that a resource is the caller's own.
	 * @param owner whose it is
	 */
	public void checkOwner(Account owner) {
		if (account() != owner) {
			throw new ProblemException(ProblemType.UNAUTHORIZED, "This belongs to another account");
		}
	}

	/**
	 * Returns the problem of a resource that is not there.
	 * @return the problem
	 */
	public ProblemException notFound() {
		return new ProblemException(
				Problem.of(ProblemType.MALFORMED, "There is nothing at " + this.url).withStatus(404));
	}

	/**
	 * Returns an answer with a JSON object.
	 * @param status the status code
	 * @param document the members of the object
	 * @return the answer
	 */
	public static ServerResponse json(int status, Map<String, Object> document) {
		return ServerResponse.of(status, "application/json", JsonUtil.toJson(document));
	}

}
