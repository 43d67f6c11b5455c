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
import io.github.acmeboot.test.pki.WrongCertificate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * CAs that hand out something else than was ordered.
 */
final class CertificateRows {

	private static final String AREA = "certificate";

	private CertificateRows() {
	}

	static List<FaultRow> all() {
		return List.of(row("for other names", WrongCertificate.OTHER_NAMES),
				FaultRow.of(AREA, "without one of its names").set((scene) -> {
					scene.wanted().names("b.example.org");
					scene.begin();
				})
					.when((scene) -> spoil(scene, WrongCertificate.MISSING_NAME))
					.until(CertificateRows::mend)
					.expect(refused()),
				row("for another key", WrongCertificate.OTHER_KEY), row("expired", WrongCertificate.EXPIRED),
				row("wrong chain order", WrongCertificate.REVERSED_CHAIN),
				row("chain of another CA", WrongCertificate.FOREIGN_CHAIN),
				FaultRow.of(AREA, "truncated chain")
					.when((scene) -> spoil(scene, WrongCertificate.TRUNCATED_CHAIN))
					.expect(FaultOutcome.issued(1)),
				FaultRow.of(AREA, "lives for 160 hours").set((scene) -> {
					scene.ca().certificateLife(Duration.ofHours(160));
					scene.beginWithoutRenewalInfo();
				})
					.when((scene) -> assertThat(scene.age()).isBetween(Duration.ofHours(70), Duration.ofHours(80)))
					.expect(FaultOutcome.issued(1)),
				FaultRow.of(AREA, "no PEM")
					.when((scene) -> spoil(scene, WrongCertificate.GARBAGE))
					.until(CertificateRows::mend)
					.expect(FaultOutcome.failed(Reason.PROTOCOL, Next.SCHEDULE, 1, 1)));
	}

	private static FaultRow row(String fault, WrongCertificate wrong) {
		return FaultRow.of(AREA, fault)
			.when((scene) -> spoil(scene, wrong))
			.until(CertificateRows::mend)
			.expect(refused());
	}

	private static FaultOutcome refused() {
		return FaultOutcome.failed(Reason.CERTIFICATE, Next.SCHEDULE, 1, 2);
	}

	private static void spoil(FaultScene scene, WrongCertificate wrong) {
		scene.ca().behaviour().wrongCertificate(Optional.of(wrong));
	}

	private static void mend(FaultScene scene) {
		scene.ca().behaviour().wrongCertificate(Optional.empty());
	}

}
