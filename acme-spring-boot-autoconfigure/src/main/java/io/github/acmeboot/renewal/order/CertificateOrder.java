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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.issuer.CertificateIssuer;
import io.github.acmeboot.issuer.IssuanceRequest;
import io.github.acmeboot.issuer.IssuanceRequest.Replacement;
import io.github.acmeboot.lock.Lease;
import io.github.acmeboot.renewal.plan.OrderTerms;

/**
 * Orders a certificate from the first issuer of its list, and from the next one when one
 * fails for a reason of its own.
 */
public final class CertificateOrder {

	private static final Log logger = LogFactory.getLog(CertificateOrder.class);

	/**
	 * Failures that another issuer does not help against. A timeout is one of them: the
	 * order is kept, and an order with another issuer would take its place in the
	 * journal.
	 */
	private static final Set<AcmeException.Reason> NOT_HELPED_BY_ANOTHER = EnumSet.of(AcmeException.Reason.STORE,
			AcmeException.Reason.PUBLISH, AcmeException.Reason.INTERRUPTED, AcmeException.Reason.TIMEOUT);

	private final CertificateIssuer issuer;

	private final OrderTerms terms;

	private final Clock clock;

	public CertificateOrder(CertificateIssuer issuer, Clock clock) {
		this.issuer = issuer;
		this.terms = new OrderTerms(issuer);
		this.clock = clock;
	}

	/**
	 * Places the order and waits for the certificate.
	 * @param wanted what is wanted
	 * @param predecessor the certificate it takes the place of
	 * @param version the version in the store that it takes the place of
	 * @param replaced what the order of an issuer says it replaces
	 * @param lease the lease the work is done under
	 * @return the certificate
	 * @throws AcmeException if no issuer gives one: the failure that is mended soonest,
	 * the others being suppressed
	 */
	public FreshCertificate place(ManagedCertificate wanted, Optional<IssuedCertificate> predecessor,
			Optional<String> version, Function<String, Optional<Replacement>> replaced, Lease lease) {
		Instant started = this.clock.instant();
		List<AcmeException> failures = new ArrayList<>();
		for (String name : wanted.issuers()) {
			IssuanceRequest request = new IssuanceRequest(wanted, name, predecessor, () -> check(wanted, lease),
					lease.fence(), IssuanceRequest.Occasion.DUE, replaced.apply(name));
			try {
				IssuedCertificate issued = this.issuer.issue(request)
					.withGeneration(predecessor.map(IssuedCertificate::generation).orElse(0L) + 1);
				return new FreshCertificate(issued, request, this.terms.of(wanted, name), version, started);
			}
			catch (AcmeException ex) {
				if (NOT_HELPED_BY_ANOTHER.contains(ex.getReason())) {
					throw ex;
				}
				logger.debug("Issuer '" + name + "' failed for '" + wanted.name() + "'", ex);
				failures.add(ex);
			}
		}
		throw combine(failures);
	}

	private static AcmeException combine(List<AcmeException> failures) {
		AcmeException soonest = failures.stream()
			.min(Comparator.comparing((failure) -> failure.getReason().remedy()))
			.orElseThrow();
		failures.stream().filter((failure) -> failure != soonest).forEach(soonest::addSuppressed);
		return soonest;
	}

	private static void check(ManagedCertificate wanted, Lease lease) {
		if (!lease.held()) {
			throw new AcmeException(AcmeException.Reason.INTERRUPTED,
					"The lock of '" + wanted.name() + "' was lost. Another instance may go on with the order.");
		}
	}

}
