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

package io.github.acmeboot.test.endpoint.account;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import io.github.acmeboot.test.ca.Account;
import io.github.acmeboot.test.ca.Status;
import io.github.acmeboot.test.ca.TermsOfService;
import io.github.acmeboot.test.endpoint.Ca;
import io.github.acmeboot.test.endpoint.Call;
import io.github.acmeboot.test.endpoint.Endpoint;
import io.github.acmeboot.test.http.ServerResponse;
import io.github.acmeboot.test.protocol.JsonObject;
import io.github.acmeboot.test.protocol.Operation;
import io.github.acmeboot.test.protocol.Problem;
import io.github.acmeboot.test.protocol.ProblemException;
import io.github.acmeboot.test.protocol.ProblemType;

/**
 * Creates accounts, or finds them by their key (RFC 8555 sections 7.3 and 7.3.1).
 */
public final class NewAccountEndpoint implements Endpoint {

	private static final Pattern ADDRESS = Pattern.compile("mailto:[^@\\s,?]+@[^@\\s,?.]+(\\.[^@\\s,?.]+)+");

	private static final String LOOPBACK = "127.0.0.1";

	private final Ca ca;

	private final ExternalAccountBindings bindings;

	/**
	 * Creates the endpoint.
	 * @param ca the CA
	 */
	public NewAccountEndpoint(Ca ca) {
		this.ca = ca;
		this.bindings = new ExternalAccountBindings(ca.policy().externalAccountKeys());
	}

	@Override
	public ServerResponse handle(Call call) {
		JsonObject payload = call.signed().json();
		synchronized (this.ca.accounts()) {
			Optional<Account> known = this.ca.accounts().find(call.signed().key());
			if (known.isPresent()) {
				return answer(200, checked(known.get()));
			}
			if (payload.flag("onlyReturnExisting")) {
				throw new ProblemException(ProblemType.ACCOUNT_DOES_NOT_EXIST, "There is no account with this key");
			}
			Account created = create(call, payload);
			this.ca.accounts().add(created);
			return answer(201, created);
		}
	}

	private Account create(Call call, JsonObject payload) {
		TermsOfService terms = this.ca.accounts().terms();
		terms.checkNewAccount(payload.flag("termsOfServiceAgreed"));
		List<String> contacts = contacts(payload).orElse(List.of());
		Optional<JsonObject> binding = this.bindings.verify(call, payload);
		this.ca.rateLimiter().accountCreated(LOOPBACK);
		return new Account(call.signed().key(), contacts, binding, terms.url());
	}

	private Account checked(Account account) {
		if (account.getStatus() != Status.VALID) {
			throw new ProblemException(
					Problem.of(ProblemType.UNAUTHORIZED, "The account is " + account.getStatus().value())
						.withStatus(401));
		}
		return account;
	}

	static Optional<List<String>> contacts(JsonObject payload) {
		Optional<List<String>> contacts = payload.strings("contact");
		contacts.ifPresent((all) -> all.forEach(NewAccountEndpoint::checkContact));
		return contacts;
	}

	private static void checkContact(String contact) {
		if (!contact.startsWith("mailto:")) {
			throw new ProblemException(ProblemType.UNSUPPORTED_CONTACT, "Only mailto: contacts are supported");
		}
		if (!ADDRESS.matcher(contact).matches()) {
			throw new ProblemException(ProblemType.INVALID_CONTACT, "'" + contact + "' is not one e-mail address");
		}
	}

	private ServerResponse answer(int status, Account account) {
		return Call.json(status, account.document(this.ca.urls(), this.ca.behaviour().isOrderList()))
			.withHeader("Location", this.ca.urls().of(Operation.ACCOUNT, account.getId()));
	}

}
