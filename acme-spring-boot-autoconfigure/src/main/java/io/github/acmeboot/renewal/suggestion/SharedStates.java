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

import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.store.StaleWriteException;
import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.repository.CertificateState;
import io.github.acmeboot.store.repository.CertificateState.Suggestion;
import io.github.acmeboot.store.repository.StateRepository;
import io.github.acmeboot.store.repository.Stored;

/**
 * Writes the states that renewals, under their locks, and the questions for suggestions,
 * without, have in common: neither undoes what the other has written.
 */
public final class SharedStates {

	private static final int MAX_ATTEMPTS = 10;

	private final StateRepository repository;

	/**
	 * Creates states.
	 * @param repository where they are stored
	 */
	public SharedStates(StateRepository repository) {
		this.repository = repository;
	}

	/**
	 * Saves what a renewal remembers. Of the suggestion of the CA what is stored counts,
	 * as long as it is about the same certificate, and so does whether it is paused.
	 * @param name the name of the certificate
	 * @param state the state
	 * @param found what was found to be stored
	 * @param fence the number of the lease the work is done under, or zero for none
	 * @return the state as it is stored now
	 * @throws StaleWriteException if another instance has written something else
	 */
	public CertificateState save(String name, CertificateState state, Optional<Stored<CertificateState>> found,
			long fence) {
		Optional<Stored<CertificateState>> stored = found;
		for (int attempt = 1;; attempt++) {
			try {
				return this.repository.save(name, withOthersOf(stored, state), condition(stored, fence)).value();
			}
			catch (StaleWriteException ex) {
				Optional<Stored<CertificateState>> now = this.repository.find(name);
				if (attempt == MAX_ATTEMPTS || !isOfOthers(stored, now)) {
					throw ex;
				}
				stored = now;
			}
		}
	}

	/**
	 * Returns whether two states are the same but for the suggestion of the CA and
	 * whether somebody has paused it.
	 * @param one a state
	 * @param other another state
	 * @return whether renewals see no difference
	 */
	public static boolean areAlike(CertificateState one, CertificateState other) {
		return renewal(one).equals(renewal(other));
	}

	private static CertificateState renewal(CertificateState state) {
		return state.withSuggestion(null).withPaused(null);
	}

	/**
	 * Saves whether somebody wants nothing to be ordered by itself. What a renewal under
	 * way remembers meanwhile stays.
	 * @param name the name of the certificate
	 * @param paused since when somebody does, or {@code null} if nobody does
	 * @return the state as it is stored now
	 */
	public CertificateState pause(String name, @Nullable Instant paused) {
		for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
			Optional<Stored<CertificateState>> stored = this.repository.find(name);
			CertificateState state = stored.map(Stored::value).orElse(CertificateState.NONE);
			if ((state.paused() != null) == (paused != null)) {
				return state;
			}
			try {
				return this.repository.save(name, state.withPaused(paused), condition(stored, 0)).value();
			}
			catch (StaleWriteException ex) {
				continue;
			}
		}
		throw changedAllTheTime(name);
	}

	/**
	 * Reserves the next question for this instance.
	 * @param name the name of the certificate
	 * @param held the certificate the CA is asked about
	 * @param now the present
	 * @param next when the CA is asked again if nothing comes of it
	 * @return what was known before, or empty if another instance asks
	 */
	Optional<Suggestion> claim(String name, IssuedCertificate held, Instant now, Instant next) {
		Optional<Stored<CertificateState>> stored = this.repository.find(name);
		if (stored.isEmpty()) {
			return Optional.empty();
		}
		CertificateState state = stored.get().value();
		Suggestion known = state.suggestionFor(held).orElseGet(() -> none(held, now));
		if (PollSchedule.isAhead(known.next(), now)) {
			return Optional.empty();
		}
		Suggestion claimed = new Suggestion(known.serial(), known.window(), next, known.failures(), known.replaced());
		try {
			this.repository.save(name, state.withSuggestion(claimed), condition(stored, 0));
			return Optional.of(known);
		}
		catch (StaleWriteException ex) {
			return Optional.empty();
		}
	}

	/**
	 * Changes what is known of the suggestion for a certificate, unless another one has
	 * taken its place.
	 * @param name the name of the certificate
	 * @param held the certificate
	 * @param now the present
	 * @param change gives what is known now
	 * @return whether anything is changed
	 */
	boolean update(String name, IssuedCertificate held, Instant now, UnaryOperator<Suggestion> change) {
		for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
			Optional<Stored<CertificateState>> stored = this.repository.find(name);
			if (stored.isEmpty() || isOfAnother(stored.get().value(), held)) {
				return false;
			}
			CertificateState state = stored.get().value();
			Suggestion known = state.suggestionFor(held).orElseGet(() -> none(held, now));
			Suggestion changed = change.apply(known);
			if (changed.equals(known)) {
				return false;
			}
			try {
				this.repository.save(name, state.withSuggestion(changed), condition(stored, 0));
				return true;
			}
			catch (StaleWriteException ex) {
				continue;
			}
		}
		throw changedAllTheTime(name);
	}

	private static StoreException changedAllTheTime(String name) {
		return new StoreException("The state of '" + name + "' was changed by others all the time.", null);
	}

	private static Suggestion none(IssuedCertificate held, Instant now) {
		return new Suggestion(held.serial(), null, now, 0, false);
	}

	private static boolean isOfAnother(CertificateState state, IssuedCertificate held) {
		return state.suggestion() != null && state.suggestionFor(held).isEmpty();
	}

	private static CertificateState withOthersOf(Optional<Stored<CertificateState>> stored, CertificateState state) {
		CertificateState suggested = withSuggestionOf(stored, state);
		return stored.map((kept) -> suggested.withPaused(kept.value().paused())).orElse(suggested);
	}

	private static CertificateState withSuggestionOf(Optional<Stored<CertificateState>> stored,
			CertificateState state) {
		Suggestion own = state.suggestion();
		return stored.map(Stored::value)
			.map(CertificateState::suggestion)
			.filter((kept) -> own == null || own.serial().equals(kept.serial()))
			.map(state::withSuggestion)
			.orElse(state);
	}

	private static boolean isOfOthers(Optional<Stored<CertificateState>> stored,
			Optional<Stored<CertificateState>> now) {
		return stored.isPresent() && now.isPresent() && !stored.get().version().equals(now.get().version())
				&& areAlike(stored.get().value(), now.get().value());
	}

	private static WriteCondition condition(Optional<Stored<CertificateState>> stored, long fence) {
		WriteCondition condition = stored.map((found) -> WriteCondition.version(found.version()))
			.orElseGet(WriteCondition::absent);
		return (fence > 0) ? condition.fencedBy(fence) : condition;
	}

}
