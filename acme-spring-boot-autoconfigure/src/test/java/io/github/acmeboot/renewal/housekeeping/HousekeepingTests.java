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

package io.github.acmeboot.renewal.housekeeping;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.CertificatePublisher;
import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.ManagedCertificates;
import io.github.acmeboot.lock.Lease;
import io.github.acmeboot.renewal.TestCertificates;
import io.github.acmeboot.renewal.TestLock;
import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;
import io.github.acmeboot.store.repository.CertificateRepository;
import io.github.acmeboot.store.repository.CertificateState;
import io.github.acmeboot.store.repository.ChallengeAnswers;
import io.github.acmeboot.store.repository.LocalCopy;
import io.github.acmeboot.store.repository.StateRepository;
import io.github.acmeboot.store.repository.StoreCleaner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link Housekeeping}.
 */
@ExtendWith(OutputCaptureExtension.class)
class HousekeepingTests {

	private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

	private static final Duration LIFE = Duration.ofDays(90);

	private final InMemoryAcmeStore store = new InMemoryAcmeStore();

	private final CertificateRepository certificates = new CertificateRepository(this.store);

	private final StateRepository states = new StateRepository(this.store);

	private final InMemoryAcmeStore local = new InMemoryAcmeStore();

	private final TestLock lock = new TestLock();

	private final Served served = new Served();

	private Instant now = START;

	@AfterEach
	void noLockIsLeft() {
		assertThat(this.lock.tryAcquire("clean", Duration.ofMinutes(1))).isPresent();
	}

	@Test
	void aFormerGenerationGoesAFortnightAfterItsEnd() {
		save("web", issued(START), issued(START.plus(Duration.ofDays(60))));
		at(LIFE.plusDays(14)).run();
		assertThat(this.certificates.findPrevious("web")).isPresent();
		at(LIFE.plusDays(15)).run();
		assertThat(this.store.list("certificates/")).containsExactly("certificates/web");
	}

	@Test
	void theCurrentCertificateOfAManagedOneStaysHoweverOldItIs() {
		save("web", issued(START));
		at(LIFE.plusDays(1000)).run();
		assertThat(this.certificates.find("web")).isPresent();
	}

	@Test
	void whatIsServedHereStays() {
		IssuedCertificate former = issued(START);
		save("web", former, issued(START.plus(Duration.ofDays(60))));
		this.served.publish("web", former);
		at(LIFE.plusDays(100)).run();
		assertThat(this.certificates.findPrevious("web")).contains(former);
	}

	@Test
	void aCertificateNobodyLooksAfterGoesWithAllThatIsKeptOfIt(CapturedOutput output) {
		save("gone", issued(START), issued(START.plus(Duration.ofDays(60))));
		this.states.save("gone", CertificateState.NONE, WriteCondition.absent());
		this.store.save("orders/gone", new byte[] { 1 }, WriteCondition.absent());
		this.store.save("certificates/gone/unreadable", new byte[] { 1 }, WriteCondition.absent());
		at(LIFE.plusDays(60 + 14)).run();
		assertThat(this.certificates.names()).containsExactly("gone");
		at(LIFE.plusDays(60 + 15)).run();
		assertThat(this.store.list("")).containsExactly("housekeeping/last");
		assertThat(output).contains("Removing 'gone' from the store");
	}

	@Test
	void aCertificateThatAnotherInstanceTriesToRenewStaysUntilThatHasGivenUp() {
		save("theirs", issued(START));
		failed("theirs", LIFE.plusDays(20));
		at(LIFE.plusDays(20 + 13)).run();
		assertThat(this.certificates.names()).containsExactly("theirs");
		at(LIFE.plusDays(20 + 15)).run();
		assertThat(this.store.list("")).containsExactly("housekeeping/last");
	}

	@Test
	void whatIsRememberedOfACertificateThatWasNeverObtainedGoesWhenNobodyTriesAnyMore() {
		failed("never", Duration.ofDays(3));
		failed("web", Duration.ofDays(3));
		this.store.save("orders/never", new byte[] { 1 }, WriteCondition.absent());
		at(Duration.ofDays(3 + 13)).run();
		assertThat(this.store.list("orders/")).isNotEmpty();
		at(Duration.ofDays(3 + 15)).run();
		assertThat(this.store.list("")).containsExactly("housekeeping/last", "state/web");
	}

	@Test
	void anOrderOfWhichNothingElseIsKnownGoesWhenNobodyHasGoneOnWithItForAFortnight(CapturedOutput output) {
		this.store.save("orders/killed", new byte[] { 1 }, WriteCondition.absent());
		this.store.save("orders/web", new byte[] { 1 }, WriteCondition.absent());
		at(Duration.ZERO).run();
		at(Duration.ofDays(13)).run();
		assertThat(this.store.list("orders/")).containsExactly("orders/killed", "orders/web");
		at(Duration.ofDays(15)).run();
		assertThat(this.store.list("orders/")).containsExactly("orders/web");
		assertThat(output).contains("Removing 'killed' from the store");
		at(Duration.ofDays(16)).run();
		assertThat(this.store.list("")).containsExactly("housekeeping/last", "orders/web");
	}

	@Test
	void anOrderThatAnotherInstanceGoesOnWithStays() {
		this.store.save("orders/theirs", new byte[] { 1 }, WriteCondition.absent());
		at(Duration.ZERO).run();
		this.store.save("orders/theirs", new byte[] { 2 }, WriteCondition.unchanged(this.store.load("orders/theirs")));
		at(Duration.ofDays(10)).run();
		at(Duration.ofDays(20)).run();
		assertThat(this.store.list("orders/")).containsExactly("orders/theirs");
		try (Lease lease = this.lock.tryAcquire("renew/theirs", Duration.ofMinutes(1)).orElseThrow()) {
			at(Duration.ofDays(30)).run();
			assertThat(lease.held()).isTrue();
		}
		assertThat(this.store.list("orders/")).containsExactly("orders/theirs");
		at(Duration.ofDays(31)).run();
		assertThat(this.store.list("orders/")).isEmpty();
	}

	@Test
	void theLocalCopyOfACertificateNobodyLooksAfterGoesToo() {
		LocalCopy copy = LocalCopy.in(this.local, clock());
		copy.keep("gone", issued(START));
		copy.keep("web", issued(START));
		this.local.save("unsaved/gone", new byte[] { 1 }, WriteCondition.absent());
		at(LIFE.plusDays(14)).run();
		assertThat(this.local.list("")).hasSize(3);
		try (Lease lease = this.lock.tryAcquire("clean", Duration.ofMinutes(1)).orElseThrow()) {
			at(LIFE.plusDays(15)).run();
			assertThat(lease.held()).isTrue();
		}
		assertThat(this.local.list("")).containsExactly("certificates/web");
	}

	@Test
	void whatIsNotConfiguredIsSaid(CapturedOutput output) {
		save("gone", issued(START));
		save("web", issued(START));
		new UnconfiguredReport(new UnconfiguredCertificates(managed(), this.certificates)).run();
		assertThat(output).contains("not configured here: gone. They are left alone, and removed 14 days after");
	}

	@Test
	void nothingIsSaidIfAllIsConfiguredOrTheStoreIsDown(CapturedOutput output) {
		save("web", issued(START));
		new UnconfiguredReport(new UnconfiguredCertificates(managed(), this.certificates)).run();
		CertificateRepository broken = mock();
		given(broken.names()).willThrow(new StoreException("The store is down.", null));
		new UnconfiguredReport(new UnconfiguredCertificates(managed(), broken)).run();
		assertThat(output).doesNotContain("INFO").doesNotContain("WARN");
	}

	@Test
	void aCertificateNobodyLooksAfterStaysWhileItsFormerGenerationLasts() {
		save("gone", issued(START.plus(Duration.ofDays(60))), issued(START));
		at(LIFE.plusDays(30)).run();
		assertThat(this.certificates.findPrevious("gone")).isPresent();
		assertThat(this.certificates.find("gone")).isPresent();
	}

	@Test
	void aCertificateThatIsBeingRenewedElsewhereStays() {
		save("gone", issued(START));
		try (Lease lease = this.lock.tryAcquire("renew/gone", Duration.ofMinutes(1)).orElseThrow()) {
			at(LIFE.plusDays(100)).run();
			assertThat(lease.held()).isTrue();
		}
		assertThat(this.certificates.names()).containsExactly("gone");
	}

	@Test
	void aCertificateThatIsServedThoughNobodyLooksAfterItStays() {
		IssuedCertificate expired = issued(START);
		save("removed", expired);
		this.served.publish("removed", expired);
		at(LIFE.plusDays(100)).run();
		assertThat(this.certificates.names()).containsExactly("removed");
	}

	@Test
	void whatCannotBeReadStays() {
		save("gone", issued(START), issued(START));
		byte[] torn = "-----BEGIN".getBytes();
		this.store.save("certificates/gone/previous", torn,
				WriteCondition.unchanged(this.store.load("certificates/gone/previous")));
		this.store.save("certificates/web", torn, WriteCondition.absent());
		this.store.save("certificates/web/previous", torn, WriteCondition.absent());
		at(LIFE.plusDays(100)).run();
		assertThat(this.store.list("certificates/")).containsExactly("certificates/gone", "certificates/gone/previous",
				"certificates/web", "certificates/web/previous");
	}

	@Test
	void whatCrashesHaveLeftGoes() {
		this.store.save("probe/0b4b4f5e", new byte[] { 1 }, WriteCondition.absent());
		answers().add("http-01", Identifier.of("web.example.com"), "token", "answer", START.plusSeconds(60));
		at(Duration.ofSeconds(59)).run();
		assertThat(this.store.list("")).containsExactly("challenges/http-01/web.example.com", "housekeeping/last");
		at(Duration.ofDays(1)).run();
		assertThat(this.store.list("challenges/")).isEmpty();
	}

	@Test
	void ofManyInstancesOneDoesItAndAboutOnceADay() {
		at(Duration.ZERO).run();
		this.store.save("probe/left", new byte[] { 1 }, WriteCondition.absent());
		at(Duration.ofHours(19)).run();
		assertThat(this.store.list("probe/")).isNotEmpty();
		at(Duration.ofHours(20)).run();
		assertThat(this.store.list("probe/")).isEmpty();
	}

	@Test
	void itIsLeftToWhoeverIsAtIt() {
		this.store.save("probe/left", new byte[] { 1 }, WriteCondition.absent());
		try (Lease lease = this.lock.tryAcquire("clean", Duration.ofMinutes(1)).orElseThrow()) {
			at(Duration.ZERO).run();
			assertThat(lease.held()).isTrue();
		}
		assertThat(this.store.list("")).containsExactly("probe/left");
	}

	@Test
	void whenItIsNotKnownWhenItWasDoneItIsDone() {
		this.store.save("housekeeping/last", "garbage".getBytes(), WriteCondition.absent());
		this.store.save("probe/left", new byte[] { 1 }, WriteCondition.absent());
		at(Duration.ZERO).run();
		assertThat(this.store.list("probe/")).isEmpty();
	}

	@Test
	void aFailureIsOneWarning(CapturedOutput output) {
		CertificateRepository broken = mock();
		given(broken.names()).willThrow(new StoreException("The store is down.", null));
		new Housekeeping(managed(), broken, this.states, LocalCopy.off(), answers(), new StoreCleaner(this.store),
				this.served, this.lock, clock())
			.run();
		assertThat(output.getAll().lines().filter((line) -> line.contains("WARN"))).singleElement()
			.asString()
			.contains("trying again within a day: The store is down.");
		assertThat(this.store.list("")).isEmpty();
	}

	private Housekeeping at(Duration sinceStart) {
		this.now = START.plus(sinceStart);
		return new Housekeeping(managed(), this.certificates, this.states, LocalCopy.in(this.local, clock()), answers(),
				new StoreCleaner(this.store), this.served, this.lock, clock());
	}

	private static ManagedCertificates managed() {
		ManagedCertificate web = TestCertificates.wanted("web");
		return new ManagedCertificates(List.of(web));
	}

	private ChallengeAnswers answers() {
		return new ChallengeAnswers(this.store, clock());
	}

	private void failed(String name, Duration sinceStart) {
		CertificateStatus.Failure failure = new CertificateStatus.Failure(AcmeException.Reason.NETWORK, "No.",
				START.plus(sinceStart), 1);
		this.states.save(name, CertificateState.NONE.withFailure(failure, null, null), WriteCondition.absent());
	}

	private void save(String name, IssuedCertificate... generations) {
		for (IssuedCertificate certificate : generations) {
			this.certificates.save(name, certificate,
					this.certificates.version(name).map(WriteCondition::version).orElseGet(WriteCondition::absent));
		}
	}

	private static IssuedCertificate issued(Instant notBefore) {
		return TestCertificates.issued(notBefore, LIFE, "web.example.com");
	}

	private Clock clock() {
		InstantSource source = () -> this.now;
		return source.withZone(ZoneOffset.UTC);
	}

	private static final class Served implements CertificatePublisher {

		private final Map<String, IssuedCertificate> published = new ConcurrentHashMap<>();

		@Override
		public void publish(String name, IssuedCertificate certificate) {
			this.published.put(name, certificate);
		}

		@Override
		public void withdraw(String name) {
			this.published.remove(name);
		}

		@Override
		public Optional<IssuedCertificate> published(String name) {
			return Optional.ofNullable(this.published.get(name));
		}

	}

}
