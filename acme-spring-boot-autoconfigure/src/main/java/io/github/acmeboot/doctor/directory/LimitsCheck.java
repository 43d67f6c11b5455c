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

package io.github.acmeboot.doctor.directory;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.doctor.Check;
import io.github.acmeboot.doctor.Examination;
import io.github.acmeboot.issuer.IssuanceRequest;
import io.github.acmeboot.issuer.IssuanceRequest.Occasion;
import io.github.acmeboot.issuer.RemainingLimits;
import io.github.acmeboot.issuer.progress.IssuanceProgress;
import io.github.acmeboot.issuer.ratelimit.RateLimitStatus.Cost;
import io.github.acmeboot.issuer.ratelimit.RateLimitStatus.Price;

/**
 * Sees what is left of the limits of each CA, as all instances have counted.
 */
final class LimitsCheck implements Check {

	private static final int TENTH = 10;

	private final RemainingLimits limits;

	private final Function<String, Optional<IssuedCertificate>> issued;

	private final Function<ManagedCertificate, Set<String>> underWay;

	private final Clock clock;

	/**
	 * Creates a check.
	 * @param limits knows what is left
	 * @param issued finds the certificate of a name
	 * @param underWay names the issuers that an order of a certificate is under way with
	 * @param clock the clock
	 */
	LimitsCheck(RemainingLimits limits, Function<String, Optional<IssuedCertificate>> issued,
			Function<ManagedCertificate, Set<String>> underWay, Clock clock) {
		this.limits = limits;
		this.issued = issued;
		this.underWay = underWay;
		this.clock = clock;
	}

	@Override
	public String name() {
		return "limits";
	}

	@Override
	public void examine(Examination examination) {
		Optional<IssuedCertificate> predecessor = this.issued.apply(examination.certificate().name());
		examination.certificate().issuers().forEach((issuer) -> examine(issuer, predecessor, examination));
	}

	private void examine(String issuer, Optional<IssuedCertificate> predecessor, Examination examination) {
		Price price = this.limits.price(request(examination.certificate(), issuer, predecessor), this.clock.instant())
			.orElse(Price.NOTHING);
		AcmeException refusal = price.refusal();
		List<String> nearlySpent = price.costs().stream().filter(LimitsCheck::isNearlySpent).map(this::left).toList();
		if (refusal != null && price.renewal()) {
			examination.warn(issuer, String.valueOf(refusal.getMessage()),
					"A renewal that the CA takes for the replacement of a certificate is ordered all the same.");
		}
		else if (refusal != null && this.underWay.apply(examination.certificate()).contains(issuer)) {
			examination.warn(issuer, String.valueOf(refusal.getMessage()),
					"The order that is under way is paid for, and gone on with all the same.");
		}
		else if (refusal != null) {
			examination.fail(issuer, String.valueOf(refusal.getMessage()), null);
		}
		else if (nearlySpent.isEmpty()) {
			examination.pass(issuer, "The next order is within what the CA allows.");
		}
		else {
			examination.warn(issuer,
					"The next order is within what the CA allows, but little is left: " + String.join(", ", nearlySpent)
							+ ".",
					"Find out what orders so often before more is ordered: a store that forgets, or several that are not shared.");
		}
	}

	private static IssuanceRequest request(ManagedCertificate certificate, String issuer,
			Optional<IssuedCertificate> predecessor) {
		return new IssuanceRequest(certificate, issuer, predecessor, () -> {
		}, 0, Occasion.DUE, Optional.empty(), IssuanceProgress.UNOBSERVED);
	}

	private static boolean isNearlySpent(Cost cost) {
		int size = cost.size().size();
		return cost.remaining() < size && (cost.remaining() <= 1 || cost.remaining() * TENTH <= size);
	}

	private String left(Cost cost) {
		String subject = (cost.subject() != null) ? " of " + cost.subject() : "";
		return cost.remaining() + " of " + cost.limit() + subject + " (" + cost.size() + ")";
	}

}
