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

package io.github.acmeboot.issuer;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.issuer.account.AccountLife;
import io.github.acmeboot.issuer.account.AccountSettings;
import io.github.acmeboot.issuer.account.AcmeAccounts;
import io.github.acmeboot.issuer.protocol.AcmeClient;
import io.github.acmeboot.issuer.protocol.AcmeSession;
import io.github.acmeboot.issuer.protocol.ExchangeGuard;
import io.github.acmeboot.issuer.ratelimit.Allowance;
import io.github.acmeboot.store.repository.AccountRepository;
import io.github.acmeboot.store.repository.Stored;
import io.github.acmeboot.store.repository.StoredAccount;

/**
 * The accounts at the configured CAs.
 */
final class AcmeIssuerAccounts implements IssuerAccounts {

	private static final Log logger = LogFactory.getLog(AcmeIssuerAccounts.class);

	private final Map<String, IssuerSettings> issuers;

	private final Function<IssuerSettings, AcmeClient> clients;

	private final AccountRepository repository;

	private final AccountLife life;

	private final RateLimitLedgers ledgers;

	AcmeIssuerAccounts(Map<String, IssuerSettings> issuers, Function<IssuerSettings, AcmeClient> clients,
			AccountRepository repository, AcmeAccounts accounts, RateLimitLedgers ledgers) {
		this.issuers = issuers;
		this.clients = clients;
		this.repository = repository;
		this.ledgers = ledgers;
		this.life = new AccountLife(repository, accounts);
	}

	@Override
	public List<AccountStatus> all() {
		return this.issuers.values().stream().map(this::describe).flatMap(Optional::stream).toList();
	}

	@Override
	public URI directory(String issuer) {
		return this.clients.apply(require(issuer)).directory();
	}

	@Override
	public AccountStatus rollKey(String issuer) {
		return change(issuer, this.life::rollKey);
	}

	@Override
	public AccountStatus update(String issuer) {
		return change(issuer, this.life::update);
	}

	@Override
	public AccountStatus deactivate(String issuer) {
		return change(issuer, this.life::deactivate);
	}

	@Override
	public AccountStatus open(String issuer) {
		Allowance allowance = this.ledgers.allowance(require(issuer));
		return change(issuer, (session, settings) -> open(session, settings, allowance));
	}

	private void open(AcmeSession session, AccountSettings settings, Allowance allowance) {
		session.guard(allowance);
		try {
			this.life.open(session, settings);
		}
		catch (AcmeException ex) {
			allowance.heard(ex);
			throw ex;
		}
		finally {
			session.guard(ExchangeGuard.NONE);
		}
	}

	/**
	 * Returns what the account of an issuer is made of. Of several issuers that share it
	 * the first that has a contact address decides, or else each of them would change it.
	 * @param settings the issuer
	 * @return what its account is made of
	 */
	AccountSettings settings(IssuerSettings settings) {
		return settings.account()
			.withEmail(this.issuers.values()
				.stream()
				.filter((other) -> other == settings || isShared(other, settings))
				.map((other) -> other.account().email())
				.flatMap(Optional::stream)
				.findFirst());
	}

	private boolean isShared(IssuerSettings other, IssuerSettings settings) {
		try {
			return this.clients.apply(other).directory().equals(this.clients.apply(settings).directory());
		}
		catch (AcmeException ex) {
			logger.debug("The issuer '" + other.name() + "' shares no account", ex);
			return false;
		}
	}

	private AccountStatus change(String issuer, BiConsumer<AcmeSession, AccountSettings> change) {
		IssuerSettings settings = require(issuer);
		AcmeClient client = this.clients.apply(settings);
		AcmeSession session = client.acquire();
		try {
			change.accept(session, settings(settings));
		}
		finally {
			client.release(session);
		}
		return describe(settings, client.directory());
	}

	private Optional<AccountStatus> describe(IssuerSettings settings) {
		try {
			return Optional.of(describe(settings, this.clients.apply(settings).directory()));
		}
		catch (AcmeException ex) {
			logger.debug("The issuer '" + settings.name() + "' cannot be described", ex);
			return Optional.empty();
		}
	}

	private AccountStatus describe(IssuerSettings settings, URI directory) {
		try {
			Optional<StoredAccount> account = this.repository.find(directory).map(Stored::value);
			return new AccountStatus(settings.name(), directory,
					account.map(AcmeIssuerAccounts::state).orElse(AccountStatus.State.NONE),
					account.map(StoredAccount::location).orElse(null),
					account.map(StoredAccount::contact).orElse(List.of()));
		}
		catch (AcmeException ex) {
			logger.debug("The account at '" + directory + "' cannot be read", ex);
			return new AccountStatus(settings.name(), directory, AccountStatus.State.UNREADABLE, null, List.of());
		}
	}

	private static AccountStatus.State state(StoredAccount account) {
		return switch (account.status()) {
			case DEACTIVATING -> AccountStatus.State.DEACTIVATING;
			case DEACTIVATED -> AccountStatus.State.DEACTIVATED;
			case VALID -> {
				if (account.location() == null) {
					yield AccountStatus.State.NONE;
				}
				yield (account.nextKeyPair() != null) ? AccountStatus.State.CHANGING_KEY : AccountStatus.State.VALID;
			}
		};
	}

	private IssuerSettings require(String issuer) {
		IssuerSettings settings = this.issuers.get(issuer);
		if (settings == null) {
			throw new IllegalArgumentException(
					"There is no issuer '" + issuer + "'. There are: " + this.issuers.keySet());
		}
		return settings;
	}

}
