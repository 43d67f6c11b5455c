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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.RateLimit;
import io.github.acmeboot.store.ledger.Ledger;
import io.github.acmeboot.store.ledger.LedgerRepository;

/**
 * What was spent of the limits of one CA by all instances, and what it has asked them to
 * wait for. Safe for use by several threads.
 */
public final class RateLimitLedger {

	private static final Log logger = LogFactory.getLog(RateLimitLedger.class);

	private static final Duration REFRESH = Duration.ofMinutes(1);

	private final Map<Limit, RateLimit> limits;

	private final LedgerAccess access;

	private final Refusals refusals;

	private final String issuer;

	private final URI directory;

	private final Clock clock;

	private volatile Instant refreshed = Instant.MIN;

	/**
	 * Creates the ledger of a CA.
	 * @param issuer the name of the issuer
	 * @param directory the URL of its directory
	 * @param settings which limits to keep
	 * @param repository where it is stored
	 * @param clock the clock
	 */
	public RateLimitLedger(String issuer, URI directory, RateLimitSettings settings, LedgerRepository repository,
			Clock clock) {
		this.issuer = issuer;
		this.directory = directory;
		this.limits = settings.of(directory);
		this.access = new LedgerAccess(directory, repository, clock);
		this.refusals = new Refusals(issuer, this.limits);
		this.clock = clock;
	}

	/**
	 * Returns what one order may ask for.
	 * @param terms the order
	 * @return what stands before its exchanges
	 */
	public Allowance allowance(OrderTerms terms) {
		return new Allowance(this, terms);
	}

	/**
	 * Returns the limits that are kept.
	 * @return the limits
	 */
	public Map<Limit, RateLimit> limits() {
		return this.limits;
	}

	/**
	 * Returns how the limits stand, as the store knows them.
	 * @return what was spent, and what the CA wants us to wait with
	 */
	public RateLimitStatus status() {
		Ledger ledger = this.access.read();
		LedgerReader reader = new LedgerReader(ledger, this.clock.instant());
		return new RateLimitStatus(this.issuer, this.directory, reader.spent(this.limits), reader.held(),
				ledger.failures());
	}

	/**
	 * Returns what is left of a limit, as far as is known.
	 * @param limit the limit
	 * @param orders what may be ordered
	 * @return how often something can be asked for still: of the orders' limits the one
	 * of which least is left
	 */
	public int remaining(Limit limit, Collection<OrderTerms> orders) {
		Instant now = this.clock.instant();
		if (this.refreshed.isAfter(now) || !this.refreshed.plus(REFRESH).isAfter(now)) {
			this.refreshed = now;
			this.access.read();
		}
		Ledger ledger = this.access.known();
		RateLimit size = this.limits.getOrDefault(limit, RateLimit.NONE);
		Stream<String> subjects = limit.isOfTheAccount() ? Stream.of("")
				: orders.stream().flatMap((terms) -> terms.subjects(limit).stream());
		return subjects.mapToInt((subject) -> Bucket.of(size, ledger.find(key(limit, subject)), now).remaining())
			.min()
			.orElse(size.size());
	}

	void checkOrder(OrderTerms terms) {
		Ledger ledger = this.access.read();
		Instant now = this.clock.instant();
		this.refusals.ofOrder(ledger, terms, now).ifPresent((refusal) -> {
			this.access.update((current) -> current.noticed(now));
			throw refusal;
		});
	}

	void checkWhetherBusy() {
		this.refusals.ofAnything(this.access.read(), this.clock.instant()).ifPresent((refusal) -> {
			throw refusal;
		});
	}

	void spendOrder(OrderTerms terms) {
		boolean counted = !terms.renewal() && !terms.replacing();
		this.access.update((ledger) -> {
			this.refusals.ofOrder(ledger, terms, this.clock.instant()).ifPresent((refusal) -> {
				throw refusal;
			});
			return counted ? spend(Limit.NEW_ORDERS, terms).apply(ledger) : ledger;
		});
	}

	void giveBackOrder(OrderTerms terms) {
		if (!terms.renewal() && !terms.replacing()) {
			this.access.update(giveBack(Limit.NEW_ORDERS, terms));
		}
	}

	void spendCertificate(OrderTerms terms) {
		if (this.limits.isEmpty()) {
			return;
		}
		this.access.update((ledger) -> {
			Ledger spent = spend(Limit.CERTIFICATES_PER_IDENTIFIER_SET, terms).apply(ledger);
			for (String name : terms.subjects(Limit.FAILED_AUTHORIZATIONS)) {
				spent = spent.withFailures(name, 0);
			}
			return terms.renewal() ? spent : spend(Limit.CERTIFICATES_PER_DOMAIN, terms).apply(spent);
		});
	}

	void giveBackCertificate(OrderTerms terms) {
		this.access.update((ledger) -> {
			Ledger rest = giveBack(Limit.CERTIFICATES_PER_IDENTIFIER_SET, terms).apply(ledger);
			return terms.renewal() ? rest : giveBack(Limit.CERTIFICATES_PER_DOMAIN, terms).apply(rest);
		});
	}

	void countFailures(Set<String> names) {
		if (this.limits.containsKey(Limit.FAILED_AUTHORIZATIONS)) {
			this.access.update((ledger) -> {
				Ledger spent = ledger;
				for (String name : names) {
					spent = change(spent, Limit.FAILED_AUTHORIZATIONS, name, Bucket::spend).withFailures(name,
							ledger.failures().getOrDefault(name, 0) + 1);
				}
				return spent;
			});
		}
	}

	void checkAccount() {
		Ledger ledger = this.access.read();
		this.refusals.ofAccount(ledger, this.clock.instant()).ifPresent((refusal) -> {
			throw refusal;
		});
	}

	/**
	 * Counts a new account. What was counted of the former one says nothing of it.
	 */
	void spendAccount() {
		Set<String> ofTheAccount = Set.of(Limit.NEW_ORDERS.toString(), Limit.FAILED_AUTHORIZATIONS.toString(),
				HoldScope.ORDERS.kind(), HoldScope.IDENTIFIER.kind());
		this.access.update((ledger) -> change(new Ledger(ledger.without(ofTheAccount::contains).entries(), Map.of()),
				Limit.NEW_ACCOUNTS, "", Bucket::spend));
	}

	void hold(AcmeException refusal, boolean registering, OrderTerms terms) {
		Instant now = this.clock.instant();
		refusal.getRetryAfter().filter((until) -> until.isAfter(now)).ifPresent((until) -> {
			Hold hold = Hold.of(refusal, registering, terms, Duration.between(now, until));
			logger.info(this.refusals.heard(hold, until));
			this.access.update((ledger) -> hold(ledger, hold, new Ledger.Entry(now, until.minusMillis(1))));
		});
	}

	private static Ledger hold(Ledger ledger, Hold hold, Ledger.Entry entry) {
		Ledger held = ledger;
		for (String subject : hold.subjects()) {
			held = held.with(new Ledger.Key(hold.scope().kind(), subject), entry);
		}
		return held;
	}

	private UnaryOperator<Ledger> spend(Limit limit, OrderTerms terms) {
		return (ledger) -> change(ledger, limit, terms.subjects(limit), Bucket::spend);
	}

	private UnaryOperator<Ledger> giveBack(Limit limit, OrderTerms terms) {
		return (ledger) -> change(ledger, limit, terms.subjects(limit), Bucket::giveBack);
	}

	private Ledger change(Ledger ledger, Limit limit, Set<String> subjects, Change change) {
		Ledger changed = ledger;
		for (String subject : subjects) {
			changed = change(changed, limit, subject, change);
		}
		return changed;
	}

	private Ledger change(Ledger ledger, Limit limit, String subject, Change change) {
		RateLimit size = this.limits.get(limit);
		if (size == null) {
			return ledger;
		}
		Ledger.Key key = key(limit, subject);
		return ledger.with(key, change.of(Bucket.of(size, ledger.find(key), this.clock.instant())));
	}

	static Ledger.Key key(Limit limit, String subject) {
		return new Ledger.Key(limit.toString(), subject);
	}

	/**
	 * Makes an entry of what is left.
	 */
	private interface Change {

		Ledger.Entry of(Bucket bucket);

	}

}
