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

import java.net.InetSocketAddress;
import java.util.function.Function;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.test.protocol.Problem;
import io.github.acmeboot.test.protocol.ProblemException;
import io.github.acmeboot.test.protocol.ProblemType;

/**
 * Validates http-01 (RFC 8555 section 8.3) by really fetching the answer.
 */
public final class Http01Validator implements ChallengeValidator {

	private static final int SHOWN = 100;

	private final HttpFetch fetch;

	/**
	 * Creates a validator.
	 * @param resolver where the HTTP server of a name is
	 */
	public Http01Validator(Function<String, InetSocketAddress> resolver) {
		this.fetch = new HttpFetch(resolver);
	}

	@Override
	public String type() {
		return "http-01";
	}

	@Override
	public boolean supports(Identifier identifier) {
		return !identifier.isWildcard();
	}

	@Override
	public void validate(Identifier identifier, String token, String keyAuthorization) {
		String url = "http://" + host(identifier) + "/.well-known/acme-challenge/" + token;
		HttpFetch.Result result = this.fetch.get(url);
		if (result.status() != 200) {
			throw failure(ProblemType.UNAUTHORIZED, identifier,
					"Invalid response from " + result.url() + ": " + result.status());
		}
		if (!result.body().stripTrailing().equals(keyAuthorization)) {
			throw failure(ProblemType.UNAUTHORIZED, identifier,
					"The key authorization file from " + result.url() + " did not match this challenge: got '"
							+ result.body().substring(0, Math.min(SHOWN, result.body().length())) + "'");
		}
	}

	private static String host(Identifier identifier) {
		return (identifier.value().indexOf(':') < 0) ? identifier.value() : "[" + identifier.value() + "]";
	}

	private static ProblemException failure(ProblemType type, Identifier identifier, String detail) {
		return new ProblemException(Problem.of(type, detail).about(identifier));
	}

}
