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
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.toolbox.JSON;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.issuer.protocol.Operation;

/**
 * Looks for an order whose placing was not answered, in the list of the account's orders
 * (RFC 8555 section 7.1.2.1). Not every CA has one, and it may be long: a few of the
 * orders at both its ends are looked at, as the RFC does not say where the newest are.
 */
final class PlacedOrders {

	private static final Log logger = LogFactory.getLog(PlacedOrders.class);

	private static final int MOST_LISTED = 100;

	private static final int MOST_LOOKED_AT = 10;

	private static final Set<Status> OPEN = Set.of(Status.PENDING, Status.READY);

	private final Issuance issuance;

	PlacedOrders(Issuance issuance) {
		this.issuance = issuance;
	}

	/**
	 * Looks for the order. It makes no difference why it is not found.
	 * @param profile the profile that the CA offers and is asked for, or {@code null} if
	 * there is none: then one that the CA has chosen is as good as any
	 * @return an order that nobody has finalized, or empty if none is found
	 * @throws AcmeException if the work was stopped
	 */
	Optional<Order> find(@Nullable String profile) {
		try {
			return candidates(list()).filter((order) -> isWanted(order, profile)).findFirst();
		}
		catch (AcmeException ex) {
			if (ex.getReason() == Reason.INTERRUPTED) {
				throw ex;
			}
			logger.debug("The CA '" + this.issuance.issuer() + "' does not list the orders of '" + this.issuance.name()
					+ "'; placing a new one", ex);
			return Optional.empty();
		}
	}

	private List<Order> list() {
		return this.issuance.session().exchange(Operation.ORDERS, () -> {
			Iterator<Order> listed = this.issuance.login().getAccount().getOrders();
			List<Order> orders = new ArrayList<>();
			while (orders.size() < MOST_LISTED && listed.hasNext()) {
				orders.add(listed.next());
			}
			return orders;
		});
	}

	private static Stream<Order> candidates(List<Order> orders) {
		int last = orders.size() - 1;
		return IntStream.range(0, Math.min(orders.size(), MOST_LOOKED_AT))
			.map((look) -> (look % 2 == 0) ? last - look / 2 : look / 2)
			.mapToObj(orders::get);
	}

	private boolean isWanted(Order order, @Nullable String profile) {
		this.issuance.checkpoint().run();
		return this.issuance.session().exchange(Operation.ORDER, () -> {
			order.fetch();
			return OPEN.contains(order.getStatus()) && isForTheSameNames(order)
					&& isOfProfile(order.getJSON(), profile);
		}) && !this.issuance.journal().isTakenByAnother(URI.create(order.getLocation().toString()));
	}

	private boolean isForTheSameNames(Order order) {
		Set<Identifier> ordered = order.getIdentifiers()
			.stream()
			.map(Identifiers::fromAcme4j)
			.collect(Collectors.toSet());
		return ordered.equals(Set.copyOf(this.issuance.certificate().identifiers()));
	}

	private static boolean isOfProfile(JSON order, @Nullable String profile) {
		return profile == null || order.get("profile").map(JSON.Value::asString).filter(profile::equals).isPresent();
	}

}
