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

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

import io.github.acmeboot.RateLimit;
import io.github.acmeboot.store.ledger.Ledger;

/**
 * What the orders under way will spend when their CSRs are sent. It is set aside before
 * an order is placed, or else several that are placed side by side would share what is
 * left. A certificate has one order under way with a CA: to place another one takes the
 * place of what was set aside for the former, so that a crash loop sets nothing more
 * aside; and what nobody goes on with lapses.
 */
final class Reservations {

	private static final Set<Limit> LIMITS = Set.of(Limit.CERTIFICATES_PER_DOMAIN,
			Limit.CERTIFICATES_PER_IDENTIFIER_SET);

	private static final Duration TIME = Duration.ofDays(1);

	private static final Duration ORDER_AT_MOST = Duration.ofDays(7);

	private static final String PREFIX = "reserved-";

	private static final String FINALIZED = "finalized";

	/**
	 * Occurs in no domain name and no address.
	 */
	private static final String SEPARATOR = "|";

	private final Map<Limit, RateLimit> limits;

	Reservations(Map<Limit, RateLimit> limits) {
		this.limits = limits;
	}

	Ledger reserve(Ledger ledger, OrderTerms terms, Instant now) {
		Ledger reserved = release(ledger, terms.certificate());
		Ledger.Entry entry = new Ledger.Entry(now, now.plus(TIME));
		for (Limit limit : LIMITS) {
			if (this.limits.containsKey(limit) && !(terms.renewal() && limit == Limit.CERTIFICATES_PER_DOMAIN)) {
				for (String subject : terms.subjects(limit)) {
					reserved = reserved.with(new Ledger.Key(kind(limit), subject + SEPARATOR + terms.certificate()),
							entry);
				}
			}
		}
		return reserved;
	}

	Ledger release(Ledger ledger, String certificate) {
		return ledger.without((key) -> key.equals(finalized(certificate))
				|| (key.kind().startsWith(PREFIX) && key.subject().endsWith(SEPARATOR + certificate)));
	}

	/**
	 * Returns whether the certificate of an order was counted: its CSR may be sent again.
	 * @param ledger the ledger
	 * @param certificate the name of the certificate
	 * @param now the present
	 * @return whether the CSR was sent before
	 */
	boolean isSpent(Ledger ledger, String certificate, Instant now) {
		return ledger.find(finalized(certificate)).filter((entry) -> !entry.left(now).isZero()).isPresent();
	}

	Ledger spent(Ledger ledger, String certificate, Instant now) {
		return release(ledger, certificate).with(finalized(certificate),
				new Ledger.Entry(now, now.plus(ORDER_AT_MOST)));
	}

	/**
	 * Returns how much is set aside for other certificates.
	 * @param ledger the ledger
	 * @param limit the limit
	 * @param subject the names it is about
	 * @param certificate the name of the certificate that is to be ordered
	 * @param now the present
	 * @return the number of their orders
	 */
	int ofOthers(Ledger ledger, Limit limit, String subject, String certificate, Instant now) {
		return (int) ledger.entries()
			.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().kind().equals(kind(limit)))
			.filter((entry) -> entry.getKey().subject().startsWith(subject + SEPARATOR))
			.filter((entry) -> !entry.getKey().subject().equals(subject + SEPARATOR + certificate))
			.filter((entry) -> !entry.getValue().left(now).isZero())
			.count();
	}

	private static String kind(Limit limit) {
		return PREFIX + limit;
	}

	private static Ledger.Key finalized(String certificate) {
		return new Ledger.Key(FINALIZED, certificate);
	}

}
