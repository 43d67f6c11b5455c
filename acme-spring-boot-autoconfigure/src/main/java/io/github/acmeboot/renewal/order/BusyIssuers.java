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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.issuer.IssuanceRequest;
import io.github.acmeboot.issuer.IssuanceRequest.Occasion;
import io.github.acmeboot.issuer.ratelimit.LimitReachedException;

/**
 * Remembers which issuers want to be left alone for a while, so that an attempt that is
 * made for the sake of another issuer does not bother them. Of that, the ledger of a CA
 * knows what concerns all certificates and instances, and is asked itself each time; this
 * is for the rest: an order that the CA wants to be looked at later, and issuers of the
 * user's own. Safe for use by several threads.
 */
final class BusyIssuers {

	private final Map<Asked, AcmeException> refusals = new ConcurrentHashMap<>();

	private final Clock clock;

	BusyIssuers(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Returns why an issuer is not to be asked now.
	 * @param request what to obtain, and from whom
	 * @return what it failed with before, or empty if it may be asked
	 */
	Optional<AcmeException> refusal(IssuanceRequest request) {
		return Optional.ofNullable(this.refusals.computeIfPresent(Asked.by(request),
				(asked, refusal) -> isRunning(refusal) ? refusal : null));
	}

	/**
	 * Remembers a failure, if the issuer has said when to come again.
	 * @param request what was to be obtained, and from whom
	 * @param failure what went wrong
	 */
	void failed(IssuanceRequest request, AcmeException failure) {
		if (isRunning(failure) && !(failure instanceof LimitReachedException)) {
			this.refusals.put(Asked.by(request), failure);
		}
	}

	private boolean isRunning(AcmeException refusal) {
		Instant now = this.clock.instant();
		return refusal.getRetryAfter().filter((until) -> until.isAfter(now)).isPresent();
	}

	/**
	 * What was asked for, and of whom.
	 *
	 * @param certificate the name of the certificate
	 * @param issuer the name of the issuer
	 * @param occasion why: for whoever asks, more may be left of a limit
	 */
	private record Asked(String certificate, String issuer, Occasion occasion) {

		static Asked by(IssuanceRequest request) {
			return new Asked(request.certificate().name(), request.issuer(), request.occasion());
		}

	}

}
