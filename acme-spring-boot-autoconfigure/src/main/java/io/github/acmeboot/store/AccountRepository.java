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

package io.github.acmeboot.store;

import java.net.URI;
import java.util.Optional;

/**
 * Keeps the accounts at the CAs. Safe for use by several threads.
 */
public final class AccountRepository {

	private final Codec<StoredAccount> codec = new AccountCodec();

	private final AcmeStore store;

	public AccountRepository(AcmeStore store) {
		this.store = store;
	}

	/**
	 * Finds the account at a CA.
	 * @param directory the URL of the CA's directory
	 * @return the account, or empty if there is none
	 * @throws UnreadableValueException if what is stored cannot be read; an account that
	 * is saved under its version takes its place
	 */
	public Optional<Stored<StoredAccount>> find(URI directory) {
		String key = key(directory);
		return this.store.load(key).map((stored) -> this.codec.decode(key, stored));
	}

	/**
	 * Saves the account at a CA.
	 * @param directory the URL of the CA's directory
	 * @param account the account
	 * @param condition what has to be stored now
	 * @return the account and its new version
	 * @throws StaleWriteException if another instance was first; use its account then
	 */
	public Stored<StoredAccount> save(URI directory, StoredAccount account, WriteCondition condition) {
		StoredValue stored = this.store.save(key(directory), this.codec.encode(account), condition);
		return new Stored<>(account, stored.version());
	}

	private static String key(URI directory) {
		return StoreKey.of("accounts", directory.toString());
	}

}
