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

import io.github.acmeboot.test.ca.Account;
import io.github.acmeboot.test.endpoint.Ca;
import io.github.acmeboot.test.endpoint.Call;
import io.github.acmeboot.test.endpoint.Endpoint;
import io.github.acmeboot.test.http.ServerResponse;
import io.github.acmeboot.test.protocol.JsonObject;

/**
 * Shows, updates and deactivates an account (RFC 8555 sections 7.3.2 and 7.3.6).
 */
public final class AccountEndpoint implements Endpoint {

	private final Ca ca;

	/**
	 * Creates the endpoint.
	 * @param ca the CA
	 */
	public AccountEndpoint(Ca ca) {
		this.ca = ca;
	}

	@Override
	public ServerResponse handle(Call call) {
		Account account = this.ca.accounts().find(call.id()).orElseThrow(call::notFound);
		call.checkOwner(account);
		if (!call.signed().isPostAsGet()) {
			update(account, call.signed().json());
		}
		return Call.json(200, account.document(this.ca.urls(), this.ca.behaviour().isOrderList()));
	}

	private void update(Account account, JsonObject payload) {
		NewAccountEndpoint.contacts(payload).ifPresent(account::changeContacts);
		if (payload.string("status").filter("deactivated"::equals).isPresent()) {
			account.deactivate();
		}
		if (payload.flag("termsOfServiceAgreed")) {
			account.agreeTo(this.ca.accounts().terms().url());
		}
	}

}
