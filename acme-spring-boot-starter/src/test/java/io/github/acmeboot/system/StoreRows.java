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
import io.github.acmeboot.store.StoreException.Trouble;
import io.github.acmeboot.system.FaultOutcome.Next;
import io.github.acmeboot.system.FaultOutcome.Served;
import io.github.acmeboot.test.protocol.Operation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Stores in trouble, and stores that forget.
 */
final class StoreRows {

	private static final String AREA = "store";

	private StoreRows() {
	}

	static List<FaultRow> all() {
		return List.of(unwritable("unreachable at the renewal", Trouble.UNREACHABLE),
				unwritable("full at the renewal", Trouble.FULL),
				unwritable("read-only at the renewal", Trouble.READ_ONLY),
				FaultRow.of(AREA, "unreachable between issue and save")
					.set(FaultScene::beginWithoutRenewalInfo)
					.when((scene) -> scene.faults().on(Operation.CERTIFICATE).times(1).apply((request, processing) -> {
						scene.store().breaks(Trouble.UNREACHABLE);
						return processing.get();
					}))
					.until((scene) -> scene.store().recovers())
					.check(StoreRows::assertStored)
					.expect(failed(1).serving(Served.NEW)),
				FaultRow.of(AREA, "unreachable between issue and save, and restarted")
					.set(FaultScene::beginWithoutRenewalInfo)
					.when((scene) -> scene.faults().on(Operation.CERTIFICATE).times(1).apply((request, processing) -> {
						scene.store().breaks(Trouble.UNREACHABLE);
						return processing.get();
					}))
					.until((scene) -> {
						scene.store().recovers();
						scene.restart();
					})
					.check(StoreRows::assertStored)
					.expect(failed(1).serving(Served.NEW)),
				FaultRow.of(AREA, "emptied while the certificate is served").set((scene) -> {
					scene.begin();
					scene.store().losesEverything();
				})
					.when((scene) -> assertThat(scene.age()).isGreaterThan(Duration.ofDays(18)))
					.check((scene) -> assertThat(scene.ca().accountCount()).isOne())
					.expect(FaultOutcome.issued(1)),
				FaultRow.of(AREA, "emptied, and restarted").when((scene) -> {
					scene.store().losesEverything();
					scene.restart();
				}).expect(FaultOutcome.issued(1)),
				FaultRow.of(AREA, "unreachable at a restart").set(FaultScene::beginWithoutRenewalInfo).when((scene) -> {
					scene.store().breaks(Trouble.UNREACHABLE);
					scene.restart();
				}).until((scene) -> scene.store().recovers()).expect(failed(0).serving(Served.PLACEHOLDER)),
				FaultRow.of(AREA, "the certificate in it is garbage at a restart").when((scene) -> {
					scene.damageCertificate();
					scene.restart();
				}).expect(FaultOutcome.issued(1)));
	}

	private static FaultRow unwritable(String fault, Trouble trouble) {
		return FaultRow.of(AREA, fault)
			.set(FaultScene::beginWithoutRenewalInfo)
			.when((scene) -> scene.store().breaks(trouble))
			.until((scene) -> scene.store().recovers())
			.expect(failed(0));
	}

	private static FaultOutcome failed(int orders) {
		return FaultOutcome.failed(Reason.STORE, Next.TICK, orders, 1);
	}

	private static void assertStored(FaultScene scene) {
		assertThat(scene.stored()).contains(scene.status().serial());
	}

}
