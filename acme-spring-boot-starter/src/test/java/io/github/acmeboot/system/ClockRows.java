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

package io.github.acmeboot.system;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.system.FaultOutcome.Next;
import io.github.acmeboot.system.FaultOutcome.Served;
import io.github.acmeboot.test.pki.WrongCertificate;
import io.github.acmeboot.test.protocol.Operation;

/**
 * Clocks that disagree.
 */
final class ClockRows {

	private static final String AREA = "clock";

	private static final Duration LATER = Duration.ofMinutes(95);

	private ClockRows() {
	}

	static List<FaultRow> all() {
		FaultOutcome begunLater = new FaultOutcome(1, "nothing", Next.RENEWAL.toString(), Served.OLD, 1);
		return List.of(
				apart("the CA is 10 min ahead, which no other one is", Duration.ofMinutes(10)).expect(begunLater),
				apart("the CA is 10 min behind", Duration.ofMinutes(-10)).expect(FaultOutcome.issued(1)),
				apart("the CA is 3 h ahead, which no other one is", Duration.ofHours(3)).expect(begunLater),
				apart("the CA is 3 h behind", Duration.ofHours(-3)).expect(FaultOutcome.issued(1)),
				apart("the CA is 3 h ahead, 429 with Retry-After as a date", Duration.ofHours(3)).when((scene) -> {
					scene.faults()
						.on(Operation.NEW_ORDER)
						.rateLimit(scene.time().instant().plus(Duration.ofHours(3)).plus(LATER));
					scene.expectRetryAfter(LATER);
				})
					.until((scene) -> scene.setAhead(Duration.ZERO))
					.expect(FaultOutcome.failed(Reason.RATE_LIMITED, Next.RETRY_AFTER, 0, 1)),
				apart("the CA is 2 days behind", Duration.ofDays(-2)).expect(FaultOutcome.issued(1)),
				FaultRow.of(AREA, "the CA is 2 days ahead")
					.when((scene) -> scene.setAhead(Duration.ofDays(2)))
					.until((scene) -> scene.setAhead(Duration.ZERO))
					.expect(FaultOutcome.failed(Reason.CERTIFICATE, Next.SCHEDULE, 1, 2)),
				FaultRow.of(AREA, "the certificate is valid in three days")
					.when((scene) -> scene.ca()
						.behaviour()
						.wrongCertificate(Optional.of(WrongCertificate.NOT_YET_VALID)))
					.until((scene) -> scene.ca().behaviour().wrongCertificate(Optional.empty()))
					.expect(FaultOutcome.failed(Reason.CERTIFICATE, Next.SCHEDULE, 1, 2)));
	}

	private static FaultRow.Builder apart(String fault, Duration ahead) {
		return FaultRow.of(AREA, fault).set((scene) -> {
			scene.setAhead(ahead);
			scene.begin();
		});
	}

}
