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

import java.util.List;

import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.system.FaultOutcome.Next;
import io.github.acmeboot.testsupport.FreePort;

/**
 * Certificates by tls-alpn-01, and what the CA meets on port 443.
 */
final class TlsAlpnRows {

	private static final String AREA = "tls-alpn-01";

	private TlsAlpnRows() {
	}

	static List<FaultRow> all() {
		return List.of(
				row("the CA cannot connect to the HTTPS port", "Check that port 443 of that name reaches")
					.when((scene) -> scene.ca().tlsAlpn01Port(FreePort.next()))
					.expect(FaultOutcome.failed(Reason.VALIDATION, Next.SCHEDULE, 1, 2)),
				row("something in front ends TLS", "Cannot negotiate ALPN protocol",
						"Check that port 443 of that name reaches")
					.when((scene) -> scene.ca().tlsAlpn01Port(scene.ca().port()))
					.expect(FaultOutcome.failed(Reason.VALIDATION, Next.SCHEDULE, 1, 2)),
				FaultRow.of(AREA, "the CA reaches another instance").set(TlsAlpnRows::begin).when((scene) -> {
					scene.startAnotherInstance();
					scene.ca().tlsAlpn01Port(scene.httpsPortOfTheOther());
				}).expect(FaultOutcome.issued(1)));
	}

	private static FaultRow.Builder row(String fault, String... words) {
		return FaultRow.of(AREA, fault).set(TlsAlpnRows::begin).until((scene) -> {
			scene.assertSays(words);
			scene.ca().tlsAlpn01Port(scene.httpsPort());
		});
	}

	private static void begin(FaultScene scene) {
		scene.wanted().challenge("tls-alpn-01");
		scene.begin();
	}

}
