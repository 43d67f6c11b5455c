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

package io.github.acmeboot.system;

import io.github.acmeboot.AcmeException;

/**
 * What became of a renewal that met with a fault.
 *
 * @param orders how many orders the CA has seen more than before
 * @param outcome {@code issued}, or the reason of the failure
 * @param next when the next attempt is made
 * @param served what a client is presented
 * @param ordersInAll how many orders it has seen more when the certificate was renewed,
 * be it at the next attempt when the fault was gone
 */
record FaultOutcome(int orders, String outcome, String next, Served served, int ordersInAll) {

	static final String ISSUED = "issued";

	static FaultOutcome issued(int orders) {
		return new FaultOutcome(orders, ISSUED, Next.RENEWAL.toString(), Served.NEW, orders);
	}

	static FaultOutcome failed(AcmeException.Reason reason, Next next, int orders, int ordersInAll) {
		return new FaultOutcome(orders, reason.name().toLowerCase(), next.toString(), Served.OLD, ordersInAll);
	}

	FaultOutcome serving(Served changed) {
		return new FaultOutcome(this.orders, this.outcome, this.next, changed, this.ordersInAll);
	}

	boolean isIssued() {
		return this.outcome.equals(ISSUED);
	}

	/**
	 * When the next attempt is made.
	 */
	enum Next {

		RENEWAL("next renewal"),

		SCHEDULE("1 min (schedule)"),

		RETRY_AFTER("Retry-After"),

		HOUR("1 h (limit)"),

		TICK("next tick"),

		LOCK("5 s (lock)"),

		OPERATOR("daily (operator)");

		private final String text;

		Next(String text) {
			this.text = text;
		}

		@Override
		public String toString() {
			return this.text;
		}

	}

	/**
	 * What a client is presented.
	 */
	enum Served {

		OLD, NEW, PLACEHOLDER;

		@Override
		public String toString() {
			return name().toLowerCase();
		}

	}

}
