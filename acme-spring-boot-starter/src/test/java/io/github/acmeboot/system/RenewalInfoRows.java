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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import io.github.acmeboot.test.ca.CaBehaviour.RenewalWindow;
import io.github.acmeboot.test.protocol.Operation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * CAs that say when to renew, or should (RFC 9773).
 */
final class RenewalInfoRows {

	private static final String AREA = "renewal info";

	private static final Duration A_DAY = Duration.ofDays(1);

	private RenewalInfoRows() {
	}

	static List<FaultRow> all() {
		return List.of(
				suggested("the window is in the past", Duration.ofHours(1))
					.when((scene) -> assertThat(scene.age()).isLessThanOrEqualTo(A_DAY))
					.expect(FaultOutcome.issued(1)),
				suggested("the window is later than a third before the end", Duration.ofDays(75))
					.when((scene) -> assertThat(scene.age()).isGreaterThan(Duration.ofDays(74)))
					.expect(FaultOutcome.issued(1)),
				FaultRow.of(AREA, "the certificate is revoked by the CA").set((scene) -> {
					scene.begin();
					scene.ca().revoke(scene.ca().issued().get(0), 4);
				}).when((scene) -> assertThat(scene.age()).isLessThanOrEqualTo(A_DAY)).expect(FaultOutcome.issued(1)),
				noNews("503 for weeks",
						(scene) -> scene.faults().on(Operation.RENEWAL_INFO).unavailable(Duration.ofHours(1))),
				noNews("HTML for weeks", (scene) -> scene.faults().on(Operation.RENEWAL_INFO).html()),
				noNews("every connection is reset",
						(scene) -> scene.faults().on(Operation.RENEWAL_INFO).resetConnection()),
				noNews("malformed",
						(scene) -> scene.ca()
							.behaviour()
							.renewalInfo()
							.document(Optional.of(Map.of("suggestedWindow", "soon")))),
				noNews("the window ends before it starts", (scene) -> scene.ca()
					.behaviour()
					.renewalInfo()
					.window((any) -> new RenewalWindow(any.getNotAfter().toInstant(), any.getNotBefore().toInstant()))),
				noNews("not offered", (scene) -> scene.ca().behaviour().renewalInfo().offered(false)));
	}

	private static FaultRow.Builder suggested(String fault, Duration afterIssuance) {
		return FaultRow.of(AREA, fault).set((scene) -> {
			scene.begin();
			Instant wanted = scene.ca().issued().get(0).getNotBefore().toInstant().plus(afterIssuance);
			scene.ca()
				.behaviour()
				.renewalInfo()
				.window((certificate) -> certificate.equals(scene.ca().issued().get(0))
						? new RenewalWindow(wanted, wanted.plusSeconds(1))
						: new RenewalWindow(wanted.plus(Duration.ofDays(1000)), wanted.plus(Duration.ofDays(1001))));
		});
	}

	private static FaultRow noNews(String fault, Consumer<FaultScene> trouble) {
		return FaultRow.of(AREA, fault).set((scene) -> {
			scene.begin();
			trouble.accept(scene);
		})
			.when((scene) -> assertThat(scene.age()).isBetween(Duration.ofDays(50), Duration.ofDays(60)))
			.expect(FaultOutcome.issued(1));
	}

}
