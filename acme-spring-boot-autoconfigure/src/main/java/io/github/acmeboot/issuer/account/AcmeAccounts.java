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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.issuer.problem.ProblemTranslator;
import io.github.acmeboot.issuer.protocol.AcmeSession;
import io.github.acmeboot.issuer.x509.KeyPairs;
import io.github.acmeboot.store.SealedValueException;
import io.github.acmeboot.store.StaleWriteException;
import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.UnreadableValueException;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.repository.AccountRepository;
import io.github.acmeboot.store.repository.Stored;
import io.github.acmeboot.store.repository.StoredAccount;

/**
 * Makes an account at a CA once, and finds it again. Its key is saved before the CA hears
 * of it, so that no account is ever left without its key.
 */
public final class AcmeAccounts {

	private static final Log logger = LogFactory.getLog(AcmeAccounts.class);

	private final AccountRepository repository;

	private final Map<URI, StoredAccount> known = new ConcurrentHashMap<>();

	private final Map<URI, List<String>> refusedContacts = new ConcurrentHashMap<>();

	private final Lock registration = new ReentrantLock();

	public AcmeAccounts(AccountRepository repository) {
		this.repository = repository;
	}

	/**
	 * Finds the account at a CA, or makes it.
	 * @param session a session with the CA
	 * @param settings what the account is made of
	 * @return the account, with its URL
	 */
	public StoredAccount open(AcmeSession session, AccountSettings settings) {
		URI directory = session.getServerUri();
		keep(directory);
		StoredAccount account = find(session).orElseGet(() -> registerOnce(session, settings));
		requireActive(settings, account);
		StoredAccount told = tell(session, settings, account);
		this.known.put(directory, told);
		return told;
	}

	/**
	 * Finds out how to go on when the CA does not take the account that was used. Another
	 * instance may have changed its key meanwhile, or may have begun to; and an account
	 * that the CA has lost is made anew.
	 * @param session a session with the CA
	 * @param settings what the account is made of
	 * @param used the account as it was used
	 * @param failure what the CA said
	 * @return the account to go on with
	 * @throws AcmeException the same failure, if nothing of that helps
	 */
	public StoredAccount recover(AcmeSession session, AccountSettings settings, StoredAccount used,
			AcmeException failure) {
		if (!ProblemTranslator.isAccountRefused(failure)) {
			throw failure;
		}
		Optional<StoredAccount> current = current(session, settings, used);
		if (current.isPresent()) {
			logger.info("Going on with the present key of the account at the CA '" + settings.issuer() + "'");
			this.known.put(session.getServerUri(), current.get());
			return current.get();
		}
		if (!ProblemTranslator.isAccountUnknown(failure)) {
			throw failure;
		}
		logger.info("The CA '" + settings.issuer() + "' no longer knows our account; making it anew");
		return register(session, settings);
	}

	private Optional<StoredAccount> current(AcmeSession session, AccountSettings settings, StoredAccount used) {
		Optional<Stored<StoredAccount>> stored = this.repository.find(session.getServerUri())
			.filter((found) -> found.value().location() != null);
		stored.ifPresent((found) -> requireActive(settings, found.value()));
		return stored.map(Stored::value)
			.filter((account) -> !account.hasKey(used.keyPair()))
			.or(() -> stored.flatMap((found) -> new KeyChange(this.repository, new AccountRequests(session, settings),
					session.getServerUri())
				.settle(found)));
	}

	/**
	 * Refuses to use an account that the operator has deactivated.
	 * @param settings what the account is made of
	 * @param account the account
	 */
	static void requireActive(AccountSettings settings, StoredAccount account) {
		if (account.status() != StoredAccount.Status.VALID) {
			throw new AcmeException(Reason.ACCOUNT,
					"The account %s at the CA '%s' was deactivated here. Nothing is ordered there, unless you ask for a new account with the operation 'open-account'."
						.formatted(account.location(), settings.issuer()));
		}
	}

	private StoredAccount tell(AcmeSession session, AccountSettings settings, StoredAccount account) {
		URI directory = session.getServerUri();
		List<String> contact = settings.contact();
		if (contact.equals(account.contact()) || contact.equals(this.refusedContacts.get(directory))) {
			return account;
		}
		try {
			new AccountRequests(session, settings).updateContact(account, contact);
			logger.info("Told the CA '" + settings.issuer() + "' the contact address that is configured now");
			return saveContact(directory, account, contact);
		}
		catch (AcmeException ex) {
			return untold(settings, account, directory, ex);
		}
	}

	private StoredAccount untold(AccountSettings settings, StoredAccount account, URI directory,
			AcmeException failure) {
		if (failure.getReason() == Reason.INTERRUPTED || failure instanceof StoreException) {
			throw failure;
		}
		if (ProblemTranslator.isContactRefused(failure)) {
			this.refusedContacts.put(directory, settings.contact());
			logger.warn("The contact address of the account at the CA '" + settings.issuer() + "' stays as it was: "
					+ failure.getMessage());
		}
		logger.debug("The contact address was not changed", failure);
		return account;
	}

	private StoredAccount saveContact(URI directory, StoredAccount account, List<String> contact) {
		try {
			return this.repository.find(directory)
				.filter((stored) -> stored.value().hasKey(account.keyPair()))
				.map((stored) -> this.repository.save(directory, stored.value().withContact(contact),
						WriteCondition.version(stored.version())))
				.map(Stored::value)
				.orElse(account);
		}
		catch (StaleWriteException ex) {
			logger.debug("The account was changed meanwhile; the CA is told again", ex);
			return account;
		}
	}

	/**
	 * Finds the account at a CA, without making one.
	 * @param directory the URL of the CA's directory
	 * @return the account, with its URL, or empty if there is none that can be read
	 */
	public Optional<StoredAccount> lookUp(URI directory) {
		try {
			return this.repository.find(directory).map(Stored::value).filter((account) -> account.location() != null);
		}
		catch (UnreadableValueException | SealedValueException ex) {
			logger.debug("The account at '" + directory + "' cannot be used", ex);
			return Optional.empty();
		}
	}

	/**
	 * Remembers the account that is stored, or puts it back if it is stored no longer.
	 * @param directory the URL of the CA's directory
	 * @return whether it was put back
	 */
	public boolean keep(URI directory) {
		try {
			Optional<StoredAccount> stored = this.repository.find(directory).map(Stored::value);
			stored.filter((account) -> account.location() != null)
				.ifPresent((account) -> this.known.put(directory, account));
			return stored.isEmpty() && putBack(directory);
		}
		catch (UnreadableValueException | SealedValueException ex) {
			return false;
		}
	}

	private boolean putBack(URI directory) {
		StoredAccount account = this.known.get(directory);
		if (account == null) {
			return false;
		}
		try {
			this.repository.save(directory, account, WriteCondition.absent());
			return true;
		}
		catch (StaleWriteException ex) {
			logger.debug("Another instance has put back the account at '" + directory + "', or made one", ex);
			return false;
		}
	}

	private StoredAccount registerOnce(AcmeSession session, AccountSettings settings) {
		this.registration.lock();
		try {
			return find(session).orElseGet(() -> register(session, settings));
		}
		finally {
			this.registration.unlock();
		}
	}

	/**
	 * Makes the account, or finds the one of the key if the CA has it already.
	 * @param session a session with the CA
	 * @param settings what the account is made of
	 * @return the account, with its URL
	 */
	public StoredAccount register(AcmeSession session, AccountSettings settings) {
		URI directory = session.getServerUri();
		Stored<StoredAccount> stored = findOrSaveKey(directory, settings);
		KeyPair keyPair = stored.value().keyPair();
		URI location = new AccountRequests(session, settings).create(keyPair);
		logger.info("Using the account " + location + " at the CA '" + settings.issuer() + "'");
		return saveLocation(directory, stored, new StoredAccount(keyPair, location).withContact(settings.contact()));
	}

	private Optional<StoredAccount> find(AcmeSession session) {
		try {
			return this.repository.find(session.getServerUri())
				.map(Stored::value)
				.filter((account) -> account.location() != null);
		}
		catch (UnreadableValueException ex) {
			return Optional.empty();
		}
	}

	private Stored<StoredAccount> findOrSaveKey(URI directory, AccountSettings settings) {
		try {
			return this.repository.find(directory).orElseGet(() -> saveKey(directory, WriteCondition.absent()));
		}
		catch (UnreadableValueException ex) {
			logger.warn("The account at the CA '" + settings.issuer()
					+ "' is lost; a new one is made, and a copy is kept of what cannot be read. " + ex.getMessage());
			return saveKey(directory, WriteCondition.version(ex.getVersion()));
		}
	}

	private Stored<StoredAccount> saveKey(URI directory, WriteCondition condition) {
		StoredAccount account = new StoredAccount(KeyPairs.generate(KeyType.EC_P256), null);
		try {
			return this.repository.save(directory, account, condition);
		}
		catch (StaleWriteException ex) {
			return this.repository.find(directory).orElseThrow(() -> ex);
		}
	}

	private StoredAccount saveLocation(URI directory, Stored<StoredAccount> stored, StoredAccount account) {
		try {
			return this.repository.save(directory, account, WriteCondition.version(stored.version())).value();
		}
		catch (StaleWriteException ex) {
			return this.repository.find(directory)
				.map(Stored::value)
				.filter((other) -> other.location() != null)
				.orElse(account);
		}
	}

}
