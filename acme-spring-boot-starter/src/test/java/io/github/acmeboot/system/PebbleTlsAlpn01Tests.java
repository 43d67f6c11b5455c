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

import java.io.IOException;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.acmeboot.CertificateStatus.State;
import io.github.acmeboot.test.pebble.EnabledIfPebble;
import io.github.acmeboot.test.pebble.PebbleProcess;
import io.github.acmeboot.testsupport.FreePort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Certificates whose names Pebble validates by tls-alpn-01 on the port that serves them.
 */
@EnabledIfPebble
@Timeout(300)
class PebbleTlsAlpn01Tests {

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			false | www.example.org,example.org
			true  | www.example.org,example.org
			false | 127.0.0.1
			true  | 127.0.0.1
			""")
	void namesAndAddressesAreValidatedAndServed(boolean http2, String domains) throws IOException {
		int port = FreePort.next();
		try (PebbleProcess pebble = PebbleProcess.builder()
			.nonceRejection(0)
			.authorizationReuse(0)
			.tlsAlpn01Port(port)
			.start(); RunningApplication application = application(pebble, port, http2, domains).start()) {
			Awaitility.await().atMost(PATIENCE).until(() -> application.status("web").state() == State.VALID);
			assertThat(Handshake.serial(application.port(), "www.example.org"))
				.isEqualTo(application.status("web").serial());
			assertThat(pebble.log()).contains("set VALID by completed challenge").doesNotContain("set INVALID");
		}
	}

	private static RunningApplication.Builder application(PebbleProcess pebble, int port, boolean http2,
			String domains) {
		return RunningApplication.builder()
			.with("server.port", port)
			.with("server.http2.enabled", http2)
			.with("acme.certificates.web.domains", domains)
			.with("acme.certificates.web.challenge", "tls-alpn-01")
			.connectionDetails(pebble.connectionDetails());
	}

}
