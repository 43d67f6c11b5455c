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
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.RateLimit;
import io.github.acmeboot.issuer.protocol.Operation;
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

	private final Reservations reservations;

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
		this.reservations = new Reservations(this.limits);
		this.refusals = new Refusals(issuer, this.limits, this.reservations);
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
		Ledger ledger = recent(now);
		RateLimit size = this.limits.getOrDefault(limit, RateLimit.NONE);
		Stream<String> subjects = limit.isOfTheAccount() ? Stream.of("")
				: orders.stream().flatMap((terms) -> terms.subjects(limit).stream());
		return subjects.mapToInt((subject) -> Bucket.of(size, ledger.find(key(limit, subject)), now).remaining())
			.min()
			.orElse(size.size());
	}

	/**
	 * Returns what an order costs, and whether it would be refused, as far as is known.
	 * @param terms the order
	 * @param at when it is placed
	 * @return its price
	 */
	public RateLimitStatus.Price price(OrderTerms terms, Instant at) {
		Ledger ledger = recent(this.clock.instant());
		return new RateLimitStatus.Price(new LedgerReader(ledger, at).costs(this.limits, terms), terms.renewal(),
				terms.replacing(), this.refusals.ofOrder(ledger, terms, at).orElse(null));
	}

	private Ledger recent(Instant now) {
		if (this.refreshed.isAfter(now) || !this.refreshed.plus(REFRESH).isAfter(now)) {
			this.refreshed = now;
			this.access.read();
		}
		return this.access.known();
	}

	/**
	 * Asks when to renew, unless the CA wants not to be asked now. What it wants because
	 * of that holds for such questions alone.
	 * @param <T> the type of the answer
	 * @param question asks
	 * @return the answer
	 * @throws AcmeException if the CA is not to be asked, or asked in vain
	 */
	public <T> T renewalInfo(Supplier<T> question) {
		this.refusals.ofRenewalInfo(this.access.read(), this.clock.instant()).ifPresent((refusal) -> {
			throw refusal;
		});
		try {
			return question.get();
		}
		catch (AcmeException ex) {
			hold(ex, Operation.RENEWAL_INFO, OrderTerms.NONE);
			throw ex;
		}
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

	/**
	 * Counts an order, and sets aside what its certificate will spend.
	 * @param terms the order
	 */
	void spendOrder(OrderTerms terms) {
		this.access.update((ledger) -> {
			Instant now = this.clock.instant();
			this.refusals.ofOrder(ledger, terms, now).ifPresent((refusal) -> {
				throw refusal;
			});
			Ledger reserved = this.reservations.reserve(ledger, terms, now);
			return terms.spends(Limit.NEW_ORDERS) ? spend(Limit.NEW_ORDERS, terms).apply(reserved) : reserved;
		});
	}

	void giveBackOrder(OrderTerms terms) {
		this.access.update((ledger) -> {
			Ledger rest = this.reservations.release(ledger, terms.certificate());
			return terms.spends(Limit.NEW_ORDERS) ? giveBack(Limit.NEW_ORDERS, terms).apply(rest) : rest;
		});
	}

	void release(OrderTerms terms) {
		this.access.update((ledger) -> this.reservations.release(ledger, terms.certificate()));
	}

	/**
	 * Counts the certificate of an order, once.
	 * @param terms the order
	 */
	void spendCertificate(OrderTerms terms) {
		if (!this.limits.isEmpty()) {
			this.access.update((ledger) -> {
				Instant now = this.clock.instant();
				return this.reservations.isSpent(ledger, terms.certificate(), now) ? ledger
						: spendCertificate(this.reservations.spent(ledger, terms.certificate(), now), terms);
			});
		}
	}

	private Ledger spendCertificate(Ledger ledger, OrderTerms terms) {
		Ledger spent = spend(Limit.CERTIFICATES_PER_IDENTIFIER_SET, terms).apply(ledger);
		for (String name : terms.subjects(Limit.FAILED_AUTHORIZATIONS)) {
			spent = spent.withFailures(name, 0);
		}
		return terms.spends(Limit.CERTIFICATES_PER_DOMAIN) ? spend(Limit.CERTIFICATES_PER_DOMAIN, terms).apply(spent)
				: spent;
	}

	void giveBackCertificate(OrderTerms terms) {
		this.access.update((ledger) -> {
			Ledger released = this.reservations.release(ledger, terms.certificate());
			Ledger rest = giveBack(Limit.CERTIFICATES_PER_IDENTIFIER_SET, terms).apply(released);
			return terms.spends(Limit.CERTIFICATES_PER_DOMAIN)
					? giveBack(Limit.CERTIFICATES_PER_DOMAIN, terms).apply(rest) : rest;
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
		Set<String> ofTheAccount = Stream
			.of(Set.of(Limit.NEW_ORDERS.toString(), Limit.FAILED_AUTHORIZATIONS.toString()), HoldScope.ORDERS.kinds(),
					HoldScope.IDENTIFIER.kinds())
			.flatMap(Set::stream)
			.collect(Collectors.toUnmodifiableSet());
		this.access.update((ledger) -> change(
				new Ledger(ledger.without((key) -> ofTheAccount.contains(key.kind())).entries(), Map.of()),
				Limit.NEW_ACCOUNTS, "", Bucket::spend));
	}

	void hold(AcmeException refusal, Operation asked, OrderTerms terms) {
		Instant now = this.clock.instant();
		boolean fromTheCa = refusal.getReason() == Reason.RATE_LIMITED || refusal.getReason() == Reason.SERVER;
		refusal.getRetryAfter().filter((until) -> fromTheCa && until.isAfter(now)).ifPresent((until) -> {
			Hold hold = Hold.of(refusal, asked, terms, Duration.between(now, until));
			String kind = hold.scope().kind(terms);
			logger.info(this.refusals.heard(hold, until));
			this.access.update((ledger) -> hold(ledger, hold, kind, new Ledger.Entry(now, until.minusMillis(1))));
		});
	}

	private static Ledger hold(Ledger ledger, Hold hold, String kind, Ledger.Entry entry) {
		Ledger held = ledger;
		for (String subject : hold.subjects()) {
			Ledger.Key key = new Ledger.Key(kind, subject);
			boolean longer = held.find(key)
				.filter((known) -> known.left(entry.from()).compareTo(entry.left(entry.from())) > 0)
				.isPresent();
			held = longer ? held : held.with(key, entry);
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
