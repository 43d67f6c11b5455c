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

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.issuer.ratelimit.RateLimitStatus.Cost;

/**
 * What happens to a certificate next if nothing changes.
 *
 * @param certificate the name of the certificate
 * @param step what happens
 * @param at when it happens, or {@code null} if nothing is planned
 * @param latest the latest instant that leaves time for a renewal, or {@code null} if
 * there is nothing to renew
 * @param reason what happens and why, in plain words
 * @param suggestion what the CA says of the renewal, or {@code null} if that is not
 * obeyed, or it was not asked yet
 * @param sources the issuers in the order in which they are asked; none if no CA is asked
 */
public record CertificatePlan(String certificate, PlannedStep step, @Nullable Instant at, @Nullable Instant latest,
		String reason, @Nullable Suggestion suggestion, List<Source> sources) {

	public CertificatePlan {
		sources = List.copyOf(sources);
	}

	/**
	 * What the CA says of the renewal.
	 *
	 * @param start the start of its window, or {@code null} if it has named none
	 * @param end the end of its window
	 * @param next when it is asked again
	 */
	public record Suggestion(@Nullable Instant start, @Nullable Instant end, Instant next) {

	}

	/**
	 * An issuer that may be asked.
	 *
	 * @param issuer the name of the issuer
	 * @param underWay whether there is an order with it that is gone on with
	 * @param renewal whether the CA counts the order as a renewal
	 * @param exempt whether the order says which certificate it replaces, which exempts
	 * it from the limits where the CA offers that
	 * @param costs what the order spends of the limits that are kept
	 * @param refusedUntil until when the issuer would not be asked, or {@code null} if it
	 * would
	 * @param refusal why it would not be asked
	 */
	public record Source(String issuer, boolean underWay, boolean renewal, boolean exempt, List<Cost> costs,
			@Nullable Instant refusedUntil, @Nullable String refusal) {

		public Source {
			costs = List.copyOf(costs);
		}

		/**
		 * Returns whether the issuer would be asked.
		 * @return whether nothing is in the way that is known
		 */
		public boolean isAsked() {
			return this.underWay || this.refusedUntil == null;
		}

	}

}
