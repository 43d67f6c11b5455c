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
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.lock.Lease;
import io.github.acmeboot.renewal.plan.RenewalPlanner;
import io.github.acmeboot.store.repository.CertificateState;
import io.github.acmeboot.store.repository.RevokedCertificates;

/**
 * Puts the former generation of a certificate back, under the lock. That is remembered
 * before it is done, or else another instance could see an old certificate that is due
 * and renew it at once.
 */
final class Rollback {

	private static final Duration SHORTLY = Duration.ofMinutes(1);

	private final HeldCertificates held;

	private final RevokedCertificates revoked;

	private final RenewalStates states;

	private final RenewalPlanner planner;

	private final RenewalReport report;

	private final Clock clock;

	Rollback(HeldCertificates held, RevokedCertificates revoked, RenewalStates states, RenewalPlanner planner,
			RenewalReport report, Clock clock) {
		this.held = held;
		this.revoked = revoked;
		this.states = states;
		this.planner = planner;
		this.report = report;
		this.clock = clock;
	}

	/**
	 * Puts the former generation back.
	 * @param wanted what is wanted
	 * @param lease the lease the work is done under
	 * @return the former certificate, which is stored and served now
	 * @throws AcmeException if there is none that is of use, or if it is not put back
	 */
	IssuedCertificate run(ManagedCertificate wanted, Lease lease) {
		String name = wanted.name();
		HeldCertificates.Holding stored = this.held.refresh(name);
		if (stored.version().isEmpty()) {
			throw refused(wanted, "nothing is stored that could be rolled back.");
		}
		Optional<IssuedCertificate> current = stored.certificate();
		IssuedCertificate former = former(wanted);
		CertificateState state = remember(wanted, former, current, lease);
		if (!lease.held()) {
			throw new AcmeException(AcmeException.Reason.INTERRUPTED,
					"The lock of '" + name + "' was lost before it was rolled back. Nothing was changed.");
		}
		IssuedCertificate restored = this.held.rollBack(name, former, lease);
		this.held.publish(name, restored);
		this.report.rolledBack(wanted, restored, state.renewal());
		return restored;
	}

	private IssuedCertificate former(ManagedCertificate wanted) {
		String name = wanted.name();
		if (this.held.unsaved(name).isPresent()) {
			throw refused(wanted, "its newest certificate is not saved yet. Mend the store first.");
		}
		IssuedCertificate former = this.held.former(name)
			.orElseThrow(() -> refused(wanted, "there is no former generation."));
		if (!former.isValidAt(this.clock.instant())) {
			throw refused(wanted, "the former generation has expired at " + former.notAfter() + ".");
		}
		if (this.revoked.contains(name, former)) {
			throw refused(wanted, "the former generation was revoked, or its key is compromised.");
		}
		if (!RenewalPlanner.covers(former, wanted.identifiers())) {
			throw refused(wanted, "the former generation is not for all of " + wanted.identifiers() + ".");
		}
		return former;
	}

	private CertificateState remember(ManagedCertificate wanted, IssuedCertificate former,
			Optional<IssuedCertificate> current, Lease lease) {
		CertificateState known = this.states.refresh(wanted.name());
		boolean forward = current
			.filter((present) -> known.isRolledBack(present) || former.notBefore().isAfter(present.notBefore()))
			.isPresent();
		CertificateState state = planned(wanted, former, known, forward ? null : former.serial());
		if (!this.states.save(wanted.name(), state, lease)) {
			throw new AcmeException(AcmeException.Reason.STORE,
					"Unable to roll '" + wanted.name() + "' back: the store does not take its state.");
		}
		return state;
	}

	private CertificateState planned(ManagedCertificate wanted, IssuedCertificate former, CertificateState state,
			@Nullable String rolledBack) {
		CertificateState remembered = state.withRolledBack(rolledBack);
		@Nullable Instant renewal = this.planner.renewal(wanted, former, remembered).orElse(null);
		Instant soon = this.clock.instant().plus(SHORTLY);
		boolean hurried = renewal != null && renewal.isBefore(soon);
		boolean heldBack = state.nextAttempt() != null && state.nextAttempt().isAfter(soon);
		return remembered.withPlan(hurried ? soon : renewal, (hurried && !heldBack) ? soon : state.nextAttempt());
	}

	private static AcmeException refused(ManagedCertificate wanted, String reason) {
		return new AcmeException(AcmeException.Reason.CERTIFICATE,
				"Unable to roll '" + wanted.name() + "' back: " + reason + " What is served stays.");
	}

}
