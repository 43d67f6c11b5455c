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
import java.util.function.Consumer;

import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.system.FaultOutcome.Next;
import io.github.acmeboot.test.ca.Order;
import io.github.acmeboot.test.protocol.Problem;
import io.github.acmeboot.test.protocol.ProblemType;
import io.github.acmeboot.test.protocol.RetryAfter;

/**
 * CAs that take their time, and those that meanwhile change their mind.
 */
final class SlowRows {

	private static final String AREA = "slow CA";

	private SlowRows() {
	}

	static List<FaultRow> all() {
		SlowValidation validation = new SlowValidation();
		return List.of(
				FaultRow.of(AREA, "processing for 42 s, without Retry-After")
					.when((scene) -> scene.ca().behaviour().issuanceDelay(Duration.ofSeconds(42)))
					.expect(FaultOutcome.failed(Reason.TIMEOUT, Next.SCHEDULE, 1, 1)),
				processing("10 min", Duration.ofMinutes(10), RetryAfter.SECONDS)
					.expect(FaultOutcome.failed(Reason.TIMEOUT, Next.RETRY_AFTER, 1, 1)),
				processing("1 h", Duration.ofHours(1), RetryAfter.SECONDS)
					.expect(FaultOutcome.failed(Reason.TIMEOUT, Next.RETRY_AFTER, 1, 1)),
				processing("1 h", Duration.ofHours(1), RetryAfter.HTTP_DATE)
					.expect(FaultOutcome.failed(Reason.TIMEOUT, Next.RETRY_AFTER, 1, 1)),
				FaultRow.of(AREA, "three looks in vain until the order is valid")
					.when((scene) -> scene.ca().behaviour().slowOrders(3))
					.expect(FaultOutcome.issued(1)),
				FaultRow.of(AREA, "validates after longer than we wait")
					.when(validation::begin)
					.until(validation::end)
					.expect(FaultOutcome.failed(Reason.TIMEOUT, Next.SCHEDULE, 1, 1)),
				parked("meanwhile the order becomes invalid",
						(order) -> order.invalidate(Problem.of(ProblemType.SERVER_INTERNAL, "Lost the HSM"))),
				parked("meanwhile the order expires", Order::expire),
				FaultRow.of(AREA, "meanwhile the order is forgotten").when(SlowRows::slowDown).until((scene) -> {
					speedUp(scene);
					scene.ca().forgetOrders();
				}).expect(FaultOutcome.failed(Reason.TIMEOUT, Next.RETRY_AFTER, 1, 2)),
				FaultRow.of(AREA, "http-01 is fetched from a port nobody listens on")
					.when((scene) -> scene.ca().http01Port(scene.ca().port()))
					.until((scene) -> scene.ca().http01Port(scene.http01Port()))
					.expect(FaultOutcome.failed(Reason.VALIDATION, Next.SCHEDULE, 1, 2)));
	}

	private static FaultRow.Builder processing(String time, Duration delay, RetryAfter form) {
		return FaultRow.of(AREA, "processing for " + time + ", Retry-After as " + form).when((scene) -> {
			scene.ca().behaviour().issuanceDelay(delay.minusSeconds(5));
			scene.ca().behaviour().retryAfter(delay);
			scene.ca().behaviour().retryAfterForm(form);
			scene.expectRetryAfter(delay);
		});
	}

	private static FaultRow parked(String fault, Consumer<Order> end) {
		return FaultRow.of(AREA, fault).when(SlowRows::slowDown).until((scene) -> {
			speedUp(scene);
			end.accept(scene.ca().orders().get(1));
		}).expect(FaultOutcome.failed(Reason.TIMEOUT, Next.RETRY_AFTER, 1, 2));
	}

	private static void slowDown(FaultScene scene) {
		scene.ca().behaviour().issuanceDelay(Duration.ofHours(3));
		scene.ca().behaviour().retryAfter(Duration.ofHours(2));
		scene.expectRetryAfter(Duration.ofHours(2));
	}

	private static void speedUp(FaultScene scene) {
		scene.ca().behaviour().issuanceDelay(Duration.ZERO);
		scene.ca().behaviour().retryAfter(Duration.ZERO);
	}

}
