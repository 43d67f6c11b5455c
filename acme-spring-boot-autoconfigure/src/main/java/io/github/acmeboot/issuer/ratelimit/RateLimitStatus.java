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

package io.github.acmeboot.issuer.ratelimit;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.RateLimit;

/**
 * How the limits of a CA stand, as far as all instances have counted and heard.
 *
 * @param issuer the name of the issuer
 * @param directory the URL of its directory; issuers with the same one count together
 * @param limits what was spent of each limit that is kept
 * @param retryAfter what the CA wants all of us to wait with
 * @param failuresInARow how often the validation of a name has failed since it last
 * succeeded, by name
 */
public record RateLimitStatus(String issuer, URI directory, List<Spent> limits, List<Held> retryAfter,
		Map<String, Integer> failuresInARow) {

	public RateLimitStatus {
		limits = List.copyOf(limits);
		retryAfter = List.copyOf(retryAfter);
		failuresInARow = Map.copyOf(failuresInARow);
	}

	/**
	 * What was spent of a limit.
	 *
	 * @param limit the limit, as it is called below
	 * {@code acme.issuers.<name>.rate-limits}
	 * @param size how many there are in what time
	 * @param subject the names it is counted by, or {@code null} if it is one count for
	 * all, or if nothing was spent for any name
	 * @param spent how many were spent
	 * @param remaining how many are left
	 * @param next when the next order that is not a renewal asked for by somebody is
	 * sent, or {@code null} if that is now
	 */
	public record Spent(Limit limit, RateLimit size, @Nullable String subject, int spent, int remaining,
			@Nullable Instant next) {

	}

	/**
	 * What the CA wants all of us to wait with, by its {@code Retry-After}.
	 *
	 * @param what what is not asked for
	 * @param subject the names it is not asked for, or {@code null} if that holds for all
	 * @param since when the CA has said so
	 * @param until when it can be asked for
	 */
	public record Held(String what, @Nullable String subject, Instant since, Instant until) {

	}

	/**
	 * What an order costs of the limits.
	 *
	 * @param costs what it spends of each limit that is kept
	 * @param renewal whether it is counted as a renewal
	 * @param exempt whether it says which certificate it replaces
	 * @param refusal why it would not be placed, or {@code null} if it would
	 */
	public record Price(List<Cost> costs, boolean renewal, boolean exempt, @Nullable AcmeException refusal) {

		/**
		 * The price where no limits are known.
		 */
		public static final Price NOTHING = new Price(List.of(), false, false, null);

		public Price {
			costs = List.copyOf(costs);
		}

	}

	/**
	 * What an order spends of a limit.
	 *
	 * @param limit the limit
	 * @param size how many there are in what time
	 * @param subject the names it is counted by, or {@code null} if it is one count for
	 * all
	 * @param remaining how many are left before
	 * @param afterwards how many are left after
	 */
	public record Cost(Limit limit, RateLimit size, @Nullable String subject, int remaining, int afterwards) {

	}

}
