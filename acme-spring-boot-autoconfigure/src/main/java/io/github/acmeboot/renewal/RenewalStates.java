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

package io.github.acmeboot.renewal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.lock.Lease;
import io.github.acmeboot.renewal.plan.RequestDigest;
import io.github.acmeboot.renewal.suggestion.SharedStates;
import io.github.acmeboot.store.SealedValueException;
import io.github.acmeboot.store.StaleWriteException;
import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.repository.CertificateState;
import io.github.acmeboot.store.repository.StateRepository;
import io.github.acmeboot.store.repository.Stored;

/**
 * Remembers how the certificates stand: what all instances share in the store, what
 * concerns this instance only in memory.
 */
final class RenewalStates {

	private static final Log logger = LogFactory.getLog(RenewalStates.class);

	private static final Duration SKEW = Duration.ofHours(1);

	private static final Set<AcmeException.Reason> OF_THE_ACCOUNT = EnumSet.of(AcmeException.Reason.ACCOUNT,
			AcmeException.Reason.TERMS);

	private final StateRepository repository;

	private final SharedStates shared;

	private final RequestDigest requests;

	private final Map<String, String> refused = new ConcurrentHashMap<>();

	private final Map<String, CertificateState> known = new ConcurrentHashMap<>();

	private final Map<String, Unsaved> unsaved = new ConcurrentHashMap<>();

	private final Map<String, OwnFailure> ownFailures = new ConcurrentHashMap<>();

	private final Map<String, FutureFailure> futureFailures = new ConcurrentHashMap<>();

	private final Clock clock;

	private volatile boolean failing;

	RenewalStates(StateRepository repository, RequestDigest requests, Clock clock) {
		this.repository = repository;
		this.shared = new SharedStates(repository);
		this.requests = requests;
		this.clock = clock;
	}

	/**
	 * Reads the shared state. One that could not be saved is the newer one, until another
	 * instance goes on from what was stored.
	 * @param name the name of the certificate
	 * @return the state
	 */
	CertificateState refresh(String name) {
		Optional<Stored<CertificateState>> found = this.repository.find(name);
		this.failing = false;
		CertificateState stored = found.map(Stored::value).orElse(CertificateState.NONE);
		Unsaved unsaved = this.unsaved.computeIfPresent(name,
				(key, kept) -> SharedStates.areAlike(kept.stored(), stored) ? kept : null);
		CertificateState state = (unsaved != null)
				? found.map((kept) -> unsaved.state().withPaused(kept.value().paused())).orElse(unsaved.state())
				: stored;
		this.known.put(name, state);
		if (unsaved != null) {
			saveAtLast(name, unsaved.state(), found);
		}
		return state;
	}

	/**
	 * Puts back what is known if nothing is stored.
	 * @param name the name of the certificate
	 */
	void putBack(String name) {
		CertificateState state = known(name);
		if (!state.equals(CertificateState.NONE) && this.repository.find(name).isEmpty()) {
			saveAtLast(name, state, Optional.empty());
		}
	}

	private void saveAtLast(String name, CertificateState state, Optional<Stored<CertificateState>> found) {
		try {
			this.shared.save(name, state, found, 0);
			this.unsaved.remove(name);
		}
		catch (StoreException ex) {
			logger.debug("Unable to save the state of '" + name + "'", ex);
		}
	}

	/**
	 * Returns the shared state as it was last seen. A store that fails is not asked again
	 * for each certificate, but at the next look.
	 * @param name the name of the certificate
	 * @return the state
	 */
	CertificateState known(String name) {
		CertificateState state = this.known.get(name);
		if (state != null || this.failing) {
			return (state != null) ? state : CertificateState.NONE;
		}
		try {
			return refresh(name);
		}
		catch (StoreException ex) {
			logger.debug("Unable to read the state of '" + name + "'", ex);
			this.failing = !(ex instanceof SealedValueException);
			return CertificateState.NONE;
		}
	}

	/**
	 * Returns the shared state as it concerns what is wanted now: what was refused holds
	 * nothing back when something else is asked for. That is asked for once, or else two
	 * instances with different configurations would spur each other on. The wait after a
	 * failure that was recorded by a clock far ahead of ours begins when we see it.
	 * @param wanted what is wanted
	 * @return the state
	 */
	CertificateState concerning(ManagedCertificate wanted) {
		CertificateState state = byOurClock(wanted.name(), known(wanted.name()));
		String request = this.requests.of(wanted);
		boolean mended = state.refused() != null && !state.refused().equals(request)
				&& !request.equals(this.refused.get(wanted.name()));
		return mended ? state.withFailure(state.failure(), null, null) : state;
	}

	private CertificateState byOurClock(String name, CertificateState state) {
		CertificateStatus.Failure failure = state.failure();
		Instant nextAttempt = state.nextAttempt();
		Instant now = this.clock.instant();
		if (failure == null || nextAttempt == null || !failure.at().isAfter(now.plus(SKEW))) {
			return state;
		}
		Instant seen = this.futureFailures
			.merge(name, new FutureFailure(failure, now),
					(former, latest) -> former.failure().equals(latest.failure()) ? former : latest)
			.seen();
		return state.withPlan(state.renewal(), seen.plus(Duration.between(failure.at(), nextAttempt)));
	}

	/**
	 * Remembers that what is wanted was refused.
	 * @param wanted what is wanted
	 * @return what to remember it by in the shared state
	 */
	String refused(ManagedCertificate wanted) {
		String request = this.requests.of(wanted);
		this.refused.put(wanted.name(), request);
		return request;
	}

	/**
	 * Ends the wait of a certificate for the operator if an account is what it waits for.
	 * @param name the name of the certificate
	 * @return whether it waits no longer
	 */
	boolean endWaitForAccount(String name) {
		try {
			CertificateState state = refresh(name);
			CertificateStatus.Failure failure = state.failure();
			if (failure == null || !OF_THE_ACCOUNT.contains(failure.reason()) || state.refused() == null) {
				return false;
			}
			this.known.put(name,
					this.shared.save(name, state.withFailure(failure, null, null), this.repository.find(name), 0));
			return true;
		}
		catch (StoreException ex) {
			logger.debug("'" + name + "' waits on, although its account was changed", ex);
			return false;
		}
	}

	/**
	 * Has all instances order nothing by themselves.
	 * @param name the name of the certificate
	 * @param since since when
	 */
	void pause(String name, Instant since) {
		boolean paused = refresh(name).paused() != null;
		this.shared.pause(name, since);
		if (refresh(name).paused() != null && !paused) {
			logger.info("'" + name + "' is paused: no instance orders anything for it by itself until it is resumed. "
					+ "What is served is served on, and can be renewed by hand");
		}
	}

	/**
	 * Lets all instances order by themselves again.
	 * @param name the name of the certificate
	 */
	void resume(String name) {
		boolean paused = refresh(name).paused() != null;
		this.shared.pause(name, null);
		if (refresh(name).paused() == null && paused) {
			logger.info("'" + name + "' is paused no longer: it is renewed by itself again, at once if it is due");
		}
	}

	/**
	 * Saves the shared state. If the store does not take it, it is kept in memory; if
	 * another instance has gone on meanwhile, its state counts.
	 * @param name the name of the certificate
	 * @param state the state
	 * @param lease the lease the work is done under
	 * @return whether it was saved
	 */
	boolean save(String name, CertificateState state, Lease lease) {
		CertificateState former = known(name);
		this.known.put(name, state);
		try {
			this.known.put(name, this.shared.save(name, state, this.repository.find(name), lease.fence()));
			this.unsaved.remove(name);
			return true;
		}
		catch (StaleWriteException ex) {
			this.unsaved.remove(name);
			this.known.remove(name);
			return false;
		}
		catch (StoreException ex) {
			logger.debug("Unable to save the state of '" + name + "'; keeping it in memory", ex);
			this.unsaved.compute(name, (key, kept) -> new Unsaved(state, (kept != null) ? kept.stored() : former));
			return false;
		}
	}

	Optional<CertificateStatus.Failure> failure(String name) {
		return ownFailure(name).or(() -> Optional.ofNullable(known(name).failure()));
	}

	Optional<CertificateStatus.Failure> ownFailure(String name) {
		return Optional.ofNullable(this.ownFailures.get(name)).map(OwnFailure::failure);
	}

	/**
	 * Returns when this instance goes on after a failure of its own.
	 * @param name the name of the certificate
	 * @return the instant, or empty if there is none
	 */
	Optional<Instant> ownAttempt(String name) {
		return Optional.ofNullable(this.ownFailures.get(name)).map(OwnFailure::nextAttempt);
	}

	void setOwnFailure(String name, CertificateStatus.Failure failure, Instant nextAttempt) {
		this.ownFailures.put(name, new OwnFailure(failure, nextAttempt));
	}

	void clearOwnFailure(String name) {
		this.ownFailures.remove(name);
	}

	void forget(String name) {
		this.refused.remove(name);
		this.known.remove(name);
		this.unsaved.remove(name);
		this.ownFailures.remove(name);
		this.futureFailures.remove(name);
	}

	/**
	 * A state that could not be saved.
	 *
	 * @param state the state
	 * @param stored what was stored when it should have been saved
	 */
	private record Unsaved(CertificateState state, CertificateState stored) {

	}

	/**
	 * A failure that concerns this instance only.
	 *
	 * @param failure the failure
	 * @param nextAttempt when this instance goes on
	 */
	private record OwnFailure(CertificateStatus.Failure failure, Instant nextAttempt) {

	}

	/**
	 * A failure that has not happened yet by the clock of this instance.
	 *
	 * @param failure the failure
	 * @param seen when this instance saw it first
	 */
	private record FutureFailure(CertificateStatus.Failure failure, Instant seen) {

	}

}
