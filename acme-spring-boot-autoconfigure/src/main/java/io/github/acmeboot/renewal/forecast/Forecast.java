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

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.issuer.CertificateIssuer;
import io.github.acmeboot.issuer.RemainingLimits;
import io.github.acmeboot.renewal.forecast.CertificatePlan.Source;
import io.github.acmeboot.renewal.plan.RenewalPlanner;
import io.github.acmeboot.store.repository.CertificateState;
import io.github.acmeboot.store.repository.OrderJournal;

/**
 * Says what happens to a certificate next, by what those who do it go by: the planner
 * says when, the ledgers say of whom it may be asked. Asks no CA and changes nothing.
 */
public final class Forecast {

	private final RenewalPlanner planner;

	private final Sources sources;

	private final Clock clock;

	/**
	 * Creates a forecast.
	 * @param planner says when the CA is asked
	 * @param limits knows what is left of the limits, where they are known
	 * @param journal keeps the orders under way
	 * @param issuer knows what an order is with
	 * @param clock the clock
	 */
	public Forecast(RenewalPlanner planner, Supplier<@Nullable RemainingLimits> limits, OrderJournal journal,
			CertificateIssuer issuer, Clock clock) {
		this.planner = planner;
		this.sources = new Sources(planner, limits, journal, issuer);
		this.clock = clock;
	}

	/**
	 * Returns what happens to a certificate next if nothing changes.
	 * @param situation how things stand with it
	 * @return the plan
	 */
	public CertificatePlan of(Situation situation) {
		Instant now = this.clock.instant();
		Optional<PlannedStep> own = ownStep(situation);
		if (own.isPresent()) {
			return plan(situation, own.get(), situation.ownAttempt(now), List.of());
		}
		Optional<Instant> attempt = this.planner.nextAttempt(situation.wanted(), situation.held(), situation.state());
		if (attempt.isEmpty() || !situation.listening()) {
			return plan(situation, standstill(situation, attempt), null, List.of());
		}
		Instant at = attempt.get().isBefore(now) ? now : attempt.get();
		return order(situation, at, this.sources.of(situation, now, at));
	}

	private CertificatePlan order(Situation situation, Instant at, List<Source> sources) {
		Optional<Instant> allowed = sources.stream().anyMatch(Source::isAsked) ? Optional.empty()
				: sources.stream().map(Source::refusedUntil).filter(Objects::nonNull).min(Instant::compareTo);
		return plan(situation, allowed.isPresent() ? PlannedStep.WAIT_FOR_LIMIT : step(situation, at, sources),
				allowed.orElse(at), sources);
	}

	private static Optional<PlannedStep> ownStep(Situation situation) {
		if (situation.unsaved()) {
			return Optional.of(PlannedStep.SAVE);
		}
		return situation.ownFailure()
			.map((failure) -> (failure.reason() == AcmeException.Reason.PUBLISH) ? PlannedStep.PRESENTATION
					: PlannedStep.WAIT_FOR_STORE);
	}

	private static PlannedStep standstill(Situation situation, Optional<Instant> attempt) {
		if (situation.state().paused() != null) {
			return PlannedStep.PAUSED;
		}
		if (attempt.isPresent()) {
			return PlannedStep.NOTHING_LISTENS;
		}
		boolean ceased = situation.held()
			.filter((held) -> RenewalPlanner.isCeased(held, situation.state()))
			.isPresent();
		return ceased ? PlannedStep.CEASED : PlannedStep.RENEWAL_DISABLED;
	}

	private PlannedStep step(Situation situation, Instant at, List<Source> sources) {
		CertificateState state = situation.state();
		if (sources.stream().anyMatch(Source::underWay)) {
			return PlannedStep.ORDER_UNDER_WAY;
		}
		if (state.failure() != null && state.nextAttempt() != null && !at.isAfter(state.nextAttempt())) {
			return (state.failure().reason() == AcmeException.Reason.RATE_LIMITED) ? PlannedStep.WAIT_FOR_LIMIT
					: PlannedStep.RETRY;
		}
		if (situation.held().isEmpty()) {
			return PlannedStep.FIRST_ORDER;
		}
		return situation.isRevoked() ? PlannedStep.REPLACEMENT : renewal(situation);
	}

	private PlannedStep renewal(Situation situation) {
		if (situation.held().filter((held) -> isWanted(situation)).isEmpty()) {
			return PlannedStep.CHANGE;
		}
		if (situation.isRolledBack()) {
			return PlannedStep.LATE_RENEWAL;
		}
		return situation.held()
			.flatMap((held) -> this.planner.suggestion(situation.wanted(), held, situation.state()))
			.map((window) -> PlannedStep.SUGGESTED_RENEWAL)
			.orElse(PlannedStep.RENEWAL);
	}

	private boolean isWanted(Situation situation) {
		return situation.held()
			.filter((held) -> this.planner.isWanted(situation.wanted(), held, situation.state()))
			.isPresent();
	}

	private CertificatePlan plan(Situation situation, PlannedStep step, @Nullable Instant at, List<Source> sources) {
		return new CertificatePlan(situation.wanted().name(), step, at,
				situation.held().map(RenewalPlanner::latest).orElse(null),
				new PlanWords(situation, at, sources).of(step), suggestion(situation), sources);
	}

	private CertificatePlan.@Nullable Suggestion suggestion(Situation situation) {
		return situation.held()
			.filter((held) -> this.planner.asksForSuggestions(situation.wanted(), held, situation.state()).isPresent())
			.flatMap(situation.state()::suggestionFor)
			.map((known) -> new CertificatePlan.Suggestion((known.window() != null) ? known.window().start() : null,
					(known.window() != null) ? known.window().end() : null, known.next()))
			.orElse(null);
	}

}
