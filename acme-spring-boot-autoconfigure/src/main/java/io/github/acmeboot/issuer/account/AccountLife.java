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
import java.util.Optional;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.issuer.problem.ProblemTranslator;
import io.github.acmeboot.issuer.protocol.AcmeSession;
import io.github.acmeboot.issuer.x509.KeyPairs;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.repository.AccountRepository;
import io.github.acmeboot.store.repository.Stored;
import io.github.acmeboot.store.repository.StoredAccount;

/**
 * What an operator can have done to the account at a CA. Each of it can be repeated, to
 * complete what was cut short. To be done by one instance at a time.
 */
public final class AccountLife {

	private static final Log logger = LogFactory.getLog(AccountLife.class);

	private final AccountRepository repository;

	private final AcmeAccounts accounts;

	public AccountLife(AccountRepository repository, AcmeAccounts accounts) {
		this.repository = repository;
		this.accounts = accounts;
	}

	/**
	 * Gives the account another key, or completes the change that was begun.
	 * @param session a session with the CA
	 * @param settings what the account is made of
	 */
	public void rollKey(AcmeSession session, AccountSettings settings) {
		Stored<StoredAccount> stored = find(session, settings);
		AcmeAccounts.requireActive(settings, stored.value());
		keyChange(session, settings).run(stored);
		this.accounts.keep(session.getServerUri());
		logger.info(describe(settings, stored.value()) + " has another key");
	}

	/**
	 * Tells the CA the contact address, and that its terms are agreed to if they are,
	 * whatever it was told before.
	 * @param session a session with the CA
	 * @param settings what the account is made of
	 */
	public void update(AcmeSession session, AccountSettings settings) {
		Stored<StoredAccount> stored = settle(session, settings);
		AcmeAccounts.requireActive(settings, stored.value());
		new AccountRequests(session, settings).update(stored.value(), settings.contact());
		save(session, stored, stored.value().withContact(settings.contact()));
		logger.info(describe(settings, stored.value()) + " is up to date");
	}

	/**
	 * Deactivates the account for ever. From the moment on that is asked for, nothing is
	 * ordered there, also if the CA cannot be reached; ask again then.
	 * @param session a session with the CA
	 * @param settings what the account is made of
	 */
	public void deactivate(AcmeSession session, AccountSettings settings) {
		Stored<StoredAccount> stored = settle(session, settings);
		if (stored.value().status() == StoredAccount.Status.DEACTIVATED) {
			return;
		}
		Stored<StoredAccount> begun = save(session, stored,
				stored.value().withStatus(StoredAccount.Status.DEACTIVATING));
		try {
			new AccountRequests(session, settings).deactivate(begun.value());
		}
		catch (AcmeException ex) {
			if (!ProblemTranslator.isAccountRefused(ex)) {
				throw ex;
			}
			logger.debug("The CA does not take the account any more: it is deactivated already", ex);
		}
		save(session, begun, begun.value().withStatus(StoredAccount.Status.DEACTIVATED));
		logger.info(describe(settings, stored.value()) + " is deactivated");
	}

	/**
	 * Makes an account, in the place of one that was deactivated.
	 * @param session a session with the CA
	 * @param settings what the account is made of
	 * @throws AcmeException if there is one in use
	 */
	public void open(AcmeSession session, AccountSettings settings) {
		URI directory = session.getServerUri();
		Optional<Stored<StoredAccount>> stored = this.repository.find(directory);
		stored.map(Stored::value)
			.filter((account) -> account.status() == StoredAccount.Status.VALID && account.location() != null)
			.ifPresent((account) -> {
				throw refused(describe(settings, account) + " is in use. Deactivate it first.");
			});
		stored.filter((former) -> former.value().status() != StoredAccount.Status.VALID)
			.ifPresent((former) -> save(session, former, new StoredAccount(KeyPairs.generate(KeyType.EC_P256), null)));
		this.accounts.register(session, settings);
		this.accounts.keep(directory);
	}

	private Stored<StoredAccount> settle(AcmeSession session, AccountSettings settings) {
		Stored<StoredAccount> stored = find(session, settings);
		return keyChange(session, settings).settle(stored).isPresent() ? find(session, settings) : stored;
	}

	private KeyChange keyChange(AcmeSession session, AccountSettings settings) {
		return new KeyChange(this.repository, new AccountRequests(session, settings), session.getServerUri());
	}

	private Stored<StoredAccount> find(AcmeSession session, AccountSettings settings) {
		return this.repository.find(session.getServerUri())
			.filter((stored) -> stored.value().location() != null)
			.orElseThrow(() -> refused("There is no account at the CA '" + settings.issuer()
					+ "' yet. It is made with the first order, or by the operation 'open-account'."));
	}

	private Stored<StoredAccount> save(AcmeSession session, Stored<StoredAccount> former, StoredAccount account) {
		URI directory = session.getServerUri();
		Stored<StoredAccount> saved = this.repository.save(directory, account,
				WriteCondition.version(former.version()));
		this.accounts.keep(directory);
		return saved;
	}

	private static String describe(AccountSettings settings, StoredAccount account) {
		return "The account " + account.location() + " at the CA '" + settings.issuer() + "'";
	}

	private static AcmeException refused(String message) {
		return new AcmeException(Reason.ACCOUNT, message);
	}

}
