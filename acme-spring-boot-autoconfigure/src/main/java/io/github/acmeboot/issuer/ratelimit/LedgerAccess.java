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
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.acmeboot.store.StaleWriteException;
import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.ledger.Ledger;
import io.github.acmeboot.store.ledger.LedgerRepository;
import io.github.acmeboot.store.ledger.LedgerRepository.Page;

/**
 * The ledger of one CA in the store, which several instances write. Trouble with it keeps
 * nobody from ordering: it is said once, and what the ledger was last known to be is gone
 * by, and written when the trouble is over. So it is when the store has lost it.
 */
final class LedgerAccess {

	private static final Log logger = LogFactory.getLog(LedgerAccess.class);

	private static final int MAX_ATTEMPTS = 100;

	private final URI directory;

	private final LedgerRepository repository;

	private final Clock clock;

	private final Lock writing = new ReentrantLock();

	private volatile Ledger known = Ledger.EMPTY;

	private volatile boolean ahead;

	private volatile boolean inTrouble;

	LedgerAccess(URI directory, LedgerRepository repository, Clock clock) {
		this.directory = directory;
		this.repository = repository;
		this.clock = clock;
	}

	Ledger known() {
		return this.known;
	}

	Ledger read() {
		try {
			this.known = find().map(this::withOwn).orElse(this.known);
			this.inTrouble = false;
		}
		catch (StoreException ex) {
			report(ex);
		}
		return this.known;
	}

	/**
	 * Changes the ledger. Only one thread of an instance does so at a time.
	 * @param change makes another ledger of the one it is given, or throws
	 */
	void update(UnaryOperator<Ledger> change) {
		this.writing.lock();
		try {
			attempt(change);
		}
		finally {
			this.writing.unlock();
		}
	}

	private void attempt(UnaryOperator<Ledger> change) {
		try {
			for (int attempt = 1; !updateOnce(change); attempt++) {
				if (attempt == MAX_ATTEMPTS) {
					throw new StoreException("It is written by too many others at once.", null);
				}
			}
			this.inTrouble = false;
		}
		catch (StoreException ex) {
			this.known = change.apply(this.known);
			this.ahead = true;
			report(ex);
		}
	}

	private boolean updateOnce(UnaryOperator<Ledger> change) {
		Optional<Page> stored = find();
		Ledger former = stored.map(this::withOwn).orElse(this.known);
		this.known = former;
		Ledger changed = change.apply(former);
		if (changed.equals(stored.map(Page::ledger).orElse(former))) {
			return true;
		}
		try {
			WriteCondition condition = stored.map(Page::version)
				.map(WriteCondition::version)
				.orElseGet(WriteCondition::absent);
			this.known = this.repository.save(this.directory, changed.pruned(this.clock.instant()), condition).ledger();
			this.ahead = false;
			return true;
		}
		catch (StaleWriteException ex) {
			return false;
		}
	}

	private Ledger withOwn(Page stored) {
		return this.ahead ? stored.ledger().merged(this.known, this.clock.instant()) : stored.ledger();
	}

	private Optional<Page> find() {
		return this.repository.find(this.directory);
	}

	private void report(StoreException failure) {
		if (!this.inTrouble) {
			this.inTrouble = true;
			logger.warn("What is spent of the limits of the CA at '" + this.directory
					+ "' cannot be read or written; this instance goes by what it knows itself. "
					+ failure.getMessage());
		}
	}

}
