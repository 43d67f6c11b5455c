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

package io.github.acmeboot.test.endpoint;

import java.time.Duration;

import io.github.acmeboot.test.ca.Order;
import io.github.acmeboot.test.ca.Status;
import io.github.acmeboot.test.http.ServerResponse;
import io.github.acmeboot.test.protocol.Operation;
import io.github.acmeboot.test.protocol.RetryAfter;

/**
 * Shows an order (RFC 8555 section 7.4).
 */
public final class OrderEndpoint implements Endpoint {

	private final Ca ca;

	/**
	 * Creates the endpoint.
	 * @param ca the CA
	 */
	public OrderEndpoint(Ca ca) {
		this.ca = ca;
	}

	@Override
	public ServerResponse handle(Call call) {
		Order order = this.ca.orders().find(call.id()).orElseThrow(call::notFound);
		call.checkOwner(order.getAccount());
		if (!this.ca.behaviour().isOrdersHeld()) {
			order.progress(this.ca.now());
		}
		return answer(this.ca, order);
	}

	static ServerResponse answer(Ca ca, Order order) {
		ServerResponse response = Call.json(200, order.document(ca.urls(), ca.now()))
			.withHeader("Location", ca.urls().of(Operation.ORDER, order.getId()));
		boolean processing = order.status(ca.now()) == Status.PROCESSING;
		return processing ? withRetryAfter(ca, response) : response;
	}

	static ServerResponse withRetryAfter(Ca ca, ServerResponse response) {
		Duration delay = ca.behaviour().getRetryAfter();
		return delay.isZero() ? response
				: response.withHeader(RetryAfter.HEADER, ca.behaviour().getRetryAfterForm().format(ca.now(), delay));
	}

}
