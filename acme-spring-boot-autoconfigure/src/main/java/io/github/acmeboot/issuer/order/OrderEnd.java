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

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;

import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.exception.AcmeProtocolException;
import org.shredzone.acme4j.toolbox.JSON;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Remedy;
import io.github.acmeboot.issuer.problem.ProblemTranslator;
import io.github.acmeboot.issuer.protocol.Exchange;
import io.github.acmeboot.issuer.protocol.Operation;
import io.github.acmeboot.issuer.ratelimit.LimitReachedException;
import io.github.acmeboot.issuer.x509.KeyPairs;
import io.github.acmeboot.store.repository.OrderEntry;

/**
 * Knows when nothing can come of an order any more. As long as that is not sure, it is
 * kept.
 */
final class OrderEnd {

	private static final int NOT_FOUND = 404;

	private static final int GONE = 410;

	private OrderEnd() {
	}

	/**
	 * Looks at an order that was recorded. One that has failed while nobody looked is
	 * counted.
	 * @param issuance what is wanted, and with whom we talk
	 * @param order the order; fetched, unless there is no such order any more
	 * @param entry what is recorded of it
	 * @return why it can no longer be completed, or empty if it can
	 * @throws AcmeException if it cannot be told
	 */
	static Optional<String> of(Issuance issuance, Order order, OrderEntry entry) {
		try {
			Status status = issuance.session().exchange(Operation.ORDER, () -> {
				order.fetch();
				return order.getStatus();
			});
			if (status == Status.INVALID) {
				issuance.allowance().orderFailed();
			}
			return (status == Status.VALID && !hasCertificate(order))
					? Optional.of("the CA says it is valid, but not where its certificate is")
					: of(status, issuance, entry);
		}
		catch (AcmeException ex) {
			if (!isRefusal(issuance, ex)) {
				throw ex;
			}
			return Optional.of("it can no longer be completed. " + ex.getMessage());
		}
	}

	private static Optional<String> of(Status status, Issuance issuance, OrderEntry entry) {
		return switch (status) {
			case PENDING, READY -> Optional.empty();
			case PROCESSING, VALID -> hasKey(issuance, entry) ? Optional.empty() : Optional
				.of("it is " + status + ", but was not finalized with a key that is known and wanted here");
			default -> Optional.of("it can no longer be completed. The CA says it is " + status);
		};
	}

	private static boolean hasCertificate(Order order) {
		try {
			return order.getJSON().get("certificate").map(JSON.Value::asURL).isPresent();
		}
		catch (AcmeProtocolException | IllegalArgumentException ex) {
			return false;
		}
	}

	private static boolean hasKey(Issuance issuance, OrderEntry entry) {
		return entry.keyPair() != null
				&& KeyPairs.isOfType(entry.keyPair().getPublic(), issuance.certificate().keyType());
	}

	private static boolean isRefusal(Issuance issuance, AcmeException failure) {
		int status = issuance.session().last().map(Exchange::status).orElse(0);
		if (status == NOT_FOUND || status == GONE) {
			return true;
		}
		return switch (failure.getReason()) {
			case INTERNAL, CONFIGURATION -> failure.getProblemType().isPresent();
			case ACCOUNT -> !ProblemTranslator.isAccountUnknown(failure);
			default -> false;
		};
	}

	/**
	 * Returns whether an order was certainly not placed: it was refused, or the CA was
	 * never reached.
	 * @param failure why it was not placed
	 * @return whether there is nothing to look for
	 */
	static boolean isNeverPlaced(AcmeException failure) {
		if (failure.getProblemType().isPresent()) {
			return failure.getRemedy() != Remedy.SECONDS;
		}
		if (failure instanceof LimitReachedException) {
			return true;
		}
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof ConnectException || cause instanceof UnknownHostException
					|| cause instanceof HttpConnectTimeoutException || cause instanceof UnresolvedAddressException) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Returns whether nothing will come of an order that was placed.
	 * @param failure why it was not completed
	 * @return whether a new one has to be placed
	 */
	static boolean isLost(AcmeException failure) {
		return switch (failure.getReason()) {
			case VALIDATION, REJECTED_IDENTIFIER, CERTIFICATE -> true;
			case CONFIGURATION -> failure.getProblemType().isPresent();
			default -> false;
		};
	}

}
