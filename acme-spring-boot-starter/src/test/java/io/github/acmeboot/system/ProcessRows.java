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

import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.system.FaultOutcome.Next;
import io.github.acmeboot.system.FaultOutcome.Served;
import io.github.acmeboot.test.protocol.Operation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications that are started again, and others that are killed while they have the
 * lock. A process that is itself killed at each of its steps is another test's.
 */
final class ProcessRows {

	private static final String AREA = "process";

	private static final Duration LATER = Duration.ofMinutes(95);

	private ProcessRows() {
	}

	static List<FaultRow> all() {
		return List.of(FaultRow.of(AREA, "restarted with an order under way").when((scene) -> {
			scene.ca().behaviour().issuanceDelay(Duration.ofHours(1));
			scene.ca().behaviour().retryAfter(LATER);
			scene.expectRetryAfter(LATER);
		}).until(FaultScene::restart).expect(FaultOutcome.failed(Reason.TIMEOUT, Next.RETRY_AFTER, 1, 1)),
				FaultRow.of(AREA, "restarted while the CA is down").when((scene) -> {
					scene.faults().everywhere().resetConnection();
					scene.restart();
					assertThat(scene.served()).isEqualTo(Served.OLD);
				}).expect(FaultOutcome.failed(Reason.NETWORK, Next.SCHEDULE, 0, 1)),
				FaultRow.of(AREA, "restarted before the CA wants to see us again").when((scene) -> {
					scene.faults().on(Operation.NEW_ORDER).rateLimit(LATER);
					scene.expectRetryAfter(LATER);
				}).until(FaultScene::restart).expect(FaultOutcome.failed(Reason.RATE_LIMITED, Next.RETRY_AFTER, 0, 1)),
				FaultRow.of(AREA, "restarted with nothing to do").set((scene) -> {
					scene.begin();
					scene.restart();
					assertThat(scene.served()).isEqualTo(Served.OLD);
				})
					.when((scene) -> assertThat(scene.age()).isGreaterThan(Duration.ofDays(18)))
					.expect(FaultOutcome.issued(1)),
				FaultRow.of(AREA, "the holder of the lock is killed")
					.when(FaultScene::lockAsOneWhoIsKilled)
					.until((scene) -> scene.time().advance(FaultScene.TIME_TO_LIVE.minus(FaultScene.SHORTLY)))
					.expect(new FaultOutcome(0, "nothing", Next.LOCK.toString(), Served.OLD, 1)));
	}

}
