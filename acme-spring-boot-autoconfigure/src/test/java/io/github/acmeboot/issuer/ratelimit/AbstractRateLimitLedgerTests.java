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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.issuer.protocol.Exchange;
import io.github.acmeboot.issuer.protocol.Operation;
import io.github.acmeboot.store.ledger.LedgerRepository;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;
import io.github.acmeboot.testsupport.SettableClock;

/**
 * A ledger of the limits of Let's Encrypt, in a store that other instances share.
 */
abstract class AbstractRateLimitLedgerTests {

	static final URI LETS_ENCRYPT = URI.create("https://acme-v02.api.letsencrypt.org/directory");

	static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

	final InMemoryAcmeStore store = new InMemoryAcmeStore();

	final SettableClock clock = new SettableClock(START);

	final RateLimitLedger ledger = instance(this.clock);

	void issue(int count, String... identifiers) {
		IntStream.range(0, count).forEach((i) -> place(this.ledger, requested(identifiers)));
	}

	static void place(RateLimitLedger ledger, OrderTerms terms) {
		Allowance allowance = ledger.allowance(terms);
		allowance.check(() -> false);
		allowance.before(Operation.NEW_ORDER);
		allowance.done(Operation.NEW_ORDER, answer(201));
		allowance.before(Operation.FINALIZE);
		allowance.done(Operation.FINALIZE, answer(200));
	}

	static Optional<Exchange> answer(int status) {
		return Optional.of(new Exchange(Operation.NEW_ACCOUNT, status, Optional.empty(), Optional.empty()));
	}

	static AcmeException problem(Reason reason, String type, @Nullable Instant retryAfter) {
		return new AcmeException(reason, "no", null, type, List.of(), retryAfter);
	}

	static AcmeException refusal(RateLimitLedger ledger, OrderTerms terms) {
		return find(ledger, terms).orElseThrow();
	}

	static Optional<AcmeException> find(RateLimitLedger ledger, OrderTerms terms) {
		try {
			ledger.allowance(terms).check(() -> false);
			return Optional.empty();
		}
		catch (AcmeException ex) {
			return Optional.of(ex);
		}
	}

	int remaining(Limit limit) {
		return instance(this.clock).remaining(limit, List.of(due("www.example.com"), due("a.example.net")));
	}

	RateLimitLedger instance(SettableClock clock) {
		return instance(clock, RateLimitSettings.DEFAULT);
	}

	RateLimitLedger instance(SettableClock clock, RateLimitSettings settings) {
		return new RateLimitLedger("le", LETS_ENCRYPT, settings, repository(), clock);
	}

	LedgerRepository repository() {
		return new LedgerRepository(this.store);
	}

	static OrderTerms due(String... identifiers) {
		return of("web", identifiers);
	}

	static OrderTerms of(String certificate, String... identifiers) {
		return new OrderTerms(certificate, identifiers(identifiers), false, false, false);
	}

	static OrderTerms renewal(String... identifiers) {
		return new OrderTerms("web", identifiers(identifiers), true, false, false);
	}

	static OrderTerms replacing(String... identifiers) {
		return new OrderTerms("web", identifiers(identifiers), true, true, false);
	}

	static OrderTerms requested(String... identifiers) {
		return new OrderTerms("web", identifiers(identifiers), false, false, true);
	}

	static List<Identifier> identifiers(String... identifiers) {
		return Arrays.stream(identifiers).map(Identifier::of).toList();
	}

}
