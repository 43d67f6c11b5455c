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

package io.github.acmeboot.renewal.suggestion;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.DoubleSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.issuer.CertificateIssuer;
import io.github.acmeboot.issuer.RenewalInfo;
import io.github.acmeboot.renewal.order.OrderSlots;
import io.github.acmeboot.renewal.plan.RenewalPlanner;
import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.repository.CertificateState;
import io.github.acmeboot.store.repository.CertificateState.Suggestion;
import io.github.acmeboot.store.repository.CertificateState.Window;
import io.github.acmeboot.store.repository.StateRepository;

/**
 * Asks the CAs when they want their certificates renewed, beside all orders and without
 * the lock of a renewal: the instance that first sees that it is time says so in the
 * store, asks, and shares the answer. No answer, or nonsense, is no news: what was heard
 * before holds. One question is under way at a time, so that a CA that hangs holds one
 * thread.
 */
public final class Suggestions {

	private static final Log logger = LogFactory.getLog(Suggestions.class);

	private static final Duration SHORTLY = Duration.ofMinutes(1);

	private static final Duration SPREAD = Duration.ofMinutes(5);

	private final CertificateIssuer issuer;

	private final RenewalPlanner planner;

	private final SharedStates states;

	private final PollSchedule schedule;

	private final SuggestedWindow windows;

	private final SuggestionReport report = new SuggestionReport();

	private final DoubleSupplier random;

	private final Clock clock;

	private final OrderSlots slots = new OrderSlots(1);

	/**
	 * Creates suggestions.
	 * @param issuer asks the CAs
	 * @param states where the answers are shared
	 * @param planner says whether they are obeyed
	 * @param random gives numbers from zero (inclusive) to one (exclusive)
	 * @param clock the clock
	 */
	public Suggestions(CertificateIssuer issuer, StateRepository states, RenewalPlanner planner, DoubleSupplier random,
			Clock clock) {
		this.issuer = issuer;
		this.planner = planner;
		this.states = new SharedStates(states);
		this.schedule = new PollSchedule(random);
		this.windows = new SuggestedWindow(random);
		this.random = random;
		this.clock = clock;
	}

	/**
	 * Asks the CA of a certificate if it is time to. Whatever goes wrong is no news,
	 * nothing is thrown.
	 * @param wanted what is wanted
	 * @param held the certificate that is held
	 * @param state what is remembered of it
	 * @param wakeUp wakes for this certificate again
	 * @return when to look again, or {@link Instant#MAX} if nothing is planned
	 */
	public Instant look(ManagedCertificate wanted, IssuedCertificate held, CertificateState state, Runnable wakeUp) {
		Optional<String> from = this.planner.asksForSuggestions(wanted, held, state);
		if (from.isEmpty() || Thread.currentThread().isInterrupted()) {
			return Instant.MAX;
		}
		Instant now = this.clock.instant();
		Instant next = state.suggestionFor(held).map(Suggestion::next).orElse(now);
		if (PollSchedule.isAhead(next, now)) {
			return next.plusMillis((long) (SPREAD.toMillis() * this.random.getAsDouble()));
		}
		if (!this.slots.take(wanted.name(), wakeUp)) {
			return Instant.MAX;
		}
		try {
			poll(new Poll(wanted, held, from.get(), this.schedule.afterAnswer(now, now)), wakeUp);
		}
		finally {
			this.slots.giveBack();
		}
		return now.plus(SHORTLY);
	}

	/**
	 * Returns what to remember of a certificate that was just obtained. The CA is not
	 * asked at once, and later still if the predecessor did not live long: a CA that
	 * wants each certificate renewed at once must not have an order each hour.
	 * @param obtained the certificate
	 * @param predecessor the certificate it takes the place of
	 * @return what to remember
	 */
	public Suggestion begin(IssuedCertificate obtained, Optional<IssuedCertificate> predecessor) {
		Instant now = this.clock.instant();
		Duration age = predecessor.map((former) -> Duration.between(former.notBefore(), now))
			.orElse(PollSchedule.MOST.multipliedBy(2));
		Duration wait = (age.compareTo(PollSchedule.MOST.multipliedBy(2)) < 0) ? PollSchedule.MOST : PollSchedule.LEAST;
		return new Suggestion(obtained.serial(), null, this.schedule.afterAnswer(now, now.plus(wait)), 0, false);
	}

	/**
	 * Remembers that the CA takes no order any more that replaces a certificate.
	 * @param wanted what is wanted
	 * @param held the certificate
	 */
	public void refuseReplacement(ManagedCertificate wanted, IssuedCertificate held) {
		try {
			this.states.update(wanted.name(), held, this.clock.instant(),
					(known) -> new Suggestion(known.serial(), known.window(), known.next(), known.failures(), true));
		}
		catch (StoreException ex) {
			logger.debug("That '" + wanted.name() + "' is replaced already is not remembered", ex);
		}
	}

	private void poll(Poll poll, Runnable wakeUp) {
		try {
			Optional<Suggestion> known = this.states.claim(poll.name(), poll.held(), this.clock.instant(),
					poll.until());
			if (known.isPresent()) {
				ask(poll, known.get(), wakeUp);
			}
		}
		catch (RuntimeException ex) {
			logger.debug("The CA '" + poll.issuer() + "' is not asked about '" + poll.name() + "' now", ex);
		}
	}

	private void ask(Poll poll, Suggestion known, Runnable wakeUp) {
		try {
			Optional<RenewalInfo> info = this.issuer.renewalInfo(poll.issuer(), poll.held());
			Window window = info.map((heard) -> this.windows.take(heard, known.window())).orElse(known.window());
			Instant now = this.clock.instant();
			answered(poll, known, window, info.map((heard) -> this.schedule.afterAnswer(now, heard.retryAfter()))
				.orElseGet(() -> now.plus(PollSchedule.MOST)), wakeUp);
		}
		catch (RuntimeException ex) {
			if (ex instanceof StoreException || Thread.currentThread().isInterrupted()) {
				throw ex;
			}
			failed(poll, known.failures() + 1, ex);
		}
	}

	private void answered(Poll poll, Suggestion known, @Nullable Window window, Instant next, Runnable wakeUp) {
		this.report.answered(poll.issuer());
		boolean saved = this.states.update(poll.name(), poll.held(), next,
				(latest) -> poll.latest(latest, new Suggestion(latest.serial(), window, next, 0, latest.replaced())));
		if (saved && window != null && !window.equals(known.window())) {
			CertificateState state = CertificateState.NONE
				.withSuggestion(new Suggestion(known.serial(), window, next, 0, false));
			this.planner.renewal(poll.wanted(), poll.held(), state)
				.ifPresent((renewal) -> this.report.suggested(poll, window, renewal));
			wakeUp.run();
		}
	}

	private void failed(Poll poll, int failures, RuntimeException failure) {
		Instant now = this.clock.instant();
		Instant retryAfter = (failure instanceof AcmeException acme) ? acme.getRetryAfter().orElse(null) : null;
		Instant next = this.schedule.afterFailure(now, retryAfter, failures);
		this.report.failed(poll, failures, next, failure);
		this.states.update(poll.name(), poll.held(), next, (latest) -> poll.latest(latest,
				new Suggestion(latest.serial(), latest.window(), next, failures, latest.replaced())));
	}

}
