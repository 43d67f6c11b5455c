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

package io.github.acmeboot.renewal;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.StoreStatus;
import io.github.acmeboot.StoreStatus.Kind;
import io.github.acmeboot.store.SealedValueException;
import io.github.acmeboot.store.StoreException.Trouble;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;
import io.github.acmeboot.store.repository.LocalCopy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Outages of the store: what is served, what the CA sees, and what is said of it.
 */
@ExtendWith(OutputCaptureExtension.class)
class RenewalOutageTests extends AbstractRenewalTests {

	private static final Duration OUTAGE = Duration.ofMinutes(10);

	@Test
	void tenMinutesWithoutTheStoreAreSaidOnceAndCostNothing(CapturedOutput output) {
		TestInstance instance = instance(many()).start();
		this.time.advance(Duration.ofMinutes(1));
		this.store.breaks(Trouble.UNREACHABLE);
		this.time.advance(OUTAGE);
		StoreStatus during = instance.manager.storeStatus();
		assertThat(during.state()).isEqualTo(StoreStatus.State.IN_TROUBLE);
		assertThat(during.trouble()).satisfies((trouble) -> {
			assertThat(trouble.kind()).isEqualTo(Kind.UNREACHABLE);
			assertThat(trouble.message()).contains("The store is broken");
			assertThat(trouble.since()).isEqualTo(START.plus(TestInstance.TICK.multipliedBy(3)));
		});
		assertThat(instance.manager.certificates())
			.allMatch((status) -> status.state() == CertificateStatus.State.VALID && status.lastFailure() != null);
		this.store.recovers();
		this.time.advance(TestInstance.TICK);
		StoreStatus after = instance.manager.storeStatus();
		assertThat(after.state()).isEqualTo(StoreStatus.State.AVAILABLE);
		assertThat(after.lastTrouble())
			.satisfies((trouble) -> assertThat(Duration.between(trouble.since(), trouble.until())).isBetween(OUTAGE,
					OUTAGE.plus(TestInstance.TICK)));
		assertThat(instance.manager.certificates()).allMatch((status) -> status.lastFailure() == null);
		assertThat(this.issuer.attempts).hasSize(20);
		assertThat(output.getOut().lines().filter((line) -> line.contains("WARN"))).singleElement()
			.asString()
			.contains("cannot be reached");
		assertThat(output).containsOnlyOnce("works again; for 10 min");
	}

	@Test
	void theStoreIsAwayWhenARenewalIsDueAndNothingIsOrderedBeforeItIsBack() {
		TestInstance instance = instance().start();
		this.time.advance(Duration.ZERO);
		IssuedCertificate first = instance.served("web");
		this.time.advance(Duration.between(START, renewal(instance)).minus(Duration.ofMinutes(1)));
		this.store.breaks(Trouble.UNREACHABLE);
		this.time.advance(OUTAGE);
		assertThat(this.issuer.attempts).hasSize(1);
		assertThat(instance.served("web")).isEqualTo(first);
		this.store.recovers();
		this.time.advance(TestInstance.TICK);
		assertThat(this.issuer.attempts).hasSize(2);
		assertThat(instance.served("web")).isEqualTo(stored("web")).isNotEqualTo(first);
		assertThat(state("web").failure()).isNull();
	}

	@Test
	void theStoreIsLostForTenMinutesRightAfterTheIssuanceAndOnlyTheSaveIsTriedAgain() {
		this.issuer.does((request) -> {
			this.store.breaks(Trouble.UNREACHABLE);
			return this.issuer.certificate(request);
		});
		TestInstance instance = instance().start();
		this.time.advance(OUTAGE);
		IssuedCertificate served = instance.served("web");
		this.store.recovers();
		this.time.advance(TestInstance.TICK);
		assertThat(stored("web")).isEqualTo(served);
		assertThat(this.issuer.attempts).hasSize(1);
	}

	@Test
	void aCertificateThatWasNotSavedOutlivesARestartInTheLocalCopy() {
		LocalCopy copy = LocalCopy.in(new InMemoryAcmeStore(), this.time);
		IssuedCertificate unsaved = issueWithoutSaving(copy);
		TestInstance restarted = instance(copy).start();
		this.time.advance(OUTAGE);
		assertThat(restarted.manager.storeStatus().state()).isEqualTo(StoreStatus.State.IN_TROUBLE);
		this.store.recovers();
		this.time.advance(TestInstance.TICK);
		assertThat(stored("web")).isEqualTo(unsaved);
		assertThat(restarted.served("web")).isEqualTo(unsaved);
		assertThat(state("web").ordered()).isNotNull();
		assertThat(copy.findUnsaved("web")).isEmpty();
		assertThat(copy.find("web")).contains(unsaved);
		assertThat(this.issuer.attempts).hasSize(1);
		assertThat(this.issuer.completed).hasSize(1);
	}

	@Test
	void aRestartWithAnUnsavedCertificateGivesWayToWhatAnotherInstanceSavedMeanwhile() {
		LocalCopy copy = LocalCopy.in(new InMemoryAcmeStore(), this.time);
		issueWithoutSaving(copy);
		this.store.recovers();
		IssuedCertificate theirs = TestCertificates.issued(START.plusSeconds(60), Duration.ofDays(90),
				"web.example.com");
		this.certificates.save("web", theirs, WriteCondition.absent());
		TestInstance restarted = instance(copy).start();
		this.time.advance(Duration.ofDays(1));
		assertThat(stored("web")).isEqualTo(theirs);
		assertThat(restarted.served("web")).isEqualTo(theirs);
		assertThat(copy.findUnsaved("web")).isEmpty();
		assertThat(this.issuer.attempts).hasSize(1);
	}

	@Test
	void aStoreThatComesBackEmptyTakesTheCertificateThatWasNotSaved() {
		TestInstance instance = instance().start();
		this.time.advance(Duration.ZERO);
		this.issuer.does((request) -> {
			this.store.breaks(Trouble.UNREACHABLE);
			return this.issuer.certificate(request);
		});
		this.time.advance(Duration.between(START, renewal(instance)).plusMinutes(1));
		assertThat(this.issuer.attempts).hasSize(2);
		IssuedCertificate second = instance.served("web");
		this.store.losesEverything();
		this.store.recovers();
		this.time.advance(TestInstance.TICK);
		assertThat(stored("web")).isEqualTo(second);
		assertThat(instance.served("web")).isEqualTo(second);
		this.time.advance(Duration.ofDays(1));
		assertThat(this.issuer.attempts).hasSize(2);
	}

	@Test
	void whatAnotherInstancePutBackDuringARenewalIsNotMistakenForItsSuccessor() {
		TestInstance renewing = instance().start();
		TestInstance other = instance().start();
		this.time.advance(TestInstance.TICK);
		IssuedCertificate first = other.served("web");
		this.issuer.does((request) -> {
			this.store.losesEverything();
			this.certificates.save("web", first, WriteCondition.absent());
			return this.issuer.certificate(request);
		});
		this.time.advance(Duration.between(START, renewal(renewing)).plusMinutes(1));
		assertThat(this.issuer.attempts).hasSize(2);
		assertThat(stored("web")).isNotEqualTo(first);
		assertThat(renewing.served("web")).isEqualTo(stored("web"));
		assertThat(other.served("web")).isEqualTo(stored("web"));
	}

	@ParameterizedTest
	@EnumSource(names = { "READ_ONLY", "FULL", "DENIED" })
	void aStoreThatCannotBeWrittenToIsNoticedBeforeAnythingIsOrdered(Trouble trouble) {
		this.store.refusesWrites(trouble);
		TestInstance instance = instance().start();
		this.time.advance(OUTAGE);
		assertThat(this.issuer.attempts).isEmpty();
		assertThat(instance.manager.storeStatus().trouble()).satisfies((present) -> {
			assertThat(present.kind().name()).isEqualTo(trouble.name());
			assertThat(present.since()).isEqualTo(START);
		});
		this.store.recovers();
		this.time.advance(TestInstance.TICK);
		assertThat(this.issuer.attempts).hasSize(1);
		assertThat(instance.manager.storeStatus().trouble()).isNull();
	}

	@Test
	void aStoreThatCanBeWrittenToAgainIsNoticedThoughNothingHasToBeWritten() {
		TestInstance instance = instance().start();
		this.time.advance(Duration.ofMinutes(1));
		this.store.refusesWrites(Trouble.READ_ONLY);
		instance.manager.renew("web");
		this.time.advance(OUTAGE);
		assertThat(instance.manager.storeStatus().trouble()).extracting("kind").isEqualTo(Kind.READ_ONLY);
		this.store.recovers();
		this.time.advance(TestInstance.TICK);
		assertThat(instance.manager.storeStatus().trouble()).isNull();
		assertThat(this.issuer.attempts).hasSize(1);
		assertThat(this.store.list("probe/")).isEmpty();
	}

	@Test
	void aLockThatFailsWithItsStoreIsTroubleOfTheStore() {
		TestInstance instance = instance().start();
		this.time.advance(Duration.ofMinutes(1));
		this.lock.broken = true;
		this.store.refusesWrites(Trouble.READ_ONLY);
		instance.manager.renew("web");
		this.time.advance(Duration.ofMinutes(1));
		assertThat(instance.manager.storeStatus().trouble()).extracting("kind").isEqualTo(Kind.READ_ONLY);
	}

	@Test
	void aLockThatFailsAloneIsSaidOfTheCertificateAndNotOfTheStore(CapturedOutput output) {
		this.lock.broken = true;
		TestInstance instance = instance().start();
		this.time.advance(OUTAGE);
		assertThat(this.issuer.attempts).isEmpty();
		assertThat(instance.manager.storeStatus().trouble()).isNull();
		assertThat(output).containsOnlyOnce("WARN").contains("The lock is broken.");
	}

	@Test
	void theStatusAsksAStoreThatIsAwayOnceAndNotForEachCertificate() {
		AtomicInteger calls = new AtomicInteger();
		TestInstance instance = instance(many());
		this.store.delays(calls::incrementAndGet);
		this.store.breaks(Trouble.UNREACHABLE);
		assertThat(instance.manager.certificates()).hasSize(20);
		assertThat(instance.manager.certificates()).hasSize(20);
		assertThat(calls).hasValue(1);
	}

	@Test
	void aSlowStoreIsSaidToBeSlowAndKeepsNobodyFromBeingLookedAfter() {
		TestInstance instance = instance(many()).start();
		this.time.advance(Duration.ofMinutes(1));
		this.store.delays(() -> this.time.pass(Duration.ofSeconds(3)));
		this.certificates.save("many-7",
				TestCertificates.issued(this.time.instant().plusSeconds(60), Duration.ofDays(90), "many-7.example.com"),
				WriteCondition.version(this.certificates.version("many-7").orElseThrow()));
		instance.manager.renew("many-9");
		IssuedCertificate before = instance.served("many-9");
		this.time.advance(OUTAGE);
		assertThat(instance.manager.storeStatus().trouble()).extracting("kind").isEqualTo(Kind.SLOW);
		assertThat(instance.served("many-7")).isEqualTo(stored("many-7"));
		assertThat(instance.served("many-9")).isEqualTo(stored("many-9")).isNotEqualTo(before);
		this.store.delays(() -> {
		});
		this.time.advance(OUTAGE);
		assertThat(instance.manager.storeStatus().trouble()).isNull();
		assertThat(instance.manager.certificates()).allMatch((status) -> status.lastFailure() == null);
		assertThat(this.issuer.attempts).hasSize(21);
	}

	@Test
	void aMissingKeyIsSaidOnceThoughTheStoreWasAwayBefore(CapturedOutput output) {
		this.issuer.fails(new SealedValueException("accounts/ca", "Add the key 'k2'"));
		this.store.breaks(Trouble.UNREACHABLE);
		instance().start();
		this.time.advance(OUTAGE);
		this.store.recovers();
		this.time.advance(Duration.ofHours(1));
		assertThat(output).containsOnlyOnce("Add the key 'k2'");
	}

	@Test
	void aMissingKeyIsSaidThoughTheStoreIsSlow(CapturedOutput output) {
		this.issuer.fails(new SealedValueException("accounts/ca", "Add the key 'k2'"));
		this.store.delays(() -> this.time.pass(Duration.ofSeconds(3)));
		TestInstance instance = instance().start();
		this.time.advance(OUTAGE);
		assertThat(instance.manager.storeStatus().trouble()).extracting("kind").isEqualTo(Kind.SLOW);
		assertThat(output).containsOnlyOnce("Add the key 'k2'");
	}

	@Test
	void aFailureThatCouldNotBeSavedIsSavedWhenTheStoreIsBack() {
		this.store.refusesToSave("state");
		this.issuer.fails(AcmeException.Reason.VALIDATION);
		instance().start();
		this.time.advance(Duration.ofSeconds(30));
		assertThat(this.states.find("web")).isEmpty();
		this.store.recovers();
		this.time.advance(Duration.ofSeconds(20));
		assertThat(this.states.find("web")).isEmpty();
		this.time.advance(Duration.ofMinutes(1));
		assertThat(state("web").failure()).isNotNull();
	}

	private IssuedCertificate issueWithoutSaving(LocalCopy copy) {
		this.issuer.does((request) -> {
			this.store.breaks(Trouble.UNREACHABLE);
			return this.issuer.certificate(request);
		});
		TestInstance first = instance(copy).start();
		this.time.advance(Duration.ofMinutes(1));
		IssuedCertificate unsaved = first.served("web");
		first.scheduler.stop();
		return unsaved;
	}

	private static ManagedCertificate[] many() {
		return IntStream.range(0, 20)
			.mapToObj((number) -> TestCertificates.wanted("many-" + number))
			.toArray(ManagedCertificate[]::new);
	}

}
