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

package io.github.acmeboot.doctor.reach;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.challenge.PresentedChallenge;
import io.github.acmeboot.doctor.Check;
import io.github.acmeboot.doctor.Examination;
import io.github.acmeboot.store.StoreException;

/**
 * Has a TXT record of its own added for each name, looks for it as is done before a CA is
 * asked to, and has it removed again. Some providers keep a few values of a name only, so
 * nothing is added where those of an order are.
 */
final class Dns01Check implements Check {

	static final String TYPE = "dns-01";

	/**
	 * What is left for the record to be removed in.
	 */
	private static final Duration RESERVE = Duration.ofSeconds(2);

	private final Trial trial;

	private final Predicate<String> underWay;

	/**
	 * Creates a check.
	 * @param trial presents answers
	 * @param underWay tells whether an order is under way for a certificate, by its name
	 */
	Dns01Check(Trial trial, Predicate<String> underWay) {
		this.trial = trial;
		this.underWay = underWay;
	}

	@Override
	public String name() {
		return TYPE;
	}

	@Override
	public void examine(Examination examination) {
		this.trial.examine(examination, this::examine);
	}

	private void examine(Identifier identifier, Examination examination) {
		PresentedChallenge presented;
		long begun = System.nanoTime();
		try {
			if (isInTheWay(identifier, 0, examination)) {
				examination.skip(identifier.value(), "An order is under way that a trial would be in the way of.");
				return;
			}
			presented = this.trial.present(this.trial.request(identifier));
		}
		catch (StoreException ex) {
			examination.skip(identifier.value(), "What is added has to be noted in the store first, which fails.");
			return;
		}
		String added = "A TXT record was added in " + since(begun);
		try {
			if (isInTheWay(identifier, 1, examination)) {
				examination.skip(identifier.value(), "An order has begun that a trial would be in the way of.");
			}
			else {
				watch(identifier, presented, added, examination);
			}
		}
		finally {
			remove(identifier, presented, examination);
		}
	}

	private boolean isInTheWay(Identifier identifier, int own, Examination examination) {
		return this.underWay.test(examination.certificate().name()) || this.trial.presented(identifier) > own;
	}

	private static void watch(Identifier identifier, PresentedChallenge presented, String added,
			Examination examination) {
		long begun = System.nanoTime();
		try {
			Optional<Duration> wait = presented.untilVisible();
			while (wait.isPresent() && wait.get().plus(RESERVE).compareTo(examination.timeLeft()) < 0) {
				examination.pause(wait.get());
				wait = presented.untilVisible();
			}
			if (wait.isEmpty()) {
				examination.pass(identifier.value(), added + " and was visible after " + since(begun) + ".");
			}
			else {
				examination.warn(identifier.value(),
						added + ", but was not visible to everybody after " + since(begun) + ".",
						"An order waits for 'acme.challenge.dns.propagation.timeout'; see that the servers of the zone follow each other within that.");
			}
		}
		catch (AcmeException ex) {
			if (ex.getReason() == Reason.INTERRUPTED) {
				throw ex;
			}
			examination.fail(identifier.value(), String.valueOf(ex.getMessage()), null);
		}
	}

	private static void remove(Identifier identifier, PresentedChallenge presented, Examination examination) {
		boolean interrupted = Thread.interrupted();
		try {
			Trial.end(presented);
			presented.leftBehind()
				.ifPresent((reason) -> examination.warn(identifier.value(),
						"The record could not be removed: " + reason,
						"Let what adds records remove them as well. It is tried again later; a record that stays harms no order."));
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private static String since(long begun) {
		return Duration.ofNanos(System.nanoTime() - begun).toMillis() + " ms";
	}

}
