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

package io.github.acmeboot.issuer;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.RateLimit;
import io.github.acmeboot.issuer.ratelimit.RateLimitStatus;

/**
 * Knows what is left of the limits of the CAs. Nothing is asked of a CA for it. Safe for
 * use by several threads.
 */
public interface RemainingLimits {

	/**
	 * Returns how the limits of all CAs stand, as the store knows them. No CA is asked.
	 * @return the limits in the order of the configuration
	 */
	List<RateLimitStatus> all();

	/**
	 * Returns the limits that are kept at a CA.
	 * @param issuer the name of the issuer
	 * @return the limits, by what they are called below
	 * {@code acme.issuers.<name>.rate-limits}
	 */
	Map<String, RateLimit> limits(String issuer);

	/**
	 * Returns what is left of a limit, as far as all instances have counted.
	 * @param issuer the name of the issuer
	 * @param limit the limit
	 * @param certificates the certificates that may be ordered
	 * @return how often something can be asked for still; of a limit that is counted by
	 * names, of those of the certificates that of which least is left
	 */
	int remaining(String issuer, String limit, Collection<ManagedCertificate> certificates);

	/**
	 * Returns what an order costs of the limits, and whether it would be refused, as far
	 * as all instances have counted and heard.
	 * @param request what is to be obtained, and from whom
	 * @param at when it is
	 * @return its price, or empty if the limits of the issuer are not known
	 */
	Optional<RateLimitStatus.Price> price(IssuanceRequest request, Instant at);

}
