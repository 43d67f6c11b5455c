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

package io.github.acmeboot.renewal.forecast;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.issuer.CertificateIssuer;
import io.github.acmeboot.issuer.IssuanceRequest;
import io.github.acmeboot.issuer.IssuanceRequest.Occasion;
import io.github.acmeboot.issuer.IssuanceRequest.Replacement;
import io.github.acmeboot.issuer.RemainingLimits;
import io.github.acmeboot.issuer.progress.IssuanceProgress;
import io.github.acmeboot.issuer.ratelimit.Limit;
import io.github.acmeboot.issuer.ratelimit.RateLimitStatus.Cost;
import io.github.acmeboot.issuer.ratelimit.RateLimitStatus.Price;
import io.github.acmeboot.renewal.forecast.CertificatePlan.Source;
import io.github.acmeboot.renewal.plan.RenewalPlanner;
import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.repository.OrderEntry;
import io.github.acmeboot.store.repository.OrderJournal;

/**
 * Says which issuers are asked, in which order and at what price. An order under way
 * comes first, whoever it is with: it is paid for. After a refusal that is because of the
 * names nobody else is asked.
 */
final class Sources {

	private static final Log logger = LogFactory.getLog(Sources.class);

	private final RenewalPlanner planner;

	private final Supplier<@Nullable RemainingLimits> limits;

	private final OrderJournal journal;

	private final CertificateIssuer certificateIssuer;

	Sources(RenewalPlanner planner, Supplier<@Nullable RemainingLimits> limits, OrderJournal journal,
			CertificateIssuer certificateIssuer) {
		this.planner = planner;
		this.limits = limits;
		this.journal = journal;
		this.certificateIssuer = certificateIssuer;
	}

	List<Source> of(Situation situation, Instant now, Instant at) {
		Set<String> underWay = mayHaveOrders(situation, now, at) ? underWay(situation) : Set.of();
		List<String> issuers = situation.wanted().issuers();
		List<Source> sources = new ArrayList<>();
		AcmeException last = null;
		for (String issuer : Stream
			.concat(issuers.stream().filter(underWay::contains),
					issuers.stream().filter((other) -> !underWay.contains(other)))
			.toList()) {
			Price price = price(request(situation, issuer), at).orElse(Price.NOTHING);
			AcmeException refusal = underWay.contains(issuer) ? null : (last != null) ? last : price.refusal();
			sources.add(source(issuer, underWay.contains(issuer), price, refusal));
			last = (refusal != null && !refusal.isHelpedByAnotherIssuer()) ? refusal : null;
		}
		return sources;
	}

	/**
	 * Returns whether it is worth while to look for orders under way: where nothing has
	 * failed and nothing is due, there is none.
	 * @param situation how things stand
	 * @param now the present
	 * @param at the instant of the next attempt
	 * @return whether there may be some
	 */
	private static boolean mayHaveOrders(Situation situation, Instant now, Instant at) {
		return situation.held().isEmpty() || situation.state().failure() != null || !at.isAfter(now);
	}

	private Set<String> underWay(Situation situation) {
		try {
			List<OrderEntry> orders = this.journal.find(situation.wanted().name());
			return situation.wanted()
				.issuers()
				.stream()
				.filter((issuer) -> orders.stream()
					.anyMatch((order) -> isGoneOnWith(order, situation.wanted(), issuer)))
				.collect(Collectors.toSet());
		}
		catch (StoreException ex) {
			logger.debug("The orders under way for '" + situation.wanted().name() + "' cannot be read", ex);
			return Set.of();
		}
	}

	private boolean isGoneOnWith(OrderEntry order, ManagedCertificate wanted, String issuer) {
		return order.location() != null && order.isFor(wanted.identifiers())
				&& this.certificateIssuer.directory(issuer).filter(order.directory()::equals).isPresent()
				&& Optional.ofNullable(wanted.profile())
					.or(() -> this.certificateIssuer.profile(issuer))
					.equals(Optional.ofNullable(order.profile()));
	}

	private static Source source(String issuer, boolean underWay, Price price, @Nullable AcmeException refusal) {
		List<Cost> costs = price.costs()
			.stream()
			.filter((cost) -> !underWay || cost.limit() != Limit.NEW_ORDERS)
			.toList();
		return new Source(issuer, underWay, price.renewal(), price.exempt(), costs,
				(refusal != null) ? refusal.getRetryAfter().orElse(null) : null,
				(refusal != null) ? refusal.getMessage() : null);
	}

	private Optional<Price> price(IssuanceRequest request, Instant at) {
		RemainingLimits known = this.limits.get();
		return (known != null) ? known.price(request, at) : Optional.empty();
	}

	private IssuanceRequest request(Situation situation, String issuer) {
		Optional<Replacement> replaced = situation.held()
			.filter((held) -> this.planner.isReplaced(situation.wanted(), held, situation.state(), issuer))
			.map((held) -> new Replacement(held, () -> {
			}));
		return new IssuanceRequest(situation.wanted(), issuer, situation.held(), () -> {
		}, 0, Occasion.DUE, replaced, IssuanceProgress.UNOBSERVED);
	}

}
