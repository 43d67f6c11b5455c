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
import java.util.Map;

import io.github.acmeboot.test.ca.Account;
import io.github.acmeboot.test.ca.Status;
import io.github.acmeboot.test.endpoint.Ca;
import io.github.acmeboot.test.endpoint.Call;
import io.github.acmeboot.test.endpoint.Endpoint;
import io.github.acmeboot.test.http.ServerResponse;
import io.github.acmeboot.test.protocol.Operation;

/**
 * Lists the orders of an account (RFC 8555 section 7.1.2.1).
 */
public final class OrderListEndpoint implements Endpoint {

	private final Ca ca;

	/**
	 * Creates the endpoint.
	 * @param ca the CA
	 */
	public OrderListEndpoint(Ca ca) {
		this.ca = ca;
	}

	@Override
	public ServerResponse handle(Call call) {
		if (!this.ca.behaviour().isOrderList()) {
			throw call.notFound();
		}
		Account account = this.ca.accounts().find(call.id()).orElseThrow(call::notFound);
		call.checkOwner(account);
		List<String> orders = this.ca.orders()
			.all()
			.stream()
			.filter((order) -> order.getAccount() == account && order.status(this.ca.now()) != Status.INVALID)
			.map((order) -> this.ca.urls().of(Operation.ORDER, order.getId()))
			.toList();
		return Call.json(200, Map.of("orders", orders));
	}

}
