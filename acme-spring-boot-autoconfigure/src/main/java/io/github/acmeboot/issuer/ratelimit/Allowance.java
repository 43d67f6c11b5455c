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

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.issuer.protocol.Exchange;
import io.github.acmeboot.issuer.protocol.ExchangeGuard;
import io.github.acmeboot.issuer.protocol.Operation;

/**
 * What one attempt to obtain a certificate may ask for, and where it is counted what it
 * did ask for.
 */
public final class Allowance implements ExchangeGuard {

	private static final int CREATED = 201;

	private final RateLimitLedger ledger;

	private final Set<String> failed = ConcurrentHashMap.newKeySet();

	private volatile OrderTerms terms;

	private volatile Operation asked = Operation.DIRECTORY;

	private volatile boolean finalizing;

	Allowance(RateLimitLedger ledger, OrderTerms terms) {
		this.ledger = ledger;
		this.terms = terms;
	}

	/**
	 * Refuses the attempt if it would be in vain. An order under way is paid for: it is
	 * only held up while the CA wants to be left alone altogether.
	 * @param underWay asked whether there is an order under way, if a new one would be
	 * refused
	 * @throws AcmeException if nothing is to be asked of the CA
	 */
	public void check(BooleanSupplier underWay) {
		try {
			this.ledger.checkOrder(this.terms);
		}
		catch (LimitReachedException ex) {
			if (!underWay.getAsBoolean()) {
				throw ex;
			}
			this.ledger.checkWhetherBusy();
		}
	}

	/**
	 * Takes note of whether the order that is about to be sent says what it replaces: a
	 * CA may not offer that, or refuse it.
	 * @param replacing whether it does
	 */
	public void replacing(boolean replacing) {
		this.terms = this.terms.replacing(replacing);
	}

	@Override
	public void before(Operation operation) {
		switch (operation) {
			case NEW_ACCOUNT -> this.ledger.checkAccount();
			case NEW_ORDER -> this.ledger.spendOrder(this.terms);
			case FINALIZE -> {
				this.ledger.spendCertificate(this.terms);
				this.finalizing = true;
			}
			default -> {
			}
		}
		this.asked = operation;
	}

	@Override
	public void done(Operation operation, Optional<Exchange> answer) {
		if (operation == Operation.NEW_ACCOUNT) {
			answer.filter((known) -> known.status() == CREATED).ifPresent((created) -> this.ledger.spendAccount());
		}
	}

	@Override
	public void failed(Operation operation, AcmeException failure) {
		if (operation == Operation.NEW_ORDER && isRefused(failure)) {
			this.ledger.giveBackOrder(this.terms);
		}
		if (operation == Operation.FINALIZE && isRefused(failure) && failure.getReason() != Reason.PROTOCOL) {
			notIssued();
		}
	}

	/**
	 * Gives back what was spent with the CSR, once it is known that the CA has not taken
	 * it: when it was refused, or got lost on the way.
	 */
	public void notIssued() {
		if (this.finalizing) {
			this.finalizing = false;
			this.ledger.giveBackCertificate(this.terms);
		}
	}

	/**
	 * Gives back what was set aside for an order of which nothing comes any more.
	 */
	public void abandoned() {
		this.ledger.release(this.terms);
	}

	/**
	 * Counts an authorization that has failed, once per attempt.
	 * @param identifier what control of was to be proved
	 */
	public void authorizationFailed(Identifier identifier) {
		String name = OrderTerms.name(identifier);
		if (this.failed.add(name)) {
			this.ledger.countFailures(Set.of(name));
		}
	}

	/**
	 * Counts an order that has failed while nobody looked, and of which it is not known
	 * which of its authorizations did.
	 */
	public void orderFailed() {
		this.ledger.countFailures(this.terms.subjects(Limit.FAILED_AUTHORIZATIONS));
	}

	/**
	 * Remembers what the CA wants all of us to wait with.
	 * @param failure what has ended the attempt
	 */
	public void heard(AcmeException failure) {
		if (!(failure instanceof LimitReachedException)) {
			this.ledger.hold(failure, this.asked, this.terms);
		}
	}

	/**
	 * Returns whether the CA has answered that it will not.
	 * @param failure what went wrong
	 * @return whether it is known not to have been done
	 */
	private static boolean isRefused(AcmeException failure) {
		return failure.getProblemType().isPresent() && failure.getReason() != Reason.SERVER;
	}

}
