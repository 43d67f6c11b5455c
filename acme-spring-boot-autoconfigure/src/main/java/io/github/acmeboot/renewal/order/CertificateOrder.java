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

package io.github.acmeboot.renewal.order;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.issuer.CertificateIssuer;
import io.github.acmeboot.issuer.IssuanceRequest;
import io.github.acmeboot.issuer.IssuanceRequest.Occasion;
import io.github.acmeboot.issuer.IssuanceRequest.Replacement;
import io.github.acmeboot.issuer.progress.IssuanceProgress;
import io.github.acmeboot.lock.Lease;
import io.github.acmeboot.renewal.plan.RenewalPlanner;
import io.github.acmeboot.renewal.plan.RequestTerms;

/**
 * Orders a certificate from the first issuer of its list, and from the next one when one
 * fails for a reason of its own. An order under way comes first, whoever it is with,
 * since it is paid for.
 */
public final class CertificateOrder {

	private static final Log logger = LogFactory.getLog(CertificateOrder.class);

	private final CertificateIssuer issuer;

	private final OrderAdvisor advisor;

	private final RequestTerms terms;

	private final BusyIssuers busy;

	private final Clock clock;

	/**
	 * Creates what orders certificates.
	 * @param issuer obtains them
	 * @param advisor told before a certificate is ordered that there is none of yet
	 * @param clock the clock
	 */
	public CertificateOrder(CertificateIssuer issuer, OrderAdvisor advisor, Clock clock) {
		this.issuer = issuer;
		this.advisor = advisor;
		this.terms = new RequestTerms(issuer);
		this.busy = new BusyIssuers(clock);
		this.clock = clock;
	}

	/**
	 * Places the order and waits for the certificate.
	 * @param wanted what is wanted
	 * @param predecessor the certificate it takes the place of
	 * @param version the version in the store that it takes the place of
	 * @param replaced what the order of an issuer says it replaces
	 * @param lease the lease the work is done under
	 * @param occasion why it is obtained
	 * @param progress told how far it has come
	 * @return the certificate
	 * @throws AcmeException if no issuer gives one: what went wrong with each of them
	 */
	public FreshCertificate place(ManagedCertificate wanted, Optional<IssuedCertificate> predecessor,
			Optional<String> version, Function<String, Optional<Replacement>> replaced, Lease lease, Occasion occasion,
			IssuanceProgress progress) {
		Optional<String> advice = predecessor.isEmpty() ? this.advisor.beforeFirstOrder(wanted) : Optional.empty();
		long start = System.nanoTime();
		IssuerFailures failures = new IssuerFailures(wanted.name(), advice);
		for (Step step : steps(wanted)) {
			IssuanceRequest request = new IssuanceRequest(wanted, step.issuer(), predecessor,
					() -> check(wanted, lease), lease.fence(), occasion, replaced.apply(step.issuer()), progress);
			Optional<IssuedCertificate> issued = failures.have(step.issuer()) ? Optional.empty()
					: take(step, request, failures);
			if (issued.isPresent()) {
				progress.obtained(issued.get());
				long generation = predecessor.map(IssuedCertificate::generation).orElse(0L) + 1;
				return new FreshCertificate(issued.get().withGeneration(generation), request,
						this.terms.of(wanted, step.issuer()), version, started(start));
			}
		}
		throw failures.combined();
	}

	/**
	 * Returns when the work began, by the clock as it goes now: the CA may have corrected
	 * it meanwhile.
	 * @param start the monotonic time then
	 * @return the instant
	 */
	private Instant started(long start) {
		return this.clock.instant().minusNanos(System.nanoTime() - start);
	}

	private List<Step> steps(ManagedCertificate wanted) {
		Stream<Step> placed = wanted.issuers()
			.stream()
			.map((name) -> new Step(name, (request) -> Optional.of(this.issuer.issue(request))));
		Stream<Step> resumed = wanted.issuers().stream().map((name) -> new Step(name, this.issuer::resume));
		return ((wanted.issuers().size() > 1) ? Stream.concat(resumed, placed) : placed).toList();
	}

	private Optional<IssuedCertificate> take(Step step, IssuanceRequest request, IssuerFailures failures) {
		Optional<AcmeException> refusal = this.busy.refusal(request).filter((known) -> canBeSpared(request));
		if (refusal.isPresent()) {
			failures.spare(request.issuer(), refusal.get());
			return goOn(request, refusal.get(), failures);
		}
		try {
			request.progress().asks(step.issuer());
			return step.work().apply(request);
		}
		catch (AcmeException ex) {
			if (!isOfTheCa(ex)) {
				throw ex;
			}
			logger.debug("Issuer '" + request.issuer() + "' failed for '" + request.certificate().name() + "'", ex);
			this.busy.failed(request, ex);
			failures.add(request.issuer(), ex);
			return goOn(request, ex, failures);
		}
	}

	private Optional<IssuedCertificate> goOn(IssuanceRequest request, AcmeException failure, IssuerFailures failures) {
		if (!leavesTheNextAChance(failure, request)) {
			throw failures.combined();
		}
		return Optional.empty();
	}

	/**
	 * Returns whether an issuer that wants to be left alone is not asked: there are
	 * others, and nobody insists.
	 * @param request what is wanted
	 * @return whether the attempt is made for the sake of another issuer
	 */
	private static boolean canBeSpared(IssuanceRequest request) {
		return request.certificate().issuers().size() > 1 && request.occasion() == IssuanceRequest.Occasion.DUE;
	}

	private static boolean isOfTheCa(AcmeException failure) {
		return failure.getReason() != AcmeException.Reason.STORE
				&& failure.getReason() != AcmeException.Reason.INTERRUPTED;
	}

	/**
	 * Returns whether the next issuer is asked. While an issuer needs longer its order is
	 * kept, and waited for as long as there is time.
	 * @param failure what went wrong
	 * @param request what is wanted
	 * @return whether to go on
	 */
	private boolean leavesTheNextAChance(AcmeException failure, IssuanceRequest request) {
		return (failure.getReason() == AcmeException.Reason.TIMEOUT)
				? RenewalPlanner.isUrgent(request.predecessor(), this.clock.instant())
				: failure.isHelpedByAnotherIssuer();
	}

	private static void check(ManagedCertificate wanted, Lease lease) {
		if (!lease.held()) {
			throw new AcmeException(AcmeException.Reason.INTERRUPTED,
					"The lock of '" + wanted.name() + "' was lost. Another instance may go on with the order.");
		}
	}

	/**
	 * One issuer is asked.
	 *
	 * @param issuer the name of the issuer
	 * @param work asks it
	 */
	private record Step(String issuer, Function<IssuanceRequest, Optional<IssuedCertificate>> work) {

	}

}
