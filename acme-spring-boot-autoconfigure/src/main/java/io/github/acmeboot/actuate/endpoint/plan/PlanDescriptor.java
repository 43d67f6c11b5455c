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

package io.github.acmeboot.actuate.endpoint.plan;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

import io.github.acmeboot.issuer.ratelimit.RateLimitStatus.Cost;
import io.github.acmeboot.renewal.forecast.CertificatePlan;
import io.github.acmeboot.renewal.forecast.CertificatePlan.Source;
import io.github.acmeboot.renewal.forecast.CertificatePlan.Suggestion;
import io.github.acmeboot.renewal.forecast.PlannedStep;

/**
 * Description of what happens to a certificate next.
 *
 * @param step what happens
 * @param at when it happens
 * @param latest the latest instant that leaves time for a renewal
 * @param reason what happens and why, in plain words
 * @param suggestion what the CA says of the renewal
 * @param issuers the issuers in the order in which they are asked
 */
public record PlanDescriptor(PlannedStep step, @Nullable Instant at, @Nullable Instant latest, String reason,
		@Nullable SuggestionDescriptor suggestion,
		@Nullable List<SourceDescriptor> issuers) implements OperationResponseBody {

	/**
	 * Creates the description of a plan.
	 * @param plan the plan
	 * @return its description
	 */
	public static PlanDescriptor of(CertificatePlan plan) {
		return new PlanDescriptor(plan.step(), plan.at(), plan.latest(), plan.reason(),
				SuggestionDescriptor.of(plan.suggestion()),
				plan.sources().isEmpty() ? null : plan.sources().stream().map(SourceDescriptor::of).toList());
	}

	/**
	 * Description of what the CA says of the renewal.
	 *
	 * @param start the start of its window
	 * @param end the end of its window
	 * @param next when it is asked again
	 */
	public record SuggestionDescriptor(@Nullable Instant start, @Nullable Instant end, Instant next) {

		static @Nullable SuggestionDescriptor of(@Nullable Suggestion suggestion) {
			return (suggestion != null)
					? new SuggestionDescriptor(suggestion.start(), suggestion.end(), suggestion.next()) : null;
		}

	}

	/**
	 * Description of an issuer that may be asked.
	 *
	 * @param issuer the name of the issuer
	 * @param asked whether nothing is known to be in the way
	 * @param underWay whether there is an order with it that is gone on with
	 * @param renewal whether the CA counts the order as a renewal
	 * @param exempt whether the order says which certificate it replaces
	 * @param limits what it spends of the limits that are kept
	 * @param refusedUntil until when it is not asked
	 * @param refusal why it is not
	 */
	public record SourceDescriptor(String issuer, boolean asked, boolean underWay, boolean renewal, boolean exempt,
			List<CostDescriptor> limits, @Nullable Instant refusedUntil, @Nullable String refusal) {

		static SourceDescriptor of(Source source) {
			return new SourceDescriptor(source.issuer(), source.isAsked(), source.underWay(), source.renewal(),
					source.exempt(), source.costs().stream().map(CostDescriptor::of).toList(), source.refusedUntil(),
					source.refusal());
		}

	}

	/**
	 * Description of what an order spends of a limit.
	 *
	 * @param limit the last part of the name of its property
	 * @param size how many there are in what time
	 * @param names the names it is counted by
	 * @param remaining how many are left before
	 * @param afterwards how many are left after
	 */
	public record CostDescriptor(String limit, String size, @Nullable String names, int remaining, int afterwards) {

		static CostDescriptor of(Cost cost) {
			return new CostDescriptor(cost.limit().toString(), cost.size().toString(), cost.subject(), cost.remaining(),
					cost.afterwards());
		}

	}

}
