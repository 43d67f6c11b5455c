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
import java.time.Instant;
import java.util.Optional;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.renewal.plan.RenewalPlanner;
import io.github.acmeboot.renewal.recovery.StoreRecovery;
import io.github.acmeboot.renewal.suggestion.Suggestions;
import io.github.acmeboot.store.repository.CertificateState;

/**
 * Looks at the store before anything is decided: what another instance has stored is
 * taken over, what the store has lost is put back.
 */
final class StoreLook {

	private static final Log logger = LogFactory.getLog(StoreLook.class);

	private final HeldCertificates held;

	private final RenewalStates states;

	private final RenewalPlanner planner;

	private final StoreRecovery recovery;

	private final Suggestions suggestions;

	private final Clock clock;

	StoreLook(HeldCertificates held, RenewalStates states, RenewalPlanner planner, StoreRecovery recovery,
			Suggestions suggestions, Clock clock) {
		this.held = held;
		this.states = states;
		this.planner = planner;
		this.recovery = recovery;
		this.suggestions = suggestions;
		this.clock = clock;
	}

	/**
	 * Returns what is in the store, the certificate as it was last seen.
	 * @param wanted what is wanted
	 * @return its version
	 */
	Optional<String> version(ManagedCertificate wanted) {
		return this.held.held(wanted.name()).version();
	}

	/**
	 * Looks at what is stored, and puts back what the store has lost.
	 * @param wanted what is wanted
	 * @return what is stored now
	 */
	HeldCertificates.Holding look(ManagedCertificate wanted) {
		String name = wanted.name();
		Optional<String> former = version(wanted);
		this.recovery.look();
		this.held.recall(wanted);
		if (!this.held.refresh(name).version().equals(former)) {
			this.recovery.lookNow();
		}
		if (this.held.isAhead(name)) {
			putBack(wanted, this.states.known(name));
			this.held.refresh(name);
		}
		return this.held.held(name);
	}

	private void putBack(ManagedCertificate wanted, CertificateState known) {
		this.held.served(wanted.name())
			.filter((certificate) -> certificate.isValidAt(this.clock.instant()))
			.filter((certificate) -> this.planner.isWanted(wanted, certificate, known))
			.ifPresent((certificate) -> this.recovery.putBack(wanted.name(), certificate, version(wanted)));
		this.states.putBack(wanted.name());
	}

	/**
	 * Takes over what is in the store if there is only a placeholder.
	 * @param wanted what is wanted
	 * @return the certificate that takes the place of the placeholder
	 */
	Optional<IssuedCertificate> replacePlaceholder(ManagedCertificate wanted) {
		boolean placeholder = this.held.served(wanted.name()).isEmpty();
		this.held.refresh(wanted.name());
		this.held.present(wanted.name())
			.ifPresent((failure) -> logger.debug("What is stored of '" + wanted.name() + "' is of no use", failure));
		return this.held.served(wanted.name())
			.filter((certificate) -> placeholder && certificate.isValidAt(this.clock.instant()));
	}

	/**
	 * Asks the CA when it wants the certificate renewed, if it is time to.
	 * @param wanted what is wanted
	 * @param wakeUp wakes for this certificate again
	 * @return when to look again, or {@link Instant#MAX} if nothing is planned
	 */
	Instant lookForSuggestion(ManagedCertificate wanted, Runnable wakeUp) {
		return this.held.held(wanted.name())
			.certificate()
			.map((held) -> this.suggestions.look(wanted, held, this.states.known(wanted.name()), wakeUp))
			.orElse(Instant.MAX);
	}

	/**
	 * Sees to the store itself, whatever certificate is looked after.
	 */
	void tend() {
		this.recovery.tend();
	}

	/**
	 * Finds out whether a store that has failed can be written to.
	 */
	void verify() {
		this.recovery.verify();
	}

}
