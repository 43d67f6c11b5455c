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
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.lock.Lease;
import io.github.acmeboot.renewal.plan.RenewalPlanner;
import io.github.acmeboot.renewal.plan.RetrySchedule;
import io.github.acmeboot.store.SealedValueException;
import io.github.acmeboot.store.UnreadableValueException;
import io.github.acmeboot.store.repository.CertificateState;
import io.github.acmeboot.store.status.StoreMonitor;

/**
 * Records failures and says when to go on. Those of the CA are remembered by all
 * instances and follow the schedule; those of this instance's store and server cost the
 * CA nothing and are tried again at the next tick.
 */
final class RenewalFailures {

	private static final Set<AcmeException.Reason> OWN = EnumSet.of(AcmeException.Reason.STORE,
			AcmeException.Reason.PUBLISH);

	private final HeldCertificates held;

	private final RenewalStates states;

	private final RenewalPlanner planner;

	private final RetrySchedule schedule;

	private final RenewalReport report;

	private final StoreMonitor monitor;

	private final Clock clock;

	private final Duration tick;

	RenewalFailures(HeldCertificates held, RenewalStates states, RenewalPlanner planner, RetrySchedule schedule,
			RenewalReport report, StoreMonitor monitor, Clock clock, Duration tick) {
		this.held = held;
		this.states = states;
		this.planner = planner;
		this.schedule = schedule;
		this.report = report;
		this.monitor = monitor;
		this.clock = clock;
		this.tick = tick;
	}

	static AcmeException translate(Throwable failure) {
		return (failure instanceof AcmeException acme) ? acme : new AcmeException(AcmeException.Reason.INTERNAL,
				"Unexpected " + failure + ". Please report this, with the stack trace.", failure);
	}

	/**
	 * Records what went wrong under the lock without a need to ask the CA again.
	 * @param wanted what is wanted
	 * @param failure what went wrong
	 * @param lease the lease the work was done under
	 * @return when to go on
	 */
	Instant record(ManagedCertificate wanted, AcmeException failure, Lease lease) {
		return OWN.contains(failure.getReason()) ? record(wanted, failure) : recordShared(wanted, failure, lease);
	}

	/**
	 * Records what went wrong under the lock after the CA was asked, so that it has to be
	 * asked again.
	 * @param wanted what is wanted
	 * @param failure what went wrong
	 * @param lease the lease the work was done under
	 * @return when to go on
	 */
	Instant recordInVain(ManagedCertificate wanted, AcmeException failure, Lease lease) {
		return (failure.getReason() == AcmeException.Reason.PUBLISH) ? record(wanted, failure)
				: recordShared(wanted, failure, lease);
	}

	private Instant recordShared(ManagedCertificate wanted, AcmeException failure, Lease lease) {
		if (Thread.currentThread().isInterrupted()) {
			this.report.interrupted(wanted);
			return this.clock.instant().plus(this.tick);
		}
		Optional<IssuedCertificate> served = this.held.served(wanted.name());
		CertificateState state = this.states.known(wanted.name());
		CertificateStatus.Failure recorded = describe(failure, state.failure());
		Instant earliest = this.schedule.next(recorded.at(), failure, recorded.count(), served);
		CertificateState next = state.withFailure(recorded, earliest,
				isForOperator(failure) ? this.states.refused(wanted) : null);
		this.states.save(wanted.name(), next, lease);
		Optional<Instant> planned = this.planner.nextAttempt(wanted, served, next);
		this.report.failed(wanted, failure, served, next, planned.orElse(null));
		return planned.orElse(earliest);
	}

	/**
	 * Records what went wrong in this instance. Said once, until something else goes
	 * wrong or all is well again; and not for each certificate when it was said of the
	 * store.
	 * @param wanted what is wanted
	 * @param failure what went wrong
	 * @return when to go on
	 */
	Instant record(ManagedCertificate wanted, AcmeException failure) {
		Instant next = this.clock.instant().plus(this.tick);
		CertificateStatus.Failure former = this.states.ownFailure(wanted.name()).orElse(null);
		this.states.setOwnFailure(wanted.name(), describe(failure, former), next);
		if (former != null && isTheSame(former, failure)) {
			this.report.failedAgain(wanted, failure);
		}
		else if (failure.getReason() == AcmeException.Reason.STORE && !isOfAValue(failure)
				&& this.monitor.isInTrouble()) {
			this.report.failedWithTheStore(wanted, failure, next);
		}
		else {
			this.report.failed(wanted, failure, this.held.served(wanted.name()), this.states.known(wanted.name()),
					next);
		}
		return next;
	}

	private static boolean isTheSame(CertificateStatus.Failure former, AcmeException failure) {
		return former.reason() == failure.getReason()
				&& (!isOfAValue(failure) || former.message().equals(failure.getMessage()));
	}

	/**
	 * Returns whether the store did answer, with what cannot be opened or read here: then
	 * it is not the trouble of the store, which is said elsewhere.
	 * @param failure what went wrong
	 * @return whether it is about one value
	 */
	private static boolean isOfAValue(AcmeException failure) {
		return failure instanceof SealedValueException || failure instanceof UnreadableValueException;
	}

	private static boolean isForOperator(AcmeException failure) {
		return failure.getRemedy() == AcmeException.Remedy.OPERATOR && failure.getRetryAfter().isEmpty();
	}

	private CertificateStatus.Failure describe(AcmeException failure, CertificateStatus.@Nullable Failure former) {
		String message = String.valueOf(failure.getMessage());
		return new CertificateStatus.Failure(failure.getReason(), message, this.clock.instant(),
				(former != null) ? former.count() + 1 : 1);
	}

}
