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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.toolbox.JSON;
import org.shredzone.acme4j.util.CSRBuilder;
import org.springframework.core.log.LogMessage;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.issuer.polling.FetchWatch;
import io.github.acmeboot.issuer.polling.OrderPolling;
import io.github.acmeboot.issuer.polling.PollSchedule;
import io.github.acmeboot.issuer.protocol.AcmeSession;
import io.github.acmeboot.issuer.protocol.Exchange;
import io.github.acmeboot.issuer.protocol.Operation;

/**
 * Sends the CSR of an order that is ready, and waits until the CA has issued.
 */
final class Finalization {

	private static final Log logger = LogFactory.getLog(Finalization.class);

	private static final Set<Status> WAITING = Set.of(Status.PENDING, Status.READY, Status.PROCESSING);

	private final Issuance issuance;

	private final Duration timeout;

	/**
	 * Creates a finalization.
	 * @param issuance what is wanted, and with whom we talk
	 * @param timeout the time for the CA to issue
	 */
	Finalization(Issuance issuance, Duration timeout) {
		this.issuance = issuance;
		this.timeout = timeout;
	}

	JSON complete(Order order, KeyPair keyPair) {
		JSON state = order.getJSON();
		Optional<Duration> retryAfter = Optional.empty();
		if (status(state) == Status.READY) {
			this.issuance.checkpoint().run();
			state = submit(order, csr(keyPair));
			retryAfter = this.issuance.session().last().flatMap(Exchange::retryAfter);
		}
		if (WAITING.contains(status(state))) {
			state = await(order, retryAfter);
		}
		return issued(state, order);
	}

	private JSON submit(Order order, byte[] csr) {
		AcmeSession session = this.issuance.session();
		try {
			return session.exchange(Operation.FINALIZE, () -> {
				order.execute(csr);
				return session.last().flatMap(Exchange::json).orElseGet(JSON::empty);
			});
		}
		catch (AcmeException ex) {
			return afterFailure(order, ex);
		}
	}

	private JSON afterFailure(Order order, AcmeException failure) {
		if (failure.getReason() == Reason.INTERRUPTED) {
			throw failure;
		}
		JSON state = look(order, failure);
		if (status(state) != Status.PROCESSING && status(state) != Status.VALID) {
			this.issuance.allowance().notIssued();
			throw failure;
		}
		logger.debug(LogMessage.format("Finalize failed, but the order is %s", status(state)), failure);
		return state;
	}

	private JSON look(Order order, AcmeException failure) {
		try {
			return this.issuance.session().exchange(Operation.ORDER, () -> {
				order.fetch();
				return order.getJSON();
			});
		}
		catch (AcmeException ex) {
			failure.addSuppressed(ex);
			throw failure;
		}
	}

	private JSON await(Order order, Optional<Duration> retryAfter) {
		OrderLook look = new OrderLook(this.issuance, order, WAITING, () -> {
		});
		FetchWatch nothing = new FetchWatch(this.issuance.timeline(), 0);
		new OrderPolling(this.issuance.timeline(), PollSchedule.ofIssuance(), nothing).await(retryAfter, this.timeout,
				look);
		return order.getJSON();
	}

	private JSON issued(JSON state, Order order) {
		if (status(state) == Status.INVALID) {
			throw this.issuance.problems()
				.orderFailed(this.issuance.session()
					.read(Operation.ORDER,
							() -> state.get("error").map((problem) -> problem.asProblem(order.getLocation()))));
		}
		if (status(state) != Status.VALID || !state.contains("certificate")) {
			throw new AcmeException(Reason.PROTOCOL, "The CA '%s' says the order is %s, but names no certificate."
				.formatted(this.issuance.issuer(), status(state)));
		}
		return state;
	}

	private byte[] csr(KeyPair keyPair) {
		CSRBuilder builder = new CSRBuilder();
		this.issuance.certificate()
			.identifiers()
			.forEach((identifier) -> builder.addIdentifier(Identifiers.toAcme4j(identifier)));
		try {
			builder.sign(keyPair);
			return builder.getEncoded();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Status status(JSON state) {
		return state.get("status").map(JSON.Value::asStatus).orElse(Status.PROCESSING);
	}

}
