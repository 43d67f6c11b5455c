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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.CertificateStatus.State;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.test.AcmeTestServer;
import io.github.acmeboot.test.protocol.Operation;
import io.github.acmeboot.test.server.RecordedRequest;
import io.github.acmeboot.testsupport.FreePort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The life of a certificate whose names are proved on the port that serves it. Spring
 * Security is on the class path with its defaults.
 */
class TlsAlpn01LifeTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final String HOST = "www.example.org";

	private final AcmeTestServer ca = AcmeTestServer.start();

	@AfterEach
	void stopTheCa() {
		this.ca.close();
	}

	@ParameterizedTest
	@CsvSource({ "server.http2.enabled,false", "server.http2.enabled,true", "server.servlet.context-path,/app",
			"management.server.port,0", "server.forward-headers-strategy,framework",
			"acme.certificates.web.key-type,rsa-2048" })
	void aCertificateIsIssuedAndRenewedWithTheSevenRequestsThereHaveToBe(String property, String value)
			throws IOException {
		try (RunningApplication application = application().with(property, value).start()) {
			awaitValid(application, "web");
			String first = Handshake.serial(application.port(), HOST);
			this.ca.resetRequests();
			application.manager().renew("web").join();
			assertThat(Handshake.serial(application.port(), HOST)).isNotEqualTo(first);
			assertThat(requests()).isEqualTo(Map.of(Operation.NEW_ORDER, 1L, Operation.AUTHORIZATION, 1L,
					Operation.CHALLENGE, 1L, Operation.ORDER, 2L, Operation.FINALIZE, 1L, Operation.CERTIFICATE, 1L));
		}
	}

	@Test
	void namesAndAddressesAreProvedTogether() throws IOException {
		try (RunningApplication application = application()
			.with("acme.certificates.web.domains", "www.example.org,example.org,192.0.2.7,2001:db8::7")
			.start()) {
			awaitValid(application, "web");
			assertThat(this.ca.issued()).hasSize(1);
		}
	}

	@Test
	void aCertificateIsAddedAtRunTimeThoughNoneUsedTheChallengeAtTheStart() throws IOException {
		try (RunningApplication application = application().with("acme.certificates.web.challenge", "http-01")
			.start()) {
			this.ca.http01Port(application.http01Port());
			application.manager()
				.add(new ManagedCertificate("added", List.of(Identifier.of("added.example.org")), List.of("ca"),
						"tls-alpn-01", KeyType.EC_P256, false, null, null, true));
			awaitValid(application, "added");
			assertThat(Handshake.serial(application.port(), "added.example.org"))
				.isEqualTo(application.status("added").serial());
		}
	}

	@Test
	void whatIsInTheWayOfTheCaIsSaid() throws IOException {
		try (AcmeTestServer elsewhere = AcmeTestServer.start();
				RunningApplication application = application().with("acme.renewal.retry.max-attempts", 1).start()) {
			awaitValid(application, "web");
			this.ca.tlsAlpn01Port(elsewhere.port());
			application.manager().renew("web").exceptionally((failure) -> null).join();
			assertThat(application.status("web").state()).isEqualTo(State.VALID);
			assertThat(application.status("web").lastFailure()).isNotNull().satisfies((failure) -> {
				assertThat(failure.reason()).isEqualTo(Reason.VALIDATION);
				assertThat(failure.message()).contains("tls-alpn-01", "port 443", "ends TLS");
			});
		}
	}

	private Map<Operation, Long> requests() {
		Map<Operation, Long> requests = this.ca.requests()
			.stream()
			.map(RecordedRequest::operation)
			.filter((operation) -> operation != Operation.RENEWAL_INFO)
			.collect(Collectors.groupingBy((operation) -> operation, TreeMap::new, Collectors.counting()));
		requests.computeIfPresent(Operation.ORDER, (operation, polls) -> Math.min(polls, 2));
		return requests;
	}

	private static void awaitValid(RunningApplication application, String certificate) {
		Awaitility.await().atMost(PATIENCE).until(() -> application.status(certificate).state() == State.VALID);
	}

	private RunningApplication.Builder application() throws IOException {
		int port = FreePort.next();
		this.ca.tlsAlpn01Port(port);
		return RunningApplication.builder()
			.with("server.port", port)
			.with("acme.certificates.web.challenge", "tls-alpn-01")
			.connectionDetails(this.ca.connectionDetails());
	}

}
