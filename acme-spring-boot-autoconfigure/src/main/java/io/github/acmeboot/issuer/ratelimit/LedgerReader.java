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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

import io.github.acmeboot.RateLimit;
import io.github.acmeboot.store.ledger.Ledger;

/**
 * Reads in a ledger how the limits stand.
 *
 * @param ledger the ledger
 * @param now the present
 */
record LedgerReader(Ledger ledger, Instant now) {

	/**
	 * Returns what was spent of the limits. A limit that is counted by names is there for
	 * each of those for which something is spent, or else once.
	 * @param limits the limits
	 * @return what was spent, in the order of the limits and of the names
	 */
	List<RateLimitStatus.Spent> spent(Map<Limit, RateLimit> limits) {
		return limits.entrySet().stream().flatMap((limit) -> spent(limit.getKey(), limit.getValue())).toList();
	}

	private Stream<RateLimitStatus.Spent> spent(Limit limit, RateLimit size) {
		List<RateLimitStatus.Spent> spent = this.ledger.entries()
			.keySet()
			.stream()
			.filter((key) -> key.kind().equals(limit.toString()))
			.map(Ledger.Key::subject)
			.sorted()
			.map((subject) -> spent(limit, size, subject))
			.filter((candidate) -> candidate.spent() > 0)
			.toList();
		return spent.isEmpty() ? Stream.of(spent(limit, size, "")) : spent.stream();
	}

	private RateLimitStatus.Spent spent(Limit limit, RateLimit size, String subject) {
		Bucket bucket = Bucket.of(size, this.ledger.find(RateLimitLedger.key(limit, subject)), this.now);
		Instant next = bucket.availableAt(Refusals.needed(limit, size, false));
		return new RateLimitStatus.Spent(limit, size, text(subject), bucket.spent(), bucket.remaining(),
				next.isAfter(this.now) ? Refusals.text(next) : null);
	}

	/**
	 * Returns what an order spends of the limits.
	 * @param limits the limits
	 * @param terms the order
	 * @return what it spends, in the order of the limits and of the names
	 */
	List<RateLimitStatus.Cost> costs(Map<Limit, RateLimit> limits, OrderTerms terms) {
		return limits.entrySet()
			.stream()
			.filter((limit) -> terms.spends(limit.getKey()))
			.flatMap((limit) -> terms.subjects(limit.getKey())
				.stream()
				.sorted()
				.map((subject) -> cost(limit.getKey(), limit.getValue(), subject)))
			.toList();
	}

	private RateLimitStatus.Cost cost(Limit limit, RateLimit size, String subject) {
		int remaining = Bucket.of(size, this.ledger.find(RateLimitLedger.key(limit, subject)), this.now).remaining();
		return new RateLimitStatus.Cost(limit, size, text(subject), remaining, Math.max(remaining - 1, 0));
	}

	/**
	 * Returns what the CA wants all of us to wait with.
	 * @return what it is, the longest first
	 */
	List<RateLimitStatus.Held> held() {
		return this.ledger.entries()
			.entrySet()
			.stream()
			.filter((entry) -> !entry.getValue().left(this.now).isZero())
			.flatMap((entry) -> held(entry.getKey(), entry.getValue()).stream())
			.sorted(Comparator.comparing(RateLimitStatus.Held::until)
				.reversed()
				.thenComparing(RateLimitStatus.Held::what)
				.thenComparing((held) -> String.valueOf(held.subject())))
			.toList();
	}

	private Optional<RateLimitStatus.Held> held(Ledger.Key key, Ledger.Entry entry) {
		return HoldScope.ofKind(key.kind())
			.map((scope) -> new RateLimitStatus.Held(scope.describe(key.subject()), text(key.subject()),
					entry.from().truncatedTo(ChronoUnit.SECONDS), Refusals.text(this.now.plus(entry.left(this.now)))));
	}

	private static @Nullable String text(String subject) {
		return StringUtils.hasLength(subject) ? subject : null;
	}

}
