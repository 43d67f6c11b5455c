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

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.shredzone.acme4j.Order;
import org.springframework.core.log.LogMessage;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.repository.OrderEntry;

/**
 * Opens the order of a certificate: the one under way if it is still good, otherwise a
 * new one. What is about to be placed is recorded before the CA hears of it, so that an
 * order whose placing was not answered is looked for and not placed twice.
 */
final class Orders {

	private static final Log logger = LogFactory.getLog(Orders.class);

	private final NewOrder newOrder = new NewOrder();

	/**
	 * Goes on with the order under way.
	 * @param issuance what is wanted, and with whom we talk
	 * @return the order, or empty if there is none that can be completed
	 */
	Optional<OpenOrder> resume(Issuance issuance) {
		issuance.journal().read();
		return recorded(issuance).flatMap((entry) -> resume(issuance, entry));
	}

	/**
	 * Places an order, unless the CA has it already.
	 * @param issuance what is wanted, and with whom we talk; its journal is read
	 * @return the order
	 */
	OpenOrder place(Issuance issuance) {
		return recorded(issuance).filter((intended) -> isWanted(issuance, intended))
			.flatMap((intended) -> adopt(issuance, intended))
			.orElseGet(() -> placeNew(issuance));
	}

	OpenOrder withKey(Issuance issuance, OpenOrder open, KeyPair keyPair) {
		OrderEntry entry = open.entry().with(keyPair, issuance.journal().fence());
		issuance.journal().write(entry);
		return new OpenOrder(open.order(), entry);
	}

	void forget(Issuance issuance) {
		if (issuance.journal().clear(issuance.client().directory())) {
			issuance.allowance().abandoned();
		}
	}

	/**
	 * Forgets the order for good reason, which counts even if the store fails.
	 * @param issuance what is wanted, and with whom we talk
	 * @param reason why it can never be completed
	 */
	void forget(Issuance issuance, AcmeException reason) {
		try {
			forget(issuance);
		}
		catch (StoreException ex) {
			reason.addSuppressed(ex);
		}
	}

	private static Optional<OrderEntry> recorded(Issuance issuance) {
		return issuance.journal().find(issuance.client().directory());
	}

	private static boolean isWanted(Issuance issuance, OrderEntry entry) {
		return entry.isFor(issuance.certificate().identifiers()) && Objects.equals(entry.profile(), issuance.profile());
	}

	private Optional<OpenOrder> resume(Issuance issuance, OrderEntry entry) {
		URI location = entry.location();
		if (location == null) {
			return Optional.empty();
		}
		if (!isWanted(issuance, entry)) {
			return dropped(issuance, entry, entry.isFor(issuance.certificate().identifiers())
					? "it is for another profile" : "it is for other names");
		}
		Order order = issuance.login().bindOrder(issuance.session().url(location));
		Optional<String> end = OrderEnd.of(issuance, order, entry);
		return end.isPresent() ? dropped(issuance, entry, end.get()) : Optional.of(resumed(issuance, order, entry));
	}

	private static OpenOrder resumed(Issuance issuance, Order order, OrderEntry former) {
		logger.info("Going on with the order " + former.location() + ", which is " + order.getStatus());
		long fence = issuance.journal().fence();
		if (former.fence() == fence) {
			return new OpenOrder(order, former);
		}
		return recorded(issuance, order, former.with(former.keyPair(), fence));
	}

	private Optional<OpenOrder> dropped(Issuance issuance, OrderEntry entry, String reason) {
		logger.info("Leaving the order " + entry.location() + " alone: " + reason);
		forget(issuance);
		return Optional.empty();
	}

	private Optional<OpenOrder> adopt(Issuance issuance, OrderEntry intended) {
		return new PlacedOrders(issuance).find(this.newOrder.extras(issuance).profile()).map((order) -> {
			logger.info("Going on with the order " + order.getLocation() + ", whose placing was not answered");
			return recorded(issuance, order, at(order, intended.with(null, issuance.journal().fence())));
		});
	}

	private OpenOrder placeNew(Issuance issuance) {
		List<Identifier> identifiers = issuance.certificate().identifiers();
		NewOrder.Extras extras = this.newOrder.extras(issuance);
		OrderEntry intended = OrderEntry.intended(issuance.issuer(), issuance.client().directory(), identifiers,
				issuance.profile(), issuance.journal().fence());
		issuance.journal().write(intended);
		Order order = submit(issuance, extras);
		logger.debug(LogMessage.format("Placed the order %s for %s", order.getLocation(), identifiers));
		return recorded(issuance, order, at(order, intended));
	}

	private Order submit(Issuance issuance, NewOrder.Extras extras) {
		try {
			return this.newOrder.place(issuance, extras);
		}
		catch (AcmeException ex) {
			if (OrderEnd.isNeverPlaced(ex)) {
				forget(issuance, ex);
			}
			throw ex;
		}
	}

	private static OrderEntry at(Order order, OrderEntry intended) {
		return intended.at(URI.create(order.getLocation().toString()));
	}

	private static OpenOrder recorded(Issuance issuance, Order order, OrderEntry entry) {
		issuance.journal().write(entry);
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
