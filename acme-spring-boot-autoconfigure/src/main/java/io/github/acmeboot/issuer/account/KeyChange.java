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

package io.github.acmeboot.issuer.account;

import java.net.URI;
import java.security.KeyPair;
import java.util.Objects;
import java.util.Optional;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.issuer.x509.KeyPairs;
import io.github.acmeboot.store.StaleWriteException;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.repository.AccountRepository;
import io.github.acmeboot.store.repository.Stored;
import io.github.acmeboot.store.repository.StoredAccount;

/**
 * Gives an account another key (RFC 8555 section 7.3.5). The new one is saved beside the
 * old one before the CA hears of it; whoever comes after a crash, or after an answer that
 * got lost, asks the CA which of the two counts.
 */
final class KeyChange {

	private static final Log logger = LogFactory.getLog(KeyChange.class);

	private final AccountRepository repository;

	private final AccountRequests requests;

	private final URI directory;

	KeyChange(AccountRepository repository, AccountRequests requests, URI directory) {
		this.repository = repository;
		this.requests = requests;
		this.directory = directory;
	}

	/**
	 * Changes the key, or completes the change that was begun.
	 * @param stored the account
	 * @return the account with its new key
	 * @throws AcmeException if the CA does not change it, or if it is not known whether
	 * it did; it is found out at the next attempt, or when the account is used
	 */
	StoredAccount run(Stored<StoredAccount> stored) {
		Stored<StoredAccount> begun = stored;
		if (stored.value().nextKeyPair() == null) {
			begun = this.repository.save(this.directory,
					stored.value().withNextKeyPair(KeyPairs.generate(KeyType.EC_P256)),
					WriteCondition.version(stored.version()));
		}
		else if (counts(stored.value())) {
			return complete(stored);
		}
		change(begun.value());
		return complete(begun);
	}

	/**
	 * Completes a change that was begun, if the CA knows the new key.
	 * @param stored the account
	 * @return the account with its new key, or empty if the old one counts
	 */
	Optional<StoredAccount> settle(Stored<StoredAccount> stored) {
		return (stored.value().nextKeyPair() != null && counts(stored.value())) ? Optional.of(complete(stored))
				: Optional.empty();
	}

	private void change(StoredAccount account) {
		try {
			this.requests.changeKey(account, next(account));
		}
		catch (AcmeException ex) {
			if (ex.getReason() == Reason.INTERRUPTED || !countsAfter(account, ex)) {
				throw ex;
			}
			logger.debug("The key was changed all the same", ex);
			return;
		}
		if (!counts(account)) {
			throw new AcmeException(Reason.PROTOCOL,
					"The CA says that it has changed the key of the account %s, but does not know the new one. The old one stays in use; change the key again."
						.formatted(account.location()));
		}
	}

	private boolean countsAfter(StoredAccount account, AcmeException failure) {
		try {
			return counts(account);
		}
		catch (AcmeException ex) {
			failure.addSuppressed(ex);
			return false;
		}
	}

	private boolean counts(StoredAccount account) {
		return this.requests.find(next(account)).filter((found) -> found.equals(account.location())).isPresent();
	}

	/**
	 * Saves that the new key counts. Whatever else was written meanwhile is kept: the
	 * contact addresses may have been.
	 * @param changed the account whose key was changed
	 * @return the account with its new key
	 */
	private StoredAccount complete(Stored<StoredAccount> changed) {
		KeyPair keyPair = next(changed.value());
		Stored<StoredAccount> current = changed;
		while (true) {
			try {
				return this.repository
					.save(this.directory, current.value().withKeyPair(keyPair),
							WriteCondition.version(current.version()))
					.value();
			}
			catch (StaleWriteException ex) {
				current = this.repository.find(this.directory).orElseThrow(() -> ex);
				if (current.value().hasKey(keyPair)) {
					return current.value();
				}
				if (!Objects.equals(current.value().location(), changed.value().location())) {
					throw ex;
				}
			}
		}
	}

	private static KeyPair next(StoredAccount account) {
		return Objects.requireNonNull(account.nextKeyPair());
	}

}
