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

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.challenge.ChallengeRequest;
import io.github.acmeboot.challenge.ChallengeSolver;
import io.github.acmeboot.challenge.PresentedChallenge;
import io.github.acmeboot.challenge.dns.DnsProvider;
import io.github.acmeboot.challenge.dns.TxtRecord;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;
import io.github.acmeboot.test.AcmeTestServer;
import io.github.acmeboot.test.dns.DnsTestServer;
import io.github.acmeboot.test.protocol.Operation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that proves control of its names by dns-01, with a provider of its own
 * and a CA that asks the name servers.
 */
class Dns01LifeTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final String NAME = "_acme-challenge.example.org";

	private final DnsTestServer dns = DnsTestServer.start("example.org", "example.net");

	private final AcmeTestServer ca = AcmeTestServer.builder().dnsServer(this.dns.address()).start();

	private final InMemoryAcmeStore store = new InMemoryAcmeStore();

	@AfterEach
	void stop() {
		this.ca.close();
		this.dns.close();
	}

	@Test
	void aNameAndItsWildcardAreOnOneCertificateAndNothingIsLeft() {
		try (RunningApplication application = application().start()) {
			awaitValid(application, "web");
			assertThat(Handshake.serial(application.port(), "any.example.org"))
				.isEqualTo(application.status("web").serial());
			awaitNothingLeft();
			assertThat(this.ca.orders()).hasSize(1);
		}
	}

	@Test
	void recordsAreWrittenIntoTheZoneTheNameIsDelegatedTo() {
		this.dns.zone("example.org").cname(NAME, "example-org.example.net");
		AtomicInteger added = new AtomicInteger();
		DnsProvider provider = this.dns.provider();
		try (RunningApplication application = application(new DnsProvider() {

			@Override
			public void add(TxtRecord record) {
				assertThat(record.name()).isEqualTo("example-org.example.net");
				added.incrementAndGet();
				provider.add(record);
			}

			@Override
			public void remove(TxtRecord record) {
				provider.remove(record);
			}

		}).start()) {
			awaitValid(application, "web");
			assertThat(added).hasValue(2);
		}
	}

	@Test
	void theCaIsNotAskedBeforeTheSlowestServerHasTheRecords() {
		DnsTestServer secondary = this.dns.secondary("127.0.0.2");
		try (RunningApplication application = application().start()) {
			Awaitility.await().atMost(PATIENCE).until(() -> this.dns.zone("example.org").txtValues(NAME).size() == 2);
			long looks = looks(secondary);
			Awaitility.await().atMost(PATIENCE).until(() -> looks(secondary) > looks + 2);
			assertThat(this.ca.requests()).noneMatch((request) -> request.operation() == Operation.CHALLENGE);
			this.dns.transferTo(secondary);
			awaitValid(application, "web");
		}
	}

	@Test
	void twoCertificatesOfOneNameDoNotTakeEachOthersRecordsAway() {
		try (RunningApplication application = application().with("acme.certificates.other.domains", "example.org")
			.with("acme.certificates.other.challenge", "dns-01")
			.start()) {
			awaitValid(application, "web");
			awaitValid(application, "other");
			awaitNothingLeft();
		}
	}

	@Test
	void aRecordThatDoesNotBecomeVisibleIsAFailureOfTheDnsAndTheOrderIsGoneOnWith() {
		DnsTestServer secondary = this.dns.secondary("127.0.0.2");
		try (RunningApplication application = application().with("acme.challenge.dns.propagation.timeout", "8s")
			.start()) {
			Awaitility.await().atMost(PATIENCE).until(() -> application.status("web").lastFailure() != null);
			CertificateStatus.Failure failure = application.status("web").lastFailure();
			assertThat(failure.reason()).isEqualTo(Reason.DNS);
			assertThat(failure.message()).contains("ns2.example.org").contains("'example.org'");
			assertThat(this.ca.requests()).noneMatch((request) -> request.operation() == Operation.CHALLENGE);
			awaitNothingLeft();
			secondary.close();
			this.dns.removeZone("example.org");
			this.dns.zone("example.org");
			application.manager().renew("web").join();
			assertThat(this.ca.orders()).hasSize(1);
		}
	}

	@Test
	void aProviderThatFailsIsTold() {
		DnsProvider provider = new DnsProvider() {

			@Override
			public void add(TxtRecord record) {
				throw new AcmeException(Reason.DNS, "The zone of '" + record.name() + "' is locked.");
			}

			@Override
			public void remove(TxtRecord record) {
			}

		};
		try (RunningApplication application = application(provider).start()) {
			Awaitility.await().atMost(PATIENCE).until(() -> application.status("web").lastFailure() != null);
			assertThat(application.status("web").lastFailure().message()).contains("is locked");
			awaitNothingLeft();
		}
	}

	@Test
	void aShutdownWhileWaitingEndsInTimeAndTheNextStartSweeps() {
		this.dns.secondary("127.0.0.2");
		RunningApplication stopped = application().start();
		Awaitility.await().atMost(PATIENCE).until(() -> this.dns.zone("example.org").txtValues(NAME).size() == 2);
		stopped.close();
		assertThat(this.store.list("dns-records/")).hasSize(2);
		assertThat(this.store.list("orders/")).hasSize(1);
		Clock later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(30));
		try (RunningApplication application = application().with("acme.certificates.web.domains", "www.example.net")
			.with("acme.certificates.web.challenge", "http-01")
			.bean(Clock.class, later)
			.start()) {
			assertThat(application.context().isRunning()).isTrue();
			awaitNothingLeft();
		}
	}

	@Test
	void noWebServerNeedListen() {
		try (RunningApplication application = application().with("server.port", "-1").start()) {
			awaitValid(application, "web");
		}
	}

	@Test
	void noWebServerIsNeededAtAll() {
		try (RunningApplication application = application().with("spring.main.web-application-type", "none").start()) {
			awaitValid(application, "web");
		}
	}

	@Test
	void theUsersOwnSolverJustWorks() {
		AtomicInteger presented = new AtomicInteger();
		ChallengeSolver own = new ChallengeSolver() {

			@Override
			public String type() {
				return "dns-01";
			}

			@Override
			public boolean supports(Identifier identifier) {
				return true;
			}

			@Override
			public PresentedChallenge present(ChallengeRequest challenge) {
				presented.incrementAndGet();
				return () -> {
				};
			}

		};
		try (RunningApplication application = RunningApplication.builder()
			.ca(this.ca.directoryUrl().toString(), this.ca.sslBundle(), (port) -> {
			})
			.with("acme.certificates.web.domains", List.of("example.org"))
			.with("acme.certificates.web.challenge", "dns-01")
			.bean(ChallengeSolver.class, own)
			.start()) {
			Awaitility.await().atMost(PATIENCE).until(() -> application.status("web").lastFailure() != null);
			assertThat(application.status("web").lastFailure().reason()).isEqualTo(Reason.VALIDATION);
			assertThat(presented).hasValueGreaterThan(0);
		}
	}

	private RunningApplication.Builder application() {
		return application(this.dns.provider());
	}

	private RunningApplication.Builder application(DnsProvider provider) {
		return RunningApplication.builder().ca(this.ca.directoryUrl().toString(), this.ca.sslBundle(), (port) -> {
		})
			.store(this.store)
			.with("acme.certificates.web.domains", "example.org,*.example.org")
			.with("acme.certificates.web.challenge", "dns-01")
			.with("acme.challenge.dns.propagation.resolvers", "127.0.0.1:" + this.dns.port())
			.with("acme.challenge.dns.propagation.port", this.dns.port())
			.with("acme.challenge.dns.propagation.interval", "100ms")
			.bean(DnsProvider.class, provider);
	}

	private static long looks(DnsTestServer server) {
		return server.queries().size();
	}

	private static void awaitValid(RunningApplication application, String certificate) {
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> application.status(certificate).state() == CertificateStatus.State.VALID);
	}

	private void awaitNothingLeft() {
		Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
			assertThat(this.dns.zone("example.org").txtValues(NAME)).isEmpty();
			assertThat(this.store.list("dns-records/")).isEmpty();
		});
	}

}
