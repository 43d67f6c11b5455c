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
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.RevocationReason;
import io.github.acmeboot.issuer.IssuanceRequest.Occasion;
import io.github.acmeboot.issuer.progress.AcmeObserver;
import io.github.acmeboot.issuer.progress.IssuanceProgress;
import io.github.acmeboot.issuer.progress.IssuanceProgress.Idleness;
import io.github.acmeboot.issuer.progress.IssuanceStep;
import io.github.acmeboot.lock.AcmeLock;
import io.github.acmeboot.lock.Lease;
import io.github.acmeboot.renewal.order.OrderSlots;
import io.github.acmeboot.renewal.plan.RenewalPlanner;
import io.github.acmeboot.renewal.server.ListeningServer;
import io.github.acmeboot.store.SealedValueException;
import io.github.acmeboot.store.StoreException;

/**
 * Looks after one certificate, once: takes over what another instance has obtained, and
 * obtains what is due.
 */
final class Renewal {

	static final int PARALLEL = 4;

	static final Duration SHORTLY = Duration.ofSeconds(5);

	private static final Log logger = LogFactory.getLog(Renewal.class);

	private static final Duration TIME_TO_LIVE = Duration.ofSeconds(60);

	private final AcmeLock lock;

	private final HeldCertificates held;

	private final RenewalStates states;

	private final RenewalPlanner planner;

	private final Issuance issuance;

	private final Rollback rollback;

	private final Revocation revocation;

	private final RenewalFailures failures;

	private final StoreLook store;

	private final ListeningServer server;

	private final AcmeObserver observer;

	private final Clock clock;

	private final OrderSlots slots = new OrderSlots(PARALLEL);

	private volatile boolean saidNothingListens;

	Renewal(AcmeLock lock, HeldCertificates held, RenewalStates states, RenewalPlanner planner, Issuance issuance,
			Rollback rollback, Revocation revocation, RenewalFailures failures, StoreLook store, ListeningServer server,
			AcmeObserver observer, Clock clock) {
		this.lock = lock;
		this.held = held;
		this.states = states;
		this.planner = planner;
		this.issuance = issuance;
		this.rollback = rollback;
		this.revocation = revocation;
		this.failures = failures;
		this.store = store;
		this.server = server;
		this.observer = observer;
		this.clock = clock;
	}

	/**
	 * Looks after a certificate. Whatever goes wrong is recorded, nothing is thrown.
	 * @param wanted what is wanted
	 * @param whenFree wakes for this certificate again
	 * @return when to look again, or {@link Instant#MAX} if nothing is planned
	 */
	Instant look(ManagedCertificate wanted, Runnable whenFree) {
		try {
			Instant next = earlier(lookAfter(wanted, whenFree), this.store.lookForSuggestion(wanted, whenFree));
			return earlier(next, this.held.early(wanted.name()).map(IssuedCertificate::notBefore).orElse(Instant.MAX));
		}
		catch (Throwable ex) {
			return this.failures.record(wanted, RenewalFailures.translate(ex));
		}
	}

	private Instant lookAfter(ManagedCertificate wanted, Runnable whenFree) {
		if (!isDue(wanted) || !canOrder(wanted)) {
			return rest(wanted);
		}
		return attempt(wanted, Occasion.DUE, () -> isDue(wanted), whenFree).map(Attempt::next).orElseGet(this::shortly);
	}

	/**
	 * Sees to the store itself, whatever certificate is looked after.
	 */
	void tendToStore() {
		this.store.tend();
	}

	/**
	 * Renews a certificate, due or not. If another instance has done so since the request
	 * was made, or has failed, its certificate or failure is the answer.
	 * @param wanted what is wanted
	 * @param before how things stood when the request was made
	 * @param whenFree wakes for this certificate again
	 * @return the certificate, or empty if the lock is not to be had at the moment
	 * @throws AcmeException if the certificate is not renewed
	 */
	Optional<IssuedCertificate> renew(ManagedCertificate wanted, Before before, Runnable whenFree) {
		if (!this.server.canAnswer(wanted.challenge())) {
			throw new AcmeException(AcmeException.Reason.CONFIGURATION, "Unable to renew '" + wanted.name()
					+ "': no web server is listening that could answer the CA's challenges.");
		}
		Optional<Attempt> attempt = attempt(wanted, Occasion.REQUESTED, () -> isUnsavedOrStill(wanted, before),
				whenFree);
		return attempt.map((done) -> {
			if (done.failure() != null) {
				throw done.failure();
			}
			failureSince(wanted, before).ifPresent((failure) -> {
				throw failure;
			});
			return this.held.held(wanted.name()).certificate().orElseThrow();
		});
	}

	/**
	 * Puts the former generation back. The CA is not asked.
	 * @param wanted what is wanted
	 * @return the former certificate, or empty if the lock is not to be had at the moment
	 * @throws AcmeException if it is not put back
	 */
	Optional<IssuedCertificate> rollBack(ManagedCertificate wanted) {
		try (Lease lease = acquire(wanted).orElse(null)) {
			return Optional.ofNullable(lease).map((held) -> this.rollback.run(wanted, held));
		}
	}

	/**
	 * Has a generation of the certificate revoked.
	 * @param wanted what is wanted
	 * @param serial its serial number, or {@code null} for the current one
	 * @param reason why it is revoked
	 * @return the revoked certificate, or empty if the lock is not to be had at the
	 * moment
	 * @throws AcmeException if it is not revoked
	 */
	Optional<IssuedCertificate> revoke(ManagedCertificate wanted, @Nullable String serial, RevocationReason reason) {
		try (Lease lease = acquire(wanted).orElse(null)) {
			return Optional.ofNullable(lease).map((held) -> this.revocation.run(wanted, serial, reason, held));
		}
	}

	/**
	 * Sees that no client lives on with a certificate that was revoked and is replaced.
	 * @param wanted what is wanted
	 */
	void endRevokedSessions(ManagedCertificate wanted) {
		this.revocation.endSessions(wanted.name());
	}

	/**
	 * Takes over what is in the store if there is only a placeholder.
	 * @param wanted what is wanted
	 * @return the certificate that takes the place of the placeholder
	 */
	Optional<IssuedCertificate> replacePlaceholder(ManagedCertificate wanted) {
		return this.store.replacePlaceholder(wanted);
	}

	/**
	 * Returns how things stand before a request.
	 * @param wanted what is wanted
	 * @return what is in the store, the certificate as it was last seen
	 */
	Before before(ManagedCertificate wanted) {
		return new Before(this.store.version(wanted),
				Optional.ofNullable(this.states.refresh(wanted.name()).failure()));
	}

	private Optional<Attempt> attempt(ManagedCertificate wanted, Occasion occasion, BooleanSupplier needed,
			Runnable whenFree) {
		if (!this.slots.take(wanted.name(), whenFree)) {
			return Optional.empty();
		}
		try {
			return this.observer.issuance(wanted, occasion.name().toLowerCase(Locale.ROOT),
					(progress) -> attempt(wanted, occasion, needed, progress));
		}
		finally {
			this.slots.giveBack();
		}
	}

	private Optional<Attempt> attempt(ManagedCertificate wanted, Occasion occasion, BooleanSupplier needed,
			IssuanceProgress progress) {
		try (Lease lease = progress.call(IssuanceStep.LOCK, () -> acquire(wanted, progress)).orElse(null)) {
			return (lease != null) ? Optional.of(attempt(wanted, occasion, needed, lease, progress)) : Optional.empty();
		}
	}

	private Optional<Lease> acquire(ManagedCertificate wanted, IssuanceProgress progress) {
		Optional<Lease> lease = acquire(wanted);
		if (lease.isEmpty()) {
			progress.idle(Idleness.BUSY);
		}
		return lease;
	}

	private Optional<Lease> acquire(ManagedCertificate wanted) {
		try {
			return this.lock.tryAcquire(lockName(wanted), TIME_TO_LIVE);
		}
		catch (StoreException ex) {
			this.store.verify();
			throw ex;
		}
	}

	private Attempt attempt(ManagedCertificate wanted, Occasion occasion, BooleanSupplier needed, Lease lease,
			IssuanceProgress progress) {
		boolean asked = false;
		try {
			if (needed.getAsBoolean()) {
				this.held.probe(wanted.name());
				asked = this.held.unsaved(wanted.name()).isEmpty();
				this.issuance.run(wanted, lease, occasion, progress);
			}
			else {
				progress.idle(Idleness.UNNEEDED);
			}
			this.states.clearOwnFailure(wanted.name());
			return new Attempt(nextAttempt(wanted), null);
		}
		catch (Throwable ex) {
			AcmeException failure = RenewalFailures.translate(ex);
			progress.failed(failure);
			boolean inVain = asked && !(ex instanceof SealedValueException)
					&& this.held.unsaved(wanted.name()).isEmpty();
			return new Attempt(inVain ? this.failures.recordInVain(wanted, failure, lease)
					: this.failures.record(wanted, failure, lease), failure);
		}
	}

	private boolean isDue(ManagedCertificate wanted) {
		this.store.look(wanted);
		Optional<AcmeException> unpresented = this.held.present(wanted.name());
		this.states.refresh(wanted.name());
		return this.held.unsaved(wanted.name()).isPresent()
				|| isNeededDespite(unpresented, !nextAttempt(wanted).isAfter(this.clock.instant()));
	}

	private boolean isUnsavedOrStill(ManagedCertificate wanted, Before before) {
		Optional<String> now = this.store.look(wanted).version();
		Optional<AcmeException> unpresented = this.held.present(wanted.name());
		this.states.refresh(wanted.name());
		return this.held.unsaved(wanted.name()).isPresent()
				|| isNeededDespite(unpresented, now.equals(before.version()) && failureSince(wanted, before).isEmpty());
	}

	private Optional<AcmeException> failureSince(ManagedCertificate wanted, Before before) {
		return Optional.ofNullable(this.states.known(wanted.name()).failure())
			.filter((failure) -> !before.failure().equals(Optional.of(failure)))
			.filter((failure) -> this.store.version(wanted).equals(before.version()))
			.map((failure) -> new AcmeException(failure.reason(), failure.message()));
	}

	private static boolean isNeededDespite(Optional<AcmeException> unpresented, boolean needed) {
		if (!needed && unpresented.isPresent()) {
			throw unpresented.get();
		}
		return needed;
	}

	private Instant rest(ManagedCertificate wanted) {
		Instant next = nextAttempt(wanted);
		Optional<AcmeException> damage = this.held.damage(wanted.name());
		if (damage.isEmpty()) {
			this.states.clearOwnFailure(wanted.name());
			return next;
		}
		return earlier(next, this.failures.record(wanted, damage.get()));
	}

	private Instant nextAttempt(ManagedCertificate wanted) {
		return this.planner
			.nextAttempt(wanted, this.held.held(wanted.name()).certificate(), this.states.concerning(wanted))
			.orElse(Instant.MAX);
	}

	private boolean canOrder(ManagedCertificate wanted) {
		if (this.server.canAnswer(wanted.challenge()) || this.held.unsaved(wanted.name()).isPresent()) {
			return true;
		}
		if (!this.saidNothingListens) {
			this.saidNothingListens = true;
			logger.info("No web server is listening that could answer the challenges of a CA: "
					+ "certificates are served as they are stored, and none is ordered");
		}
		return false;
	}

	private static String lockName(ManagedCertificate wanted) {
		return "renew/" + wanted.name();
	}

	private static Instant earlier(Instant one, Instant other) {
		return one.isBefore(other) ? one : other;
	}

	private Instant shortly() {
		return this.clock.instant().plus(SHORTLY);
	}

	/**
	 * How things stood when a request was made.
	 *
	 * @param version the version of the certificate in the store
	 * @param failure the failure that all instances knew of
	 */
	record Before(Optional<String> version, Optional<CertificateStatus.Failure> failure) {

	}

	/**
	 * What became of an attempt.
	 *
	 * @param next when to look again
	 * @param failure what went wrong, or {@code null} if nothing did
	 */
	private record Attempt(Instant next, @Nullable AcmeException failure) {

	}

}
