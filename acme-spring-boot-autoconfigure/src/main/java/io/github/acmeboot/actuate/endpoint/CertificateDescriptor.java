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

package io.github.acmeboot.actuate.endpoint;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.CertificateStatus.Failure;
import io.github.acmeboot.CertificateStatus.State;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.actuate.endpoint.plan.PlanDescriptor;
import io.github.acmeboot.renewal.forecast.CertificatePlan;

/**
 * Description of a certificate.
 *
 * @param domains the domains it is for
 * @param state what is presented to clients
 * @param issuer the issuer it came from
 * @param serial its serial number
 * @param notBefore the start of its validity
 * @param notAfter the end of its validity
 * @param renewal the planned renewal
 * @param nextAttempt when the CA is asked next
 * @param lastFailure the failure since the last success
 * @param generation the generation that is presented
 * @param rolledBack whether it was rolled back to
 * @param explanationUrl where the CA explains when it wants it renewed
 * @param pausedSince since when nothing is ordered by itself, if somebody has paused it
 * @param plan what happens next
 */
public record CertificateDescriptor(List<String> domains, State state, @Nullable String issuer, @Nullable String serial,
		@Nullable Instant notBefore, @Nullable Instant notAfter, @Nullable Instant renewal,
		@Nullable Instant nextAttempt, @Nullable FailureDescriptor lastFailure, @Nullable Long generation,
		boolean rolledBack, @Nullable URI explanationUrl, @Nullable Instant pausedSince,
		@Nullable PlanDescriptor plan) implements OperationResponseBody {

	static CertificateDescriptor of(CertificateStatus status, Optional<CertificatePlan> plan) {
		List<String> domains = status.identifiers().stream().map(Identifier::value).toList();
		return new CertificateDescriptor(domains, status.state(), status.issuer(), status.serial(), status.notBefore(),
				status.notAfter(), status.renewal(), status.nextAttempt(), FailureDescriptor.of(status.lastFailure()),
				(status.generation() > 0) ? status.generation() : null, status.rolledBack(), status.explanationUrl(),
				status.pausedSince(), plan.map(PlanDescriptor::of).orElse(null));
	}

	/**
	 * Description of a failed attempt.
	 *
	 * @param reason the class of the failure
	 * @param message what went wrong and what to do
	 * @param at when it happened
	 * @param count how many attempts failed in a row
	 */
	public record FailureDescriptor(Reason reason, String message, Instant at, int count) {

		static @Nullable FailureDescriptor of(@Nullable Failure failure) {
			return (failure != null)
					? new FailureDescriptor(failure.reason(), failure.message(), failure.at(), failure.count()) : null;
		}

	}

}
