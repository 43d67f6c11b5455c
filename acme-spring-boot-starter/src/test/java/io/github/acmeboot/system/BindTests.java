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

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.CertificateStatus.State;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;
import io.github.acmeboot.test.pebble.EnabledIfPebble;
import io.github.acmeboot.testsupport.bind.BindServer;
import io.github.acmeboot.testsupport.bind.EnabledIfBind;
import io.github.acmeboot.testsupport.bind.TsigKey;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications that prove control of names by dns-01, with a real BIND that takes signed
 * updates, and Pebble, which validates by asking it.
 */
@EnabledIfBind
@EnabledIfPebble
@Timeout(300)
class BindTests {

	private static final String CHALLENGE = "_acme-challenge.example.org";

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path directory;

	@SuppressWarnings("NullAway.Init")
	private DnsScene scene;

	@BeforeEach
	void startServers() {
		this.scene = new DnsScene(this.directory);
	}

	@AfterEach
	void noRecordIsLeft() {
		try (DnsScene ending = this.scene) {
			for (String zone : List.of(DnsScene.ZONE, DnsScene.DELEGATED, DnsScene.LOCKED, DnsScene.SLOW)) {
				assertThat(ending.bind().txtRecordsOf(zone)).as(zone).isEmpty();
			}
		}
	}

	@Test
	void aNameGetsACertificate() {
		try (RunningApplication application = this.scene.application("www.example.org").start()) {
			X509Certificate leaf = this.scene.awaitServed(application, "web", "www.example.org");
			assertThat(DnsScene.names(leaf)).containsExactly("www.example.org");
			assertChanges(DnsScene.ZONE, "adding _acme-challenge.www.example.org",
					"deleting _acme-challenge.www.example.org");
		}
	}

	@Test
	void aWildcardGetsACertificate() {
		try (RunningApplication application = this.scene.application("*.example.org").start()) {
			X509Certificate leaf = this.scene.awaitServed(application, "web", "any.example.org");
			assertThat(DnsScene.names(leaf)).containsExactly("*.example.org");
			assertChanges(DnsScene.ZONE, "adding " + CHALLENGE, "deleting " + CHALLENGE);
		}
	}

	@Test
	void aWildcardAndItsBaseHaveTwoValuesUnderOneName() {
		try (RunningApplication application = this.scene.application("example.org,*.example.org").start()) {
			X509Certificate leaf = this.scene.awaitServed(application, "web", "example.org");
			assertThat(DnsScene.names(leaf)).containsExactly("*.example.org", "example.org");
			assertChanges(DnsScene.ZONE, "adding " + CHALLENGE, "adding " + CHALLENGE, "deleting " + CHALLENGE,
					"deleting " + CHALLENGE);
		}
	}

	@Test
	void aChallengeThatIsDelegatedIsAnsweredInTheOtherZone() {
		try (RunningApplication application = this.scene.application("shop.example.org").start()) {
			X509Certificate leaf = this.scene.awaitServed(application, "web", "shop.example.org");
			assertThat(DnsScene.names(leaf)).containsExactly("shop.example.org");
			assertThat(this.scene.changes(DnsScene.ZONE)).isEmpty();
			assertChanges(DnsScene.DELEGATED, "adding shop.acme.example.net", "deleting shop.acme.example.net");
		}
	}

	@Test
	void twoCertificatesThatShareAChallengeNameAreObtainedAtOnce() {
		try (RunningApplication application = this.scene.application("example.org,www.example.org")
			.with("acme.certificates.star.domains", "*.example.org,shop.example.org")
			.with("acme.certificates.star.challenge", "dns-01")
			.start()) {
			X509Certificate web = this.scene.awaitServed(application, "web", "example.org");
			X509Certificate star = this.scene.awaitServed(application, "star", "any.example.org");
			assertThat(DnsScene.names(web)).containsExactly("example.org", "www.example.org");
			assertThat(DnsScene.names(star)).containsExactly("*.example.org", "shop.example.org");
			this.scene.await()
				.untilAsserted(() -> assertThat(this.scene.changes(DnsScene.ZONE))
					.filteredOn((change) -> change.endsWith(CHALLENGE))
					.containsExactlyInAnyOrder("adding " + CHALLENGE, "adding " + CHALLENGE, "deleting " + CHALLENGE,
							"deleting " + CHALLENGE));
		}
	}

	@Test
	void aWrongKeyIsToldAndTriedAgainOnceADayWhileTheOldCertificateIsServed() {
		InMemoryAcmeStore store = new InMemoryAcmeStore();
		X509Certificate former = obtain(store, "www.example.org");
		String wrong = TsigKey.generate("acme-key").secret();
		try (RunningApplication application = this.scene.application("www.example.org,example.org")
			.store(store)
			.with("acme.challenge.dns.rfc2136.tsig.secret", wrong)
			.start()) {
			CertificateStatus.Failure failure = this.scene.awaitFailure(application);
			assertThat(failure.reason()).isEqualTo(Reason.CONFIGURATION);
			assertThat(failure.message()).contains("TXT '_acme-challenge.")
				.contains("by DNS server '" + this.scene.bind().hostAndPort() + "'")
				.contains("its key 'acme-key' has another secret (BADSIG)")
				.contains("acme.challenge.dns.rfc2136.tsig.secret")
				.doesNotContain(wrong);
			assertThatNextAttemptIsTomorrow(application);
			assertThatHealthTells(application, Status.UP, "BADSIG");
			assertThat(Handshake.leaf(application.port(), "www.example.org")).isEqualTo(former);
			assertThat(this.scene.validations()).isOne();
		}
		try (RunningApplication mended = this.scene.application("www.example.org,example.org").store(store).start()) {
			assertThat(DnsScene.names(mended.manager().renew("web").join().leaf())).containsExactly("example.org",
					"www.example.org");
			assertThat(mended.status("web").lastFailure()).isNull();
		}
	}

	@Test
	void aServerThatRefusesIsToldAndTheCaIsNotAsked() {
		try (RunningApplication application = this.scene.application("www.locked.example").start()) {
			CertificateStatus.Failure failure = this.scene.awaitFailure(application);
			assertThat(failure.reason()).isEqualTo(Reason.CONFIGURATION);
			assertThat(failure.message())
				.contains("Unable to add TXT '_acme-challenge.www.locked.example' to zone 'locked.example'")
				.contains("(REFUSED)")
				.contains("update-policy");
			assertThatNextAttemptIsTomorrow(application);
			assertThatHealthTells(application, Status.OUT_OF_SERVICE, "REFUSED");
			assertThat(this.scene.validations()).isZero();
		}
	}

	@Test
	void theCaIsNotAskedBeforeTheSecondServerHasTheRecord() {
		BindServer secondary = this.scene.startSecondary();
		try (RunningApplication application = this.scene.application("www.slow.example").start()) {
			this.scene.await().until(() -> looks(secondary) > 3);
			assertThat(this.scene.bind().txt("_acme-challenge.www.slow.example")).hasSize(1);
			assertThat(secondary.txt("_acme-challenge.www.slow.example")).isEmpty();
			assertThat(this.scene.validations()).isZero();
			assertThat(application.status("web").state()).isEqualTo(State.PLACEHOLDER);
			secondary.refresh(DnsScene.SLOW);
			X509Certificate leaf = this.scene.awaitServed(application, "web", "www.slow.example");
			assertThat(DnsScene.names(leaf)).containsExactly("www.slow.example");
			assertThat(this.scene.validations()).isOne();
		}
	}

	@Test
	void aQuorumGoesOnWithoutTheSecondServer() {
		BindServer secondary = this.scene.startSecondary();
		try (RunningApplication application = this.scene.application("www.slow.example")
			.with("acme.challenge.dns.propagation.quorum", "50")
			.start()) {
			X509Certificate leaf = this.scene.awaitServed(application, "web", "www.slow.example");
			assertThat(DnsScene.names(leaf)).containsExactly("www.slow.example");
			assertThat(secondary.txt("_acme-challenge.www.slow.example")).isEmpty();
		}
	}

	@Test
	void aSecondServerThatNeverGetsTheRecordIsToldAndTheRecordIsRemoved() {
		this.scene.startSecondary();
		try (RunningApplication application = this.scene.application("www.slow.example")
			.with("acme.challenge.dns.propagation.timeout", "3s")
			.start()) {
			CertificateStatus.Failure failure = this.scene.awaitFailure(application);
			assertThat(failure.reason()).isEqualTo(Reason.DNS);
			assertThat(failure.message()).contains("_acme-challenge.www.slow.example")
				.contains("ns2.slow.example")
				.contains("acme.challenge.dns.propagation.quorum");
			assertThat(this.scene.validations()).isZero();
			assertChanges(DnsScene.SLOW, "adding _acme-challenge.www.slow.example",
					"deleting _acme-challenge.www.slow.example");
		}
	}

	@Test
	void aServerThatIsDownIsToldAndTriedAgainSoon() {
		try (RunningApplication application = this.scene.application("www.example.org")
			.with("acme.challenge.dns.rfc2136.server", "127.0.0.3:" + this.scene.bind().address().getPort())
			.start()) {
			CertificateStatus.Failure failure = this.scene.awaitFailure(application);
			assertThat(failure.reason()).isEqualTo(Reason.DNS);
			assertThat(failure.message()).contains("Unable to add TXT '_acme-challenge.www.example.org'")
				.contains("it cannot be spoken with (Connection refused)");
			assertThat(application.status("web").nextAttempt()).isBefore(Instant.now().plus(Duration.ofMinutes(30)));
			assertThat(this.scene.validations()).isZero();
		}
	}

	private X509Certificate obtain(InMemoryAcmeStore store, String domains) {
		try (RunningApplication application = this.scene.application(domains).store(store).start()) {
			X509Certificate leaf = this.scene.awaitServed(application, "web", domains);
			this.scene.await().until(() -> this.scene.bind().txtRecordsOf(DnsScene.ZONE).isEmpty());
			return leaf;
		}
	}

	/**
	 * What BIND says of its changes may be read a moment later.
	 */
	private void assertChanges(String zone, String... changes) {
		this.scene.await().untilAsserted(() -> assertThat(this.scene.changes(zone)).containsExactly(changes));
	}

	private static long looks(BindServer server) {
		return Pattern.compile("query: _acme-challenge\\.www\\.slow\\.example IN TXT")
			.matcher(server.log())
			.results()
			.count();
	}

	private static void assertThatNextAttemptIsTomorrow(RunningApplication application) {
		assertThat(application.status("web").nextAttempt()).isBetween(Instant.now().plus(Duration.ofHours(18)),
				Instant.now().plus(Duration.ofHours(30)));
	}

	private static void assertThatHealthTells(RunningApplication application, Status status, String problem) {
		Health health = Objects
			.requireNonNull(application.context().getBean("acmeHealthIndicator", HealthIndicator.class).health());
		assertThat(health.getStatus()).isEqualTo(status);
		assertThat(String.valueOf(health.getDetails().get("web"))).contains(problem);
	}

}
