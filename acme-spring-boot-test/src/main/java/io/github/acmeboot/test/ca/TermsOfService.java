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

package io.github.acmeboot.test.ca;

import java.util.Optional;

import io.github.acmeboot.test.protocol.Problem;
import io.github.acmeboot.test.protocol.ProblemException;
import io.github.acmeboot.test.protocol.ProblemType;

/**
 * The terms of service of a CA (RFC 8555 section 7.3.3). Thread-safe.
 */
public final class TermsOfService {

	private static final String VISIT = "https://portal.example/agree?account=";

	private final boolean agreementRequired;

	private volatile Optional<String> url;

	/**
	 * Creates terms of service.
	 * @param url the URL of the terms
	 * @param agreementRequired whether an account has to agree
	 */
	public TermsOfService(Optional<String> url, boolean agreementRequired) {
		this.url = url;
		this.agreementRequired = agreementRequired;
	}

	/**
	 * Changes the terms, to which every account has to agree again.
	 * @param changed the URL of the new terms
	 */
	public void change(String changed) {
		this.url = Optional.of(changed);
	}

	/**
	 * Returns the URL of the terms.
	 * @return the URL
	 */
	public Optional<String> url() {
		return this.url;
	}

	/**
	 * Makes sure that a request for an account agrees to the terms.
	 * @param agreed whether it does
	 */
	public void checkNewAccount(boolean agreed) {
		if (this.agreementRequired && !agreed) {
			throw new ProblemException(problem("The terms of service must be agreed: " + this.url.orElse("")));
		}
	}

	/**
	 * Makes sure that an account has agreed to the terms as they are now.
	 * @param account the account
	 */
	public void check(Account account) {
		if (this.agreementRequired && !account.agreedTerms().equals(this.url)) {
			throw new ProblemException(
					problem("The terms of service have changed").with("instance", VISIT + account.getId()));
		}
	}

	private Problem problem(String detail) {
		return Problem.of(ProblemType.USER_ACTION_REQUIRED, detail)
			.withHeader("Link", "<" + this.url.orElse("") + ">;rel=\"terms-of-service\"");
	}

}
