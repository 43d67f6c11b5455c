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

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.test.ca.CaBehaviour;
import io.github.acmeboot.test.ca.CaCertificate;
import io.github.acmeboot.test.ca.Order;
import io.github.acmeboot.test.ca.Orders;
import io.github.acmeboot.test.http.ServerResponse;
import io.github.acmeboot.test.protocol.JsonObject;
import io.github.acmeboot.test.protocol.Operation;
import io.github.acmeboot.test.protocol.Problem;
import io.github.acmeboot.test.protocol.ProblemException;
import io.github.acmeboot.test.protocol.ProblemType;

/**
 * Places orders (RFC 8555 section 7.4).
 */
public final class NewOrderEndpoint implements Endpoint {

	private static final int MAX_IDENTIFIERS = 100;

	private final Ca ca;

	/**
	 * Creates the endpoint.
	 * @param ca the CA
	 */
	public NewOrderEndpoint(Ca ca) {
		this.ca = ca;
	}

	@Override
	public ServerResponse handle(Call call) {
		JsonObject payload = call.signed().json();
		if (payload.has("notBefore") || payload.has("notAfter")) {
			throw malformed("The validity cannot be chosen: leave out 'notBefore' and 'notAfter'");
		}
		List<Identifier> identifiers = identifiers(payload);
		Optional<String> profile = payload.string("profile");
		profile.ifPresent((name) -> this.ca.behaviour().profiles().check(name, identifiers));
		boolean replaceable = this.ca.behaviour().renewalInfo().isOffered();
		Optional<String> replaces = payload.string("replaces").filter((id) -> replaceable);
		Order order = place(call, new Order.Terms(identifiers, profile, replaces));
		return Call.json(201, order.document(this.ca.urls(), this.ca.now()))
			.withHeader("Location", this.ca.urls().of(Operation.ORDER, order.getId()));
	}

	private Order place(Call call, Order.Terms terms) {
		Orders orders = this.ca.orders();
		synchronized (orders) {
			Optional<CaCertificate> predecessor = terms.replaces()
				.map((id) -> predecessor(call, id, terms.identifiers()));
			this.ca.rateLimiter().orderPlaced(this.ca.purchase(call.account(), terms));
			Order order = Optional.of(this.ca.behaviour())
				.filter(CaBehaviour::isOrderReuse)
				.flatMap((any) -> orders.findReusable(call.account(), terms, this.ca.now()))
				.orElseGet(() -> orders.place(call.account(), terms, this.ca.behaviour().isAuthorizationReuse(),
						this.ca.now()));
			predecessor.ifPresent((certificate) -> certificate.replacedBy(order));
			return order;
		}
	}

	private List<Identifier> identifiers(JsonObject payload) {
		List<Identifier> identifiers = payload.objects("identifiers").stream().map(this::identifier).toList();
		if (identifiers.isEmpty() || identifiers.size() > MAX_IDENTIFIERS
				|| identifiers.stream().distinct().count() < identifiers.size()) {
			throw malformed("An order must have 1 to " + MAX_IDENTIFIERS + " identifiers, all different");
		}
		List<Problem> rejections = new ArrayList<>();
		identifiers.forEach((identifier) -> rejection(identifier).ifPresent(rejections::add));
		if (!rejections.isEmpty()) {
			throw new ProblemException(
					Problem.of(ProblemType.REJECTED_IDENTIFIER, "The CA does not issue for some of the identifiers")
						.withSubproblems(rejections));
		}
		return identifiers;
	}

	private Identifier identifier(JsonObject object) {
		String type = object.requiredString("type");
		String value = object.requiredString("value");
		Identifier identifier = parse(value);
		if (!type.equals("dns") && !type.equals("ip")) {
			throw new ProblemException(ProblemType.UNSUPPORTED_IDENTIFIER, "The type '" + type + "' is not supported");
		}
		if (!identifier.value().equals(value) || type.equals("ip") != (identifier.type() == Identifier.Type.IP)) {
			throw malformed("'" + value + "' is not the canonical form of an identifier of the type '" + type + "'");
		}
		return identifier;
	}

	private Identifier parse(String value) {
		try {
			return Identifier.of(value);
		}
		catch (IllegalArgumentException ex) {
			throw malformed(String.valueOf(ex.getMessage()));
		}
	}

	private Optional<Problem> rejection(Identifier identifier) {
		if (this.ca.behaviour().isBlocked(identifier)) {
			return Optional
				.of(Problem.of(ProblemType.REJECTED_IDENTIFIER, "The CA does not issue for '" + identifier + "'")
					.about(identifier));
		}
		if (!this.ca.orders().canValidate(identifier)) {
			return Optional.of(Problem
				.of(ProblemType.REJECTED_IDENTIFIER, "No challenge of this CA can validate '" + identifier + "'")
				.about(identifier));
		}
		return Optional.empty();
	}

	private CaCertificate predecessor(Call call, String renewalId, List<Identifier> identifiers) {
		CaCertificate predecessor = this.ca.certificates()
			.findByRenewalId(renewalId)
			.orElseThrow(() -> malformed("'replaces' is not a certificate of this CA"));
		call.checkOwner(predecessor.getAccount());
		if (predecessor.getIdentifiers().stream().noneMatch(identifiers::contains)) {
			throw malformed("'replaces' is a certificate for other identifiers");
		}
		if (predecessor.successor().isPresent()) {
			throw new ProblemException(ProblemType.ALREADY_REPLACED, "The certificate has been replaced already");
		}
		return predecessor;
	}

	private ProblemException malformed(String detail) {
		return new ProblemException(ProblemType.MALFORMED, detail);
	}

}
