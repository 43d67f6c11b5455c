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

package io.github.acmeboot.challenge.dns;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.xbill.DNS.Rcode;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.challenge.ChallengeRequest;
import io.github.acmeboot.challenge.PresentedChallenge;
import io.github.acmeboot.challenge.dns.lookup.Delegation;
import io.github.acmeboot.challenge.dns.lookup.ScriptedNameServer;
import io.github.acmeboot.store.dns.DnsEntry;
import io.github.acmeboot.store.dns.DnsJournal;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;
import io.github.acmeboot.testsupport.SettableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Dns01ChallengeSolver}.
 */
@ExtendWith(OutputCaptureExtension.class)
class Dns01ChallengeSolverTests {

	private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

	private static final String NAME = "_acme-challenge.example.com";

	private final List<ScriptedNameServer> servers = ScriptedNameServer.start(2);

	private final ScriptedNameServer primary = this.servers.get(0);

	private final ScriptedNameServer secondary = this.servers.get(1);

	private final SettableClock clock = new SettableClock(NOW);

	private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 1);

	private final InMemoryAcmeStore store = new InMemoryAcmeStore();

	private final DnsJournal journal = new DnsJournal(this.store);

	private final ServedRecords zone = new ServedRecords(this.primary);

	@BeforeEach
	void serve() {
		this.servers.forEach((server) -> server.zone("example.com", this.primary, this.secondary));
	}

	@AfterEach
	void stop() {
		this.servers.forEach(ScriptedNameServer::close);
	}

	@Test
	void provesDnsNamesAndWildcardsButNoAddresses() {
		Dns01ChallengeSolver solver = solver(true, Duration.ZERO);
		assertThat(solver.type()).isEqualTo("dns-01");
		assertThat(solver.supports(Identifier.of("example.com"))).isTrue();
		assertThat(solver.supports(Identifier.of("*.example.com"))).isTrue();
		assertThat(solver.supports(Identifier.of("192.0.2.1"))).isFalse();
		assertThat(solver.supports(Identifier.of("2001:db8::1"))).isFalse();
	}

	@Test
	void theValueIsTheDigestOfTheKeyAuthorization() throws Exception {
		solver(true, Duration.ZERO).present(challenge("example.com", "token.thumbprint"));
		byte[] digest = MessageDigest.getInstance("SHA-256")
			.digest("token.thumbprint".getBytes(StandardCharsets.US_ASCII));
		assertThat(this.primary.texts(NAME))
			.containsExactly(Base64.getUrlEncoder().withoutPadding().encodeToString(digest));
	}

	@Test
	void aNameAndItsWildcardHaveTwoValuesAndEachRemovesItsOwn() {
		Dns01ChallengeSolver solver = solver(true, Duration.ZERO);
		PresentedChallenge name = solver.present(challenge("example.com", "one.thumbprint"));
		PresentedChallenge wildcard = solver.present(challenge("*.example.com", "two.thumbprint"));
		assertThat(this.primary.texts(NAME)).hasSize(2);
		String first = this.primary.texts(NAME).get(0);
		wildcard.close();
		assertThat(this.primary.texts(NAME)).containsExactly(first);
		name.close();
		name.close();
		assertThat(this.primary.texts(NAME)).isEmpty();
		assertThat(this.journal.entries()).isEmpty();
	}

	@Test
	void theValueIsAddedWhereTheNameIsDelegatedTo() {
		this.primary.cname(NAME, "example-com.challenges.example.net").zone("example.net", this.primary);
		PresentedChallenge presented = solver(true, Duration.ZERO).present(challenge("example.com", "a.b"));
		assertThat(this.primary.texts("example-com.challenges.example.net")).hasSize(1);
		assertThat(presented.untilVisible()).isEmpty();
		presented.close();
		assertThat(this.primary.texts("example-com.challenges.example.net")).isEmpty();
	}

	@Test
	void nothingIsAddedIfTheDelegationCannotBeTold() {
		this.primary.fail(Rcode.SERVFAIL);
		assertThatExceptionOfType(AcmeException.class)
			.isThrownBy(() -> solver(true, Duration.ZERO).present(challenge("example.com", "a.b")))
			.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(Reason.DNS));
		assertThat(this.journal.entries()).isEmpty();
	}

	@Test
	void isVisibleOnceTheSlowestServerHasTheValueAndTheDelayHasPassed() {
		PresentedChallenge presented = solver(true, Duration.ofSeconds(30)).present(challenge("example.com", "a.b"));
		assertThat(presented.untilVisible()).contains(Duration.ofSeconds(5));
		pass(Duration.ofSeconds(5));
		assertThat(presented.untilVisible()).contains(Duration.ofSeconds(5));
		this.secondary.txt(NAME, this.primary.texts(NAME).get(0));
		assertThat(presented.untilVisible()).contains(Duration.ofSeconds(30));
		pass(Duration.ofSeconds(20));
		assertThat(presented.untilVisible()).contains(Duration.ofSeconds(10));
		pass(Duration.ofSeconds(10));
		assertThat(presented.untilVisible()).isEmpty();
	}

	@Test
	void aLookThatFailsIsNotTheLast() {
		PresentedChallenge presented = solver(true, Duration.ZERO).present(challenge("example.com", "a.b"));
		this.secondary.txt(NAME, this.primary.texts(NAME).get(0));
		this.primary.fail(Rcode.SERVFAIL);
		assertThat(presented.untilVisible()).isPresent();
		this.primary.behave();
		assertThat(presented.untilVisible()).isEmpty();
	}

	@Test
	void theLastLookIsAtTheEndOfTheTimeout() {
		PresentedChallenge presented = solver(true, Duration.ZERO).present(challenge("example.com", "a.b"));
		assertThat(presented.untilVisible()).contains(Duration.ofSeconds(5));
		pass(Duration.ofSeconds(58));
		assertThat(presented.untilVisible()).contains(Duration.ofSeconds(2));
		pass(Duration.ofSeconds(2));
		assertThatExceptionOfType(AcmeException.class).isThrownBy(presented::untilVisible)
			.withMessageContaining("'" + NAME + "' was added, but is not visible to everybody after 1m")
			.withMessageContaining("of the 2 servers of the zone 'example.com' 1 had it, and 2 have to")
			.withMessageContaining("had it: ns1.example.com")
			.withMessageContaining("had it not: ns2.example.com")
			.withMessageContaining("acme.challenge.dns.propagation.timeout")
			.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(Reason.DNS));
	}

	@Test
	void whatIsSeenAtTheLastMomentCounts() {
		PresentedChallenge presented = solver(true, Duration.ZERO).present(challenge("example.com", "a.b"));
		assertThat(presented.untilVisible()).isPresent();
		pass(Duration.ofMinutes(3));
		this.secondary.txt(NAME, this.primary.texts(NAME).get(0));
		assertThat(presented.untilVisible()).isEmpty();
	}

	@Test
	void nobodyIsAskedIfSwitchedOffAndTheDelayIsWaitedAllTheSame() {
		PresentedChallenge presented = solver(false, Duration.ofSeconds(30)).present(challenge("example.com", "a.b"));
		this.servers.forEach((server) -> server.questions().clear());
		assertThat(presented.untilVisible()).contains(Duration.ofSeconds(30));
		pass(Duration.ofSeconds(30));
		assertThat(presented.untilVisible()).isEmpty();
		assertThat(this.primary.questions()).isEmpty();
		assertThat(this.secondary.questions()).isEmpty();
	}

	@Test
	void anInterruptEndsTheLook() {
		PresentedChallenge presented = solver(true, Duration.ZERO).present(challenge("example.com", "a.b"));
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(AcmeException.class).isThrownBy(presented::untilVisible)
			.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(Reason.INTERRUPTED));
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void theEntryOutlivesTheWaitAndTheValidation() {
		solver(true, Duration.ofSeconds(30)).present(challenge("example.com", "a.b"));
		Duration wait = Duration.ofMinutes(1).plus(Duration.ofSeconds(30));
		assertThat(this.journal.entries()).singleElement()
			.extracting(DnsEntry::expires)
			.satisfies((expires) -> assertThat(expires).isAfter(NOW.plus(Duration.ofMinutes(6)).plus(wait)));
	}

	@Test
	void aShutdownLeavesTheRecordToTheSweep(CapturedOutput output) {
		PresentedChallenge presented = solver(true, Duration.ZERO).present(challenge("example.com", "a.b"));
		Thread.currentThread().interrupt();
		presented.close();
		assertThat(Thread.interrupted()).isTrue();
		assertThat(this.primary.texts(NAME)).hasSize(1);
		assertThat(output).contains("Leaving TXT '" + NAME + "' where it is for now");
		this.clock.advance(Duration.ofHours(1));
		new RecordSweep(records(), this.clock).run();
		assertThat(this.primary.texts(NAME)).isEmpty();
	}

	@Test
	void aRecordThatCannotBeRemovedIsLeftToTheSweep(CapturedOutput output) {
		PresentedChallenge presented = solver(true, Duration.ZERO).present(challenge("example.com", "a.b"));
		this.zone.failure = new AcmeException(Reason.DNS, "Out of order.");
		presented.close();
		assertThat(output).contains("Unable to remove TXT '" + NAME + "'; tried again after ")
			.contains("Out of order.");
		assertThat(this.journal.entries()).hasSize(1);
	}

	@Test
	void anOrderThatIsGoneOnWithElsewhereKeepsItsRecord() {
		PresentedChallenge stalled = solver(true, Duration.ZERO).present(challenge("example.com", "a.b"));
		PresentedChallenge resumed = solver(true, Duration.ZERO).present(challenge("example.com", "a.b"));
		stalled.close();
		assertThat(this.primary.texts(NAME)).hasSize(1);
		resumed.close();
		assertThat(this.primary.texts(NAME)).isEmpty();
		assertThat(this.journal.entries()).isEmpty();
	}

	private void pass(Duration duration) {
		this.nanoTime.addAndGet(duration.toNanos());
	}

	private JournalledRecords records() {
		return new JournalledRecords(this.zone, this.journal, this.clock);
	}

	private Dns01ChallengeSolver solver(boolean enabled, Duration delay) {
		return new Dns01ChallengeSolver(records(), new Delegation(ScriptedNameServer.resolvers(this.primary)),
				this.primary.propagation(100),
				new PropagationSettings(enabled, Duration.ofMinutes(1), Duration.ofSeconds(5), delay),
				this.nanoTime::get);
	}

	private static ChallengeRequest challenge(String identifier, String keyAuthorization) {
		return new ChallengeRequest(Identifier.of(identifier), "token", keyAuthorization,
				NOW.plus(Duration.ofMinutes(6)));
	}

	/**
	 * Puts records on a name server.
	 */
	private static final class ServedRecords extends RecordingDnsProvider {

		private final ScriptedNameServer server;

		private ServedRecords(ScriptedNameServer server) {
			this.server = server;
		}

		@Override
		public void add(TxtRecord record) {
			super.add(record);
			if (!this.server.texts(record.name()).contains(record.value())) {
				this.server.txt(record.name(), record.value());
			}
		}

		@Override
		public void remove(TxtRecord record) {
			super.remove(record);
			this.server.removeTxt(record.name(), record.value());
		}

	}

}
