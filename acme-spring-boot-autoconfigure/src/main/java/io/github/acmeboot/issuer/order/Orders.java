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

import java.net.URI;
import java.security.KeyPair;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.Status;
import org.springframework.core.log.LogMessage;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.issuer.problem.ProblemTranslator;
import io.github.acmeboot.issuer.protocol.Operation;
import io.github.acmeboot.issuer.x509.KeyPairs;
import io.github.acmeboot.store.repository.OrderEntry;

/**
 * Opens the order of a certificate: the one under way if it is still good, otherwise a
 * new one.
 */
final class Orders {

	private static final Log logger = LogFactory.getLog(Orders.class);

	private final NewOrder newOrder = new NewOrder();

	OpenOrder open(Issuance issuance) {
		return issuance.journal().read().flatMap((entry) -> resume(issuance, entry)).orElseGet(() -> place(issuance));
	}

	OpenOrder withKey(Issuance issuance, OpenOrder open, KeyPair keyPair) {
		OrderEntry entry = open.entry().with(keyPair, issuance.journal().fence());
		issuance.journal().write(entry);
		return new OpenOrder(open.order(), entry);
	}

	void forget(Issuance issuance) {
		issuance.journal().clear();
	}

	private Optional<OpenOrder> resume(Issuance issuance, OrderEntry entry) {
		if (!entry.directory().equals(issuance.client().directory())) {
			return dropped(entry, "it is with another CA");
		}
		if (!Set.copyOf(entry.identifiers()).equals(Set.copyOf(issuance.certificate().identifiers()))) {
			return dropped(entry, "it is for other names");
		}
		if (!Objects.equals(entry.profile(), issuance.profile())) {
			return dropped(entry, "it is for another profile");
		}
		Order order = issuance.login().bindOrder(issuance.session().url(entry.location()));
		return status(issuance, order).filter((status) -> isUsable(status, issuance.certificate(), entry))
			.map((status) -> resumed(issuance, order, entry, status))
			.or(() -> dropped(entry, "it can no longer be completed"));
	}

	private Optional<Status> status(Issuance issuance, Order order) {
		try {
			return Optional.of(issuance.session().exchange(Operation.ORDER, () -> {
				order.fetch();
				return order.getStatus();
			}));
		}
		catch (AcmeException ex) {
			if (isGone(ex)) {
				logger.debug(LogMessage.format("The order %s is gone", order.getLocation()), ex);
				return Optional.empty();
			}
			throw ex;
		}
	}

	private static boolean isGone(AcmeException failure) {
		return switch (failure.getReason()) {
			case PROTOCOL, INTERNAL, CONFIGURATION -> true;
			case ACCOUNT -> !ProblemTranslator.isAccountUnknown(failure);
			default -> false;
		};
	}

	private static boolean isUsable(Status status, ManagedCertificate certificate, OrderEntry entry) {
		return switch (status) {
			case PENDING, READY -> true;
			case PROCESSING, VALID ->
				entry.keyPair() != null && KeyPairs.isOfType(entry.keyPair().getPublic(), certificate.keyType());
			default -> false;
		};
	}

	private static OpenOrder resumed(Issuance issuance, Order order, OrderEntry former, Status status) {
		logger.info("Going on with the order " + former.location() + ", which is " + status);
		long fence = issuance.journal().fence();
		if (former.fence() == fence) {
			return new OpenOrder(order, former);
		}
		OrderEntry entry = former.with(former.keyPair(), fence);
		issuance.journal().write(entry);
		return new OpenOrder(order, entry);
	}

	private static Optional<OpenOrder> dropped(OrderEntry entry, String reason) {
		logger.info("Leaving the order " + entry.location() + " alone: " + reason);
		return Optional.empty();
	}

	private OpenOrder place(Issuance issuance) {
		List<Identifier> identifiers = issuance.certificate().identifiers();
		Order order = this.newOrder.place(issuance);
		OrderEntry entry = new OrderEntry(issuance.issuer(), issuance.client().directory(),
				URI.create(order.getLocation().toString()), identifiers, issuance.profile(), null,
				issuance.journal().fence());
		issuance.journal().write(entry);
		logger.debug(LogMessage.format("Placed the order %s for %s", entry.location(), identifiers));
		return new OpenOrder(order, entry);
	}

	/**
	 * An order and its entry in the journal.
	 *
	 * @param order the order
	 * @param entry the entry
	 */
	record OpenOrder(Order order, OrderEntry entry) {

		KeyPair keyPair() {
			return Objects.requireNonNull(this.entry.keyPair());
		}

	}

}
