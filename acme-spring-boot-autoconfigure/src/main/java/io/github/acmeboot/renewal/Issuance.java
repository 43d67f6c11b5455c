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

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.issuer.CertificateIssuer;
import io.github.acmeboot.issuer.IssuanceRequest;
import io.github.acmeboot.issuer.IssuanceRequest.Occasion;
import io.github.acmeboot.issuer.IssuanceRequest.Replacement;
import io.github.acmeboot.issuer.progress.IssuanceProgress;
import io.github.acmeboot.issuer.progress.IssuanceStep;
import io.github.acmeboot.lock.Lease;
import io.github.acmeboot.renewal.order.CertificateOrder;
import io.github.acmeboot.renewal.order.FreshCertificate;
import io.github.acmeboot.renewal.order.OrderAdvisor;
import io.github.acmeboot.renewal.plan.RenewalPlanner;
import io.github.acmeboot.renewal.suggestion.Suggestions;
import io.github.acmeboot.store.repository.CertificateState;

/**
 * What is done under the lock: order, save, publish, remember. A certificate that was
 * issued is never ordered again because it could not be saved or published.
 */
final class Issuance {

	private static final Log logger = LogFactory.getLog(Issuance.class);

	private final CertificateIssuer issuer;

	private final CertificateOrder order;

	private final HeldCertificates held;

	private final RenewalStates states;

	private final RenewalPlanner planner;

	private final Suggestions suggestions;

	private final RenewalReport report;

	private final Clock clock;

	Issuance(CertificateIssuer issuer, HeldCertificates held, RenewalStates states, RenewalPlanner planner,
			Suggestions suggestions, RenewalReport report, OrderAdvisor advisor, Clock clock) {
		this.issuer = issuer;
		this.order = new CertificateOrder(issuer, advisor, clock);
		this.held = held;
		this.states = states;
		this.planner = planner;
		this.suggestions = suggestions;
		this.report = report;
		this.clock = clock;
	}

	/**
	 * Obtains a certificate, or saves the one that was obtained before.
	 * @param wanted what is wanted
	 * @param lease the lease the work is done under
	 * @param occasion why it is obtained
	 * @param progress told how far it has come
	 * @throws AcmeException if it is not obtained, saved and published
	 */
	void run(ManagedCertificate wanted, Lease lease, Occasion occasion, IssuanceProgress progress) {
		String name = wanted.name();
		Optional<FreshCertificate> unsaved = this.held.unsaved(name);
		if (unsaved.isEmpty()) {
			HeldCertificates.Holding held = this.held.held(name);
			this.held.keep(name, this.order.place(wanted, held.certificate(), held.version(),
					(issuer) -> replaced(wanted, held.certificate(), issuer), lease, occasion, progress));
		}
		this.held.unsaved(name).ifPresent((fresh) -> settle(wanted, fresh, lease, progress));
	}

	private Optional<Replacement> replaced(ManagedCertificate wanted, Optional<IssuedCertificate> held, String issuer) {
		return held.filter(
				(certificate) -> this.planner.isReplaced(wanted, certificate, this.states.known(wanted.name()), issuer))
			.map((certificate) -> new Replacement(certificate,
					() -> this.suggestions.refuseReplacement(wanted, certificate)));
	}

	private void settle(ManagedCertificate wanted, FreshCertificate fresh, Lease lease, IssuanceProgress progress) {
		Optional<IssuedCertificate> saved;
		try {
			saved = progress.call(IssuanceStep.SAVE, () -> save(wanted, fresh, lease));
		}
		catch (AcmeException ex) {
			throw serveUnsaved(wanted, fresh, ex, progress);
		}
		this.held.forgetUnsaved(wanted.name());
		if (saved.isPresent()) {
			publish(wanted, saved.get(), fresh, lease, progress);
		}
		else {
			complete(fresh.request());
			progress.run(IssuanceStep.PUBLISH, () -> this.held.publishStored(wanted.name()));
		}
	}

	private Optional<IssuedCertificate> save(ManagedCertificate wanted, FreshCertificate fresh, Lease lease) {
		if (!lease.held()) {
			throw new AcmeException(AcmeException.Reason.INTERRUPTED, "The lock of '" + wanted.name()
					+ "' was lost before its new certificate was saved. It is served, and saved under the next lock.");
		}
		return this.held.save(wanted.name(), fresh, lease);
	}

	private AcmeException serveUnsaved(ManagedCertificate wanted, FreshCertificate fresh, AcmeException failure,
			IssuanceProgress progress) {
		try {
			progress.run(IssuanceStep.PUBLISH, () -> this.held.publish(wanted.name(), fresh.certificate()));
		}
		catch (RuntimeException ex) {
			failure.addSuppressed(ex);
		}
		return failure;
	}

	private void publish(ManagedCertificate wanted, IssuedCertificate saved, FreshCertificate fresh, Lease lease,
			IssuanceProgress progress) {
		try {
			progress.run(IssuanceStep.PUBLISH, () -> this.held.publish(wanted.name(), saved));
		}
		finally {
			complete(fresh.request().under(lease.fence()));
			remember(wanted, fresh, lease);
		}
	}

	private void complete(IssuanceRequest request) {
		try {
			this.issuer.complete(request);
		}
		catch (AcmeException ex) {
			logger.warn("Unable to forget the finished order of '" + request.certificate().name() + "'", ex);
		}
	}

	private void remember(ManagedCertificate wanted, FreshCertificate fresh, Lease lease) {
		IssuedCertificate certificate = fresh.certificate();
		ManagedCertificate asked = fresh.request().certificate();
		String issuer = fresh.request().issuer();
		@Nullable Instant renewal = this.planner.renewal(wanted, certificate).orElse(null);
		Instant now = this.clock.instant();
		boolean dueAlready = renewal != null && !renewal.isAfter(now);
		CertificateState former = this.states.known(wanted.name());
		this.states.save(wanted.name(),
				new CertificateState(fresh.ordered(), renewal, dueAlready ? former.failure() : null, null, null, null,
						this.planner.superseded(asked, former, now),
						this.suggestions.begin(certificate, fresh.request().predecessor()), former.revocation(),
						former.paused()),
				lease);
		this.report.issued(wanted, certificate, issuer, renewal, Duration.between(fresh.started(), now));
		if (dueAlready) {
			throw new AcmeException(AcmeException.Reason.CERTIFICATE,
					"The new certificate of '" + wanted.name()
							+ "' is due for renewal already. Check the clock of this machine and acme.certificates."
							+ wanted.name() + ".renewal.renew-before.");
		}
	}

}
