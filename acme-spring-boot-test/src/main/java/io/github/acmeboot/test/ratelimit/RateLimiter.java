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

package io.github.acmeboot.test.ratelimit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.test.protocol.Problem;
import io.github.acmeboot.test.protocol.ProblemException;
import io.github.acmeboot.test.protocol.RetryAfter;

/**
 * Counts what clients do, and refuses what is too much. Like Let's Encrypt it looks at
 * all limits when an order is placed, and counts a certificate when it is issued.
 * Thread-safe.
 */
public final class RateLimiter {

	private final Clock clock;

	private final Map<Limit, Map<String, TokenBucket>> buckets = new EnumMap<>(Limit.class);

	private final Pauses pauses = new Pauses();

	private RateLimits limits;

	private int refusals;

	/**
	 * Creates a limiter that has counted nothing.
	 * @param clock the CA's clock
	 * @param limits what is limited
	 */
	public RateLimiter(Clock clock, RateLimits limits) {
		this.clock = clock;
		this.limits = limits;
	}

	/**
	 * Forgets what was counted, and enforces other limits from now on.
	 * @param changed the limits
	 */
	public synchronized void enforce(RateLimits changed) {
		this.limits = changed;
		this.buckets.clear();
	}

	/**
	 * Returns what is spent at present.
	 * @param limit the limit
	 * @return how much is spent, by key. Empty if it is not limited, or nothing is spent
	 */
	public synchronized Map<String, Integer> spent(Limit limit) {
		Map<String, Integer> spent = new TreeMap<>();
		this.buckets.getOrDefault(limit, Map.of())
			.forEach((key, bucket) -> spent.put(key, bucket.spent(this.clock.instant())));
		spent.values().removeIf((count) -> count == 0);
		return spent;
	}

	/**
	 * Returns how often something was refused.
	 * @return the number of answers with the status 429 for these limits
	 */
	public synchronized int refusals() {
		return this.refusals;
	}

	/**
	 * Pauses an identifier, as if its authorizations had failed too often.
	 * @param account the last part of the account's URL
	 * @param identifier the identifier
	 */
	public synchronized void pause(String account, Identifier identifier) {
		this.pauses.pause(account, identifier);
	}

	/**
	 * Ends the pauses of an account, as a person does who visits the link.
	 * @param account the last part of the account's URL
	 */
	public synchronized void unpause(String account) {
		this.pauses.unpause(account);
	}

	/**
	 * Returns which identifiers are paused.
	 * @param account the last part of the account's URL
	 * @return the identifiers
	 */
	public synchronized List<String> paused(String account) {
		return this.pauses.of(account);
	}

	/**
	 * Counts a new account.
	 * @param address the client's IP address
	 */
	public synchronized void accountCreated(String address) {
		refuseWhenEmpty(Limit.NEW_ACCOUNTS, address, address);
		spend(Limit.NEW_ACCOUNTS, address);
	}

	/**
	 * Counts a new order, unless a limit forbids it.
	 * @param purchase what is ordered
	 */
	public synchronized void orderPlaced(Purchase purchase) {
		if (purchase.kind() == Purchase.Kind.REPLACEMENT) {
			return;
		}
		checkPauses(purchase);
		purchase.identifiers()
			.forEach((identifier) -> refuseWhenEmpty(Limit.FAILED_AUTHORIZATIONS,
					failureKey(purchase.account(), identifier), identifier.value()));
		refuseWhenEmpty(Limit.CERTIFICATES_PER_IDENTIFIER_SET, purchase.identifierSet(), "");
		if (purchase.kind() == Purchase.Kind.NEW) {
			purchase.registeredDomains()
				.forEach((domain) -> refuseWhenEmpty(Limit.CERTIFICATES_PER_DOMAIN, domain, domain));
			refuseWhenEmpty(Limit.NEW_ORDERS, purchase.account(), "");
			spend(Limit.NEW_ORDERS, purchase.account());
		}
	}

	/**
	 * Counts a certificate.
	 * @param purchase what was ordered
	 */
	public synchronized void certificateIssued(Purchase purchase) {
		if (purchase.kind() != Purchase.Kind.REPLACEMENT) {
			spend(Limit.CERTIFICATES_PER_IDENTIFIER_SET, purchase.identifierSet());
		}
		if (purchase.kind() == Purchase.Kind.NEW) {
			purchase.registeredDomains().forEach((domain) -> spend(Limit.CERTIFICATES_PER_DOMAIN, domain));
		}
	}

	/**
	 * Counts an authorization that failed.
	 * @param account the last part of the account's URL
	 * @param identifier the identifier
	 */
	public synchronized void authorizationFailed(String account, Identifier identifier) {
		spend(Limit.FAILED_AUTHORIZATIONS, failureKey(account, identifier));
		this.pauses.failed(account, identifier, this.limits.failuresUntilPause());
	}

	/**
	 * Notes an authorization that succeeded.
	 * @param account the last part of the account's URL
	 * @param identifier the identifier
	 */
	public synchronized void authorizationSucceeded(String account, Identifier identifier) {
		this.pauses.succeeded(account, identifier);
	}

	private void checkPauses(Purchase purchase) {
		try {
			this.pauses.check(purchase.account(), purchase.identifiers());
		}
		catch (ProblemException ex) {
			this.refusals++;
			throw ex;
		}
	}

	private String failureKey(String account, Identifier identifier) {
		return account + ":" + identifier.value();
	}

	private void spend(Limit limit, String key) {
		this.limits.of(limit).ifPresent((size) -> bucket(limit, size, key).spend(this.clock.instant()));
	}

	private void refuseWhenEmpty(Limit limit, String key, String subject) {
		this.limits.of(limit).ifPresent((size) -> refuseWhenEmpty(limit, size, key, subject));
	}

	private void refuseWhenEmpty(Limit limit, RateLimit size, String key, String subject) {
		Instant now = this.clock.instant();
		TokenBucket bucket = bucket(limit, size, key);
		if (bucket.isEmpty(now)) {
			this.refusals++;
			Problem problem = limit.problem(size, subject, bucket.nextAt());
			throw new ProblemException(problem.withHeader(RetryAfter.HEADER,
					this.limits.retryAfter().format(now, Duration.between(now, bucket.nextAt()))));
		}
	}

	private TokenBucket bucket(Limit limit, RateLimit size, String key) {
		return this.buckets.computeIfAbsent(limit, (any) -> new HashMap<>())
			.computeIfAbsent(key, (any) -> new TokenBucket(size));
	}

}
