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
import java.util.Objects;
import java.util.Optional;

import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Metadata;
import org.shredzone.acme4j.connector.Connection;
import org.shredzone.acme4j.toolbox.JSONBuilder;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.issuer.problem.ProblemTranslator;
import io.github.acmeboot.issuer.protocol.AcmeSession;
import io.github.acmeboot.issuer.protocol.Operation;
import io.github.acmeboot.store.repository.StoredAccount;

/**
 * What is asked of a CA about accounts (RFC 8555 section 7.3).
 */
final class AccountRequests {

	private final AcmeSession session;

	private final AccountSettings settings;

	AccountRequests(AcmeSession session, AccountSettings settings) {
		this.session = session;
		this.settings = settings;
	}

	/**
	 * Makes an account, or finds the one of the key.
	 * @param keyPair the key
	 * @return the URL of the account
	 */
	URI create(KeyPair keyPair) {
		Metadata metadata = this.session.exchange(Operation.DIRECTORY, this.session::getMetadata);
		requireAgreement(metadata);
		requireBinding(metadata);
		AccountBuilder builder = builder().useKeyPair(keyPair);
		try {
			return newAccount(builder);
		}
		catch (AcmeException ex) {
			boolean refused = ex.getReason() == Reason.INTERNAL || ex.getReason() == Reason.ACCOUNT;
			throw (refused && this.settings.binding().isPresent()) ? wrongBinding(ex) : ex;
		}
	}

	/**
	 * Finds the account of a key.
	 * @param keyPair the key
	 * @return the URL of the account, or empty if the key is that of none
	 */
	Optional<URI> find(KeyPair keyPair) {
		try {
			return Optional.of(newAccount(new AccountBuilder().onlyExisting().useKeyPair(keyPair)));
		}
		catch (AcmeException ex) {
			if (ProblemTranslator.isAccountUnknown(ex)) {
				return Optional.empty();
			}
			throw ex;
		}
	}

	void changeKey(StoredAccount account, KeyPair keyPair) {
		this.session.exchange(Operation.KEY_CHANGE, () -> {
			login(account).getAccount().changeKey(keyPair);
			return account;
		});
	}

	/**
	 * Tells the CA the contact addresses. acme4j can only add some.
	 * @param account the account
	 * @param contact all addresses, possibly none
	 */
	void updateContact(StoredAccount account, List<String> contact) {
		post(account, contact(contact));
	}

	/**
	 * Tells the CA the contact addresses, and that its terms are agreed to, if they are.
	 * @param account the account
	 * @param contact all addresses, possibly none
	 */
	void update(StoredAccount account, List<String> contact) {
		JSONBuilder update = contact(contact);
		if (this.settings.termsOfServiceAgreed()) {
			update.put("termsOfServiceAgreed", true);
		}
		post(account, update);
	}

	private static JSONBuilder contact(List<String> contact) {
		return new JSONBuilder().array("contact", contact.stream().map((address) -> "mailto:" + address).toList());
	}

	void deactivate(StoredAccount account) {
		post(account, new JSONBuilder().put("status", "deactivated"));
	}

	private void post(StoredAccount account, JSONBuilder content) {
		Login login = login(account);
		this.session.exchange(Operation.ACCOUNT, () -> {
			try (Connection connection = this.session.connect()) {
				return connection.sendSignedRequest(login.getAccountLocation(), content, login);
			}
		});
	}

	private Login login(StoredAccount account) {
		return this.session.login(Objects.requireNonNull(account.location()), account.keyPair());
	}

	private URI newAccount(AccountBuilder builder) {
		return URI.create(this.session.exchange(Operation.NEW_ACCOUNT, () -> builder.createLogin(this.session))
			.getAccountLocation()
			.toString());
	}

	private AccountBuilder builder() {
		AccountBuilder builder = new AccountBuilder().agreeToTermsOfService();
		try {
			this.settings.email().ifPresent(builder::addEmail);
			this.settings.binding()
				.ifPresent((binding) -> builder.withMacAlgorithm(binding.algorithm())
					.withKeyIdentifier(binding.keyId(), binding.hmacKey()));
			return builder;
		}
		catch (IllegalArgumentException ex) {
			throw new AcmeException(Reason.ACCOUNT, "Unable to ask the CA '%s' for an account. Check '%s' and '%s'."
				.formatted(this.settings.issuer(), property("email"), property("external-account-binding")));
		}
	}

	private AcmeException wrongBinding(AcmeException refusal) {
		return new AcmeException(Reason.ACCOUNT,
				"'" + property("external-account-binding") + "' may be wrong; check it before anything else. "
						+ refusal.getMessage(),
				refusal, refusal.getProblemType().orElse(null), refusal.getSubproblems(),
				refusal.getRetryAfter().orElse(null));
	}

	private void requireAgreement(Metadata metadata) {
		Optional<URI> terms = metadata.getTermsOfService();
		if (terms.isPresent() && !this.settings.termsOfServiceAgreed()) {
			throw new AcmeException(Reason.TERMS,
					"The CA '%s' makes no account without agreement to its terms of service '%s'. Read them, then set '%s' to true."
						.formatted(this.settings.issuer(), terms.get(), property("terms-of-service-agreed")));
		}
	}

	private void requireBinding(Metadata metadata) {
		if (metadata.isExternalAccountRequired() && this.settings.binding().isEmpty()) {
			throw new AcmeException(Reason.ACCOUNT,
					"The CA '%s' makes no account that is not bound to one of its customers. Set '%s' to the key it gave you."
						.formatted(this.settings.issuer(), property("external-account-binding")));
		}
	}

	private String property(String name) {
		return this.settings.property(name);
	}

}
