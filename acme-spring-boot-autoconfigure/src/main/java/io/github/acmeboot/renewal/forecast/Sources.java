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
 * comes first, whoever it is with: it is paid for.
 */
final class Sources {

	private static final Log logger = LogFactory.getLog(Sources.class);

	private final RenewalPlanner planner;

	private final Supplier<@Nullable RemainingLimits> limits;

	private final OrderJournal journal;

	Sources(RenewalPlanner planner, Supplier<@Nullable RemainingLimits> limits, OrderJournal journal) {
		this.planner = planner;
		this.limits = limits;
		this.journal = journal;
	}

	List<Source> of(Situation situation, Instant now, Instant at) {
		Set<String> underWay = mayHaveOrders(situation, now, at) ? underWay(situation) : Set.of();
		List<Source> sources = situation.wanted()
			.issuers()
			.stream()
			.map((issuer) -> source(situation, issuer, at, underWay.contains(issuer)))
			.toList();
		return Stream
			.concat(sources.stream().filter(Source::underWay), sources.stream().filter((other) -> !other.underWay()))
			.toList();
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
			return this.journal.find(situation.wanted().name())
				.stream()
				.filter((entry) -> entry.location() != null && entry.isFor(situation.wanted().identifiers()))
				.map(OrderEntry::issuer)
				.collect(Collectors.toSet());
		}
		catch (StoreException ex) {
			logger.debug("The orders under way for '" + situation.wanted().name() + "' cannot be read", ex);
			return Set.of();
		}
	}

	private Source source(Situation situation, String issuer, Instant at, boolean underWay) {
		Price price = price(request(situation, issuer), at).orElse(Price.NOTHING);
		List<Cost> costs = price.costs()
			.stream()
			.filter((cost) -> !underWay || cost.limit() != Limit.NEW_ORDERS)
			.toList();
		AcmeException refusal = underWay ? null : price.refusal();
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
