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

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.RateLimit;
import io.github.acmeboot.store.ledger.Ledger;

/**
 * Says what is not to be asked of a CA at the moment, and why. Of several reasons the one
 * that lasts longest counts.
 */
final class Refusals {

	private static final Set<HoldScope> HOLDS_OF_ORDERS = EnumSet
		.complementOf(EnumSet.of(HoldScope.RENEWAL_INFO, HoldScope.ACCOUNTS));

	private final String issuer;

	private final Map<Limit, RateLimit> limits;

	private final Reservations reservations;

	Refusals(String issuer, Map<Limit, RateLimit> limits, Reservations reservations) {
		this.issuer = issuer;
		this.limits = limits;
		this.reservations = reservations;
	}

	Optional<AcmeException> ofOrder(Ledger ledger, OrderTerms terms, Instant now) {
		String what = "Certificate '" + terms.certificate() + "' is not ordered from the CA '" + this.issuer + "'";
		Stream<LimitReachedException> held = HOLDS_OF_ORDERS.stream()
			.flatMap((scope) -> held(what, ledger, scope, terms, now));
		Stream<LimitReachedException> spent = limitsOf(terms).stream()
			.flatMap((limit) -> spent(what, ledger, limit, terms, now));
		return longest(Stream.concat(held, spent));
	}

	Optional<AcmeException> ofAccount(Ledger ledger, Instant now) {
		String what = "No account is asked for at the CA '" + this.issuer + "'";
		return longest(Stream.concat(held(what, ledger, HoldScope.ACCOUNTS, OrderTerms.NONE, now),
				spent(what, ledger, Limit.NEW_ACCOUNTS, OrderTerms.NONE, now)));
	}

	Optional<AcmeException> ofAnything(Ledger ledger, Instant now) {
		String what = "Nothing is asked of the CA '" + this.issuer + "'";
		return longest(held(what, ledger, HoldScope.EVERYTHING, OrderTerms.NONE, now));
	}

	Optional<AcmeException> ofRenewalInfo(Ledger ledger, Instant now) {
		String what = "The CA '" + this.issuer + "' is not asked for renewal information";
		return longest(Stream.of(HoldScope.EVERYTHING, HoldScope.RENEWAL_INFO)
			.flatMap((scope) -> held(what, ledger, scope, OrderTerms.NONE, now)));
	}

	String heard(Hold hold, Instant until) {
		List<String> what = hold.subjects().stream().map(hold.scope()::describe).distinct().sorted().toList();
		return "The CA '" + this.issuer + "' is not asked for " + String.join(", ", what) + " before " + text(until)
				+ ", by any instance: it has said so";
	}

	private static List<Limit> limitsOf(OrderTerms terms) {
		List<Limit> limits = new ArrayList<>();
		if (!terms.replacing()) {
			limits.add(Limit.FAILED_AUTHORIZATIONS);
			limits.add(Limit.CERTIFICATES_PER_IDENTIFIER_SET);
			if (!terms.renewal()) {
				limits.add(Limit.CERTIFICATES_PER_DOMAIN);
				limits.add(Limit.NEW_ORDERS);
			}
		}
		return limits;
	}

	private Stream<LimitReachedException> spent(String what, Ledger ledger, Limit limit, OrderTerms terms,
			Instant now) {
		RateLimit size = this.limits.get(limit);
		if (size == null) {
			return Stream.empty();
		}
		int needed = needed(limit, size, terms.requested());
		return terms.subjects(limit).stream().flatMap((subject) -> {
			Bucket bucket = Bucket.of(size, ledger.find(RateLimitLedger.key(limit, subject)), now);
			int aside = this.reservations.ofOthers(ledger, limit, subject, terms.certificate(), now);
			return bucket.has(needed + aside) ? Stream.empty()
					: Stream.of(spent(what, limit, subject, bucket, needed, aside));
		});
	}

	/**
	 * Returns how much has to be left. Of the certificates for the same names one is kept
	 * for whoever asks for it.
	 * @param limit the limit
	 * @param size its size
	 * @param requested whether somebody asks for it
	 * @return one or two
	 */
	static int needed(Limit limit, RateLimit size, boolean requested) {
		boolean oneIsKept = limit == Limit.CERTIFICATES_PER_IDENTIFIER_SET && size.size() > 1 && !requested;
		return oneIsKept ? 2 : 1;
	}

	private LimitReachedException spent(String what, Limit limit, String subject, Bucket bucket, int needed,
			int aside) {
		Instant next = bucket.availableAt(needed + aside);
		String reserved = (aside > 0) ? " and " + aside + " set aside for orders under way" : "";
		String kept = (needed > 1 && bucket.remaining() > 0)
				? ", and the last one is kept for a renewal that somebody asks for" : "";
		return new LimitReachedException(
				"%s: of the %s %s %d are spent%s%s. The next can be asked for at %s. This is what we count, not what the CA says: 'acme.issuers.%s.rate-limits.%s' changes it."
					.formatted(what, bucket.limit(), limit.describe(subject), bucket.spent(), reserved, kept,
							text(next), this.issuer, limit),
				next, limit != Limit.FAILED_AUTHORIZATIONS);
	}

	private Stream<LimitReachedException> held(String what, Ledger ledger, HoldScope scope, OrderTerms terms,
			Instant now) {
		Set<String> kinds = scope.kinds(terms);
		return scope.subjects(terms)
			.stream()
			.flatMap((subject) -> kinds.stream()
				.flatMap((kind) -> ledger.find(new Ledger.Key(kind, subject)).stream())
				.map((entry) -> now.plus(entry.left(now)))
				.filter((until) -> until.isAfter(now))
				.map((until) -> held(what, scope.describe(subject), until)));
	}

	private static LimitReachedException held(String what, String unwanted, Instant until) {
		return new LimitReachedException("%s: it does not want to be asked for %s before %s, and no instance does."
			.formatted(what, unwanted, text(until)), until, true);
	}

	private static Optional<AcmeException> longest(Stream<LimitReachedException> refusals) {
		return refusals
			.max(Comparator.comparing((LimitReachedException refusal) -> refusal.getRetryAfter().orElseThrow()))
			.map(AcmeException.class::cast);
	}

	static Instant text(Instant instant) {
		Instant seconds = instant.truncatedTo(ChronoUnit.SECONDS);
		return seconds.equals(instant) ? instant : seconds.plusSeconds(1);
	}

}
