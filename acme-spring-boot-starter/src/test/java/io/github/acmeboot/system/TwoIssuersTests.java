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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.ssl.SslBundle;

import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.autoconfigure.AcmeConnectionDetails;
import io.github.acmeboot.test.AcmeTestServer;
import io.github.acmeboot.test.pebble.EnabledIfPebble;
import io.github.acmeboot.test.pebble.PebbleProcess;
import io.github.acmeboot.test.protocol.Operation;
import io.github.acmeboot.test.protocol.ProblemType;
import io.github.acmeboot.testsupport.FreePort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two issuers, the first of which fails: who issues, and after how long.
 */
class TwoIssuersTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final List<String> TABLE = new CopyOnWriteArrayList<>();

	private final AcmeTestServer first = AcmeTestServer.start();

	@AfterEach
	void close() {
		this.first.close();
	}

	@AfterAll
	static void print() {
		System.out.println("| first issuer | second issuer | issued by | after |\n|---|---|---|---|");
		TABLE.forEach(System.out::println);
	}

	@ParameterizedTest
	@EnumSource
	void theSecondIssues(Trouble trouble) throws IOException {
		int port = FreePort.next();
		try (AcmeTestServer second = AcmeTestServer.builder().http01Port(port).start()) {
			issue(trouble, "AcmeTestServer", second.connectionDetails(), port);
			assertThat(second.issued()).hasSize(1);
		}
	}

	@ParameterizedTest
	@EnumSource
	@EnabledIfPebble
	void pebbleIssues(Trouble trouble) throws IOException {
		int port = FreePort.next();
		try (PebbleProcess second = PebbleProcess.builder().http01Port(port).start()) {
			issue(trouble, "Pebble", second.connectionDetails(), port);
		}
	}

	private void issue(Trouble trouble, String name, AcmeConnectionDetails second, int port) throws IOException {
		this.first.http01Port(port);
		trouble.begin.accept(this.first);
		try (RunningApplication application = application(second, port, FreePort.next()).start()) {
			long ready = System.nanoTime();
			Awaitility.await().atMost(PATIENCE).until(() -> application.status("web").issuer() != null);
			Duration waited = Duration.ofNanos(System.nanoTime() - ready);
			CertificateStatus status = application.status("web");
			TABLE.add("| %s | %s | %s | %d ms |".formatted(trouble.text, name, status.issuer(), waited.toMillis()));
			assertThat(status.issuer()).isEqualTo("second");
			assertThat(status.lastFailure()).isNull();
			assertThat(this.first.issued()).hasSize((trouble == Trouble.PROCESSING) ? 1 : 0);
		}
	}

	private RunningApplication.Builder application(AcmeConnectionDetails second, int port, int serverPort) {
		AcmeConnectionDetails first = this.first.connectionDetails();
		return RunningApplication.builder()
			.with("acme.issuers.first.terms-of-service-agreed", "true")
			.with("acme.issuers.second.terms-of-service-agreed", "true")
			.with("acme.timeouts.order", "5s")
			.with("acme.renewal.retry.initial-interval", "50ms")
			.with("acme.certificates.web.issuers", "first,second")
			.with("acme.challenge.http.port", port)
			.with("server.port", serverPort)
			.connectionDetails(new AcmeConnectionDetails() {

				@Override
				public String getDirectoryUrl(String issuer) {
					return (issuer.equals("first") ? first : second).getDirectoryUrl(issuer);
				}

				@Override
				public @Nullable SslBundle getSslBundle(String issuer) {
					return (issuer.equals("first") ? first : second).getSslBundle(issuer);
				}

			});
	}

	/**
	 * What is wrong with the first issuer.
	 */
	enum Trouble {

		DOWN("down", AcmeTestServer::close),

		SERVER_ERROR("5xx", (ca) -> ca.faults().on(Operation.NEW_ORDER).problem(ProblemType.SERVER_INTERNAL, "broken")),

		RATE_LIMITED("429 with Retry-After",
				(ca) -> ca.faults().on(Operation.NEW_ORDER).rateLimit(Duration.ofHours(1))),

		REJECTED("rejectedIdentifier",
				(ca) -> ca.faults().on(Operation.NEW_ORDER).problem(ProblemType.REJECTED_IDENTIFIER, "not that one")),

		PROCESSING("processing forever, nothing served", (ca) -> ca.behaviour().holdOrders());

		private final String text;

		private final Consumer<AcmeTestServer> begin;

		Trouble(String text, Consumer<AcmeTestServer> begin) {
			this.text = text;
			this.begin = begin;
		}

	}

}
