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

package io.github.acmeboot.issuer.ratelimit;

/**
 * What a CA limits.
 */
public enum Limit {

	/**
	 * New accounts from one address.
	 */
	NEW_ACCOUNTS("new-accounts", "new accounts"),

	/**
	 * New orders of one account.
	 */
	NEW_ORDERS("new-orders", "new orders"),

	/**
	 * Certificates with names of one registered domain.
	 */
	CERTIFICATES_PER_DOMAIN("certificates-per-domain", "certificates for names of '%s'"),

	/**
	 * Certificates for exactly the same identifiers.
	 */
	CERTIFICATES_PER_IDENTIFIER_SET("certificates-per-identifier-set", "certificates for exactly these names"),

	/**
	 * Failed authorizations of one identifier by one account.
	 */
	FAILED_AUTHORIZATIONS("failed-authorizations", "failed validations of '%s'");

	private final String word;

	private final String text;

	Limit(String word, String text) {
		this.word = word;
		this.text = text;
	}

	/**
	 * Returns whether it is not counted by names.
	 * @return whether there is one count for all
	 */
	boolean isOfTheAccount() {
		return this == NEW_ACCOUNTS || this == NEW_ORDERS;
	}

	String describe(String subject) {
		return this.text.formatted(subject);
	}

	/**
	 * Returns the last part of the name of its property.
	 * @return the name, in kebab case
	 */
	@Override
	public String toString() {
		return this.word;
	}

}
