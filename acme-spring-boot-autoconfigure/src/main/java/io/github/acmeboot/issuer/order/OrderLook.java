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

package io.github.acmeboot.issuer.order;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.Status;

import io.github.acmeboot.issuer.polling.OrderPolling;
import io.github.acmeboot.issuer.protocol.Exchange;
import io.github.acmeboot.issuer.protocol.Operation;

/**
 * Looks at an order until it has left certain states, or the work is stopped.
 */
final class OrderLook implements OrderPolling.Poll {

	private final Issuance issuance;

	private final Order order;

	private final Set<Status> waiting;

	private final Runnable inspection;

	OrderLook(Issuance issuance, Order order, Set<Status> waiting, Runnable inspection) {
		this.issuance = issuance;
		this.order = order;
		this.waiting = waiting;
		this.inspection = inspection;
	}

	@Override
	public boolean look() {
		this.issuance.checkpoint().run();
		Status status = this.issuance.session().exchange(Operation.ORDER, () -> {
			this.order.fetch();
			return this.order.getStatus();
		});
		return !this.waiting.contains(status);
	}

	@Override
	public Optional<Duration> retryAfter() {
		return this.issuance.session().last().flatMap(Exchange::retryAfter);
	}

	@Override
	public void inspect() {
		this.inspection.run();
	}

}
