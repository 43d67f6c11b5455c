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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Metadata;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.issuer.protocol.AcmeSession;
import io.github.acmeboot.issuer.protocol.Operation;
import io.github.acmeboot.issuer.x509.KeyPairs;
import io.github.acmeboot.store.SealedValueException;
import io.github.acmeboot.store.StaleWriteException;
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
		keep(session.getServerUri());
		StoredAccount account = find(session).orElseGet(() -> registerOnce(session, settings));
		this.known.put(session.getServerUri(), account);
		return account;
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
		Metadata metadata = session.exchange(Operation.DIRECTORY, session::getMetadata);
		requireAgreement(metadata, settings);
		requireBinding(metadata, settings);
		URI directory = session.getServerUri();
		Stored<StoredAccount> stored = findOrSaveKey(directory, settings);
		KeyPair keyPair = stored.value().keyPair();
		URI location = newAccount(session, settings, keyPair);
		logger.info("Using the account " + location + " at the CA '" + settings.issuer() + "'");
		return saveLocation(directory, stored, new StoredAccount(keyPair, location));
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

	private static URI newAccount(AcmeSession session, AccountSettings settings, KeyPair keyPair) {
		AccountBuilder builder = builder(settings).useKeyPair(keyPair);
		try {
			return URI.create(session.exchange(Operation.NEW_ACCOUNT, () -> builder.createLogin(session))
				.getAccountLocation()
				.toString());
		}
		catch (AcmeException ex) {
			boolean refused = ex.getReason() == Reason.INTERNAL || ex.getReason() == Reason.ACCOUNT;
			throw (refused && settings.binding().isPresent()) ? wrongBinding(settings, ex) : ex;
		}
	}

	private static AccountBuilder builder(AccountSettings settings) {
		AccountBuilder builder = new AccountBuilder().agreeToTermsOfService();
		try {
			settings.email().ifPresent(builder::addEmail);
			settings.binding()
				.ifPresent((binding) -> builder.withMacAlgorithm(binding.algorithm())
					.withKeyIdentifier(binding.keyId(), binding.hmacKey()));
			return builder;
		}
		catch (IllegalArgumentException ex) {
			throw new AcmeException(Reason.ACCOUNT,
					"Unable to ask the CA '%s' for an account. Check '%s.email' and '%s.external-account-binding'."
						.formatted(settings.issuer(), prefix(settings), prefix(settings)));
		}
	}

	private static AcmeException wrongBinding(AccountSettings settings, AcmeException refusal) {
		return new AcmeException(Reason.ACCOUNT,
				refusal.getMessage() + " Check '" + prefix(settings) + ".external-account-binding' too.", refusal,
				refusal.getProblemType().orElse(null), refusal.getSubproblems(), refusal.getRetryAfter().orElse(null));
	}

	private static void requireAgreement(Metadata metadata, AccountSettings settings) {
		Optional<URI> terms = metadata.getTermsOfService();
		if (terms.isPresent() && !settings.termsOfServiceAgreed()) {
			throw new AcmeException(Reason.TERMS,
					"The CA '%s' makes no account without agreement to its terms of service '%s'. Read them, then set '%s.terms-of-service-agreed' to true."
						.formatted(settings.issuer(), terms.get(), prefix(settings)));
		}
	}

	private static void requireBinding(Metadata metadata, AccountSettings settings) {
		if (metadata.isExternalAccountRequired() && settings.binding().isEmpty()) {
			throw new AcmeException(Reason.ACCOUNT,
					"The CA '%s' makes no account that is not bound to one of its customers. Set '%s.external-account-binding' to the key it gave you."
						.formatted(settings.issuer(), prefix(settings)));
		}
	}

	private static String prefix(AccountSettings settings) {
		return "acme.issuers." + settings.issuer();
	}

}
