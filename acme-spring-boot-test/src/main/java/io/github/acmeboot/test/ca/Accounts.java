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

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.jose4j.jwk.PublicJsonWebKey;

/**
 * The accounts of a CA. Thread-safe.
 */
public final class Accounts {

	private final Map<String, Account> accounts = new ConcurrentHashMap<>();

	private final TermsOfService terms;

	/**
	 * Creates an empty list.
	 * @param terms what an account has to agree to
	 */
	public Accounts(TermsOfService terms) {
		this.terms = terms;
	}

	/**
	 * Returns what an account has to agree to.
	 * @return the terms
	 */
	public TermsOfService terms() {
		return this.terms;
	}

	/**
	 * Adds an account.
	 * @param account the account
	 */
	public void add(Account account) {
		this.accounts.put(account.getId(), account);
	}

	/**
	 * Finds an account.
	 * @param id the last part of its URL
	 * @return the account
	 */
	public Optional<Account> find(String id) {
		return Optional.ofNullable(this.accounts.get(id));
	}

	/**
	 * Finds an account.
	 * @param key its key
	 * @return the account
	 */
	public Optional<Account> find(PublicJsonWebKey key) {
		String thumbprint = Account.thumbprint(key);
		return this.accounts.values()
			.stream()
			.filter((account) -> Account.thumbprint(account.getKey()).equals(thumbprint))
			.findFirst();
	}

	/**
	 * Returns all accounts.
	 * @return the accounts, in no order
	 */
	public List<Account> all() {
		return List.copyOf(this.accounts.values());
	}

	/**
	 * Forgets all accounts.
	 */
	public void clear() {
		this.accounts.clear();
	}

}
