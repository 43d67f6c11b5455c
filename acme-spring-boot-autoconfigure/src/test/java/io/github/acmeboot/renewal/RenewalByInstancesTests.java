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
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.renewal.plan.RenewalPlanner;
import io.github.acmeboot.store.WriteCondition;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What several instances on one store do for each other.
 */
class RenewalByInstancesTests extends AbstractRenewalTests {

	@Test
	void ofTwoInstancesOneOrdersAndTheOtherTakesItOver() {
		TestInstance one = unhurried(Duration.ofHours(6)).start();
		TestInstance other = unhurried(Duration.ofHours(6)).start();
		this.time.advance(Duration.ofDays(200));
		assertThat(this.issuer.attempts).hasSize(4);
		assertThat(other.publisher.serials).isEqualTo(one.publisher.serials).hasSize(4);
		assertThat(other.status("web").issuer()).isEqualTo("ca");
	}

	@Test
	void anotherInstancesCertificateIsNoticedAtTheNextTick() {
		TestInstance instance = instance().start();
		this.time.advance(Duration.ofSeconds(1));
		IssuedCertificate theirs = TestCertificates.issued(this.time.instant(), Duration.ofDays(90));
		this.certificates.save("web", theirs, unchanged());
		this.time.advance(TestInstance.TICK);
		assertThat(instance.served("web")).isEqualTo(theirs);
		assertThat(this.issuer.attempts).hasSize(1);
	}

	@Test
	void anOlderCertificateOfAHigherGenerationTakesThePlaceOfWhatIsServed() {
		TestInstance instance = instance().start();
		this.time.advance(Duration.ofSeconds(1));
		IssuedCertificate older = TestCertificates.issued(START.minusSeconds(3600), Duration.ofDays(90),
				"web.example.com");
		this.certificates.save("web", older, unchanged());
		this.time.advance(TestInstance.TICK);
		assertThat(instance.served("web")).isEqualTo(older);
	}

	@Test
	void aCertificateOutOfAnOldBackupDoesNotTakeThePlaceOfWhatIsServed() {
		IssuedCertificate old = TestCertificates.issued(START.minusSeconds(3600), Duration.ofDays(90),
				"web.example.com");
		IssuedCertificate current = TestCertificates.issued(START.minusSeconds(60), Duration.ofDays(90),
				"web.example.com");
		this.certificates.save("web", old, WriteCondition.absent());
		byte[] backup = this.store.load("certificates/web").orElseThrow().content();
		this.certificates.save("web", current, unchanged());
		TestInstance instance = instance().start();
		this.time.advance(Duration.ZERO);
		assertThat(instance.served("web")).isEqualTo(current);
		this.store.save("certificates/web", backup, unchanged());
		this.time.advance(TestInstance.TICK.multipliedBy(30));
		assertThat(instance.served("web")).isEqualTo(current);
	}

	@Test
	void theFirstCertificateOfAnEmptiedStoreIsTakenOver() {
		TestInstance instance = instance().start();
		this.time.advance(Duration.ofSeconds(1));
		this.certificates.save("web", TestCertificates.issued(START, Duration.ofDays(90)), unchanged());
		this.time.advance(TestInstance.TICK);
		this.store.delete("certificates/web", this.certificates.version("web").orElseThrow());
		this.store.delete("certificates/web/previous", this.store.version("certificates/web/previous").orElseThrow());
		IssuedCertificate first = TestCertificates.issued(this.time.instant(), Duration.ofDays(90));
		this.certificates.save("web", first, WriteCondition.absent());
		this.time.advance(TestInstance.TICK);
		assertThat(instance.served("web")).isEqualTo(first);
	}

	@Test
	void aRenewalAfterABackupWasRestoredIsTakenOverByThoseWhoServeALaterGeneration() {
		TestInstance instance = unhurried(Duration.ofHours(6)).start();
		this.time.advance(Duration.ofSeconds(1));
		byte[] backup = this.store.load("certificates/web").orElseThrow().content();
		this.time.advance(Duration.ofDays(150));
		long generation = instance.served("web").generation();
		this.store.save("certificates/web", backup, unchanged());
		this.time.advance(Duration.ofDays(60));
		assertThat(instance.served("web")).isEqualTo(stored("web"));
		assertThat(stored("web").generation()).isGreaterThan(generation);
	}

	@Test
	void aHolderThatIsKilledBetweenTheSaveOfOtherNamesAndThatOfTheirStateCostsNoSecondOrder() {
		TestInstance former = instance().start();
		this.time.advance(Duration.ZERO);
		former.scheduler.stop();
		this.store.refusesToSave("state/");
		ManagedCertificate wanted = TestCertificates.wanted("web", "web.example.com", "www.example.com");
		TestInstance killed = instance(wanted).start();
		this.time.advance(Duration.ZERO);
		killed.scheduler.stop();
		this.store.recovers();
		assertThat(this.issuer.attempts).hasSize(2);
		instance(wanted).start();
		this.time.advance(Duration.ofDays(1));
		assertThat(this.issuer.attempts).hasSize(2);
	}

	@Test
	void failuresOfOneInstanceHoldBackTheOther() {
		this.issuer.fails(AcmeException.Reason.NETWORK);
		instance().start();
		this.time.advance(Duration.ZERO);
		instance().start();
		this.time.advance(Duration.ofMinutes(30));
		assertThat(offsets(START)).containsExactly("PT0S", "PT1M", "PT11M");
	}

	@Test
	void looksAgainShortlyWhileTheLockIsBusy() {
		this.lock.tryAcquire("renew/web", Duration.ofMinutes(1));
		instance().start();
		this.time.advance(Duration.ofSeconds(12));
		assertThat(this.issuer.attempts).isEmpty();
		this.lock.takeAway("renew/web");
		this.time.advance(Duration.ofSeconds(5));
		assertThat(this.issuer.attempts).hasSize(1);
	}

	@Test
	void aLostLeaseStopsTheWorkBeforeItCannotBeUndone() {
		this.issuer.does((request) -> {
			this.lock.takeAway("renew/web");
			request.checkpoint().run();
			return this.issuer.certificate(request);
		});
		TestInstance instance = instance().start();
		this.time.advance(Duration.ZERO);
		assertThat(instance.publisher.serials).isEmpty();
		assertThat(this.certificates.find("web")).isEmpty();
		assertThat(instance.status("web").lastFailure()).extracting("reason")
			.isEqualTo(AcmeException.Reason.INTERRUPTED);
	}

	@Test
	void aHolderWhoWasFrozenBeyondItsLeaseOverwritesNothing() {
		TestInstance successor = instance();
		this.issuer.does((request) -> {
			this.issuer.issues(Duration.ofDays(90));
			this.lock.takeAway("renew/web");
			successor.start();
			this.time.advance(Duration.ZERO);
			return this.issuer.certificate(request);
		});
		TestInstance frozen = instance().start();
		this.time.advance(Duration.ZERO);
		assertThat(stored("web")).isEqualTo(successor.served("web"));
		assertThat(state("web").failure()).isNull();
		this.time.advance(TestInstance.TICK);
		assertThat(frozen.served("web")).isEqualTo(successor.served("web")).isEqualTo(stored("web"));
		assertThat(stored("web").generation()).isEqualTo(1);
		assertThat(state("web").failure()).isNull();
		this.time.advance(Duration.ofDays(1));
		assertThat(this.issuer.attempts).hasSize(2);
	}

	@ParameterizedTest
	@EnumSource
	void noLockIsHeldBetweenAttempts(AcmeException.Reason reason) {
		this.issuer.fails(reason);
		instance().start();
		this.time.advance(Duration.ZERO);
		assertThat(this.issuer.attempts).hasSize(1);
		assertThat(this.lock.isFree()).isTrue();
	}

	@Test
	void aCertificateWhoseLeaseWasLostIsSavedUnderTheNextOne() {
		this.issuer.does((request) -> {
			this.lock.takeAway("renew/web");
			return this.issuer.certificate(request);
		});
		TestInstance instance = instance().start();
		this.time.advance(Duration.ZERO);
		assertThat(this.certificates.find("web")).isEmpty();
		this.time.advance(TestInstance.TICK);
		assertThat(stored("web")).isEqualTo(instance.served("web"));
		assertThat(this.issuer.attempts).hasSize(1);
	}

	@Test
	void theFormerAndTheNewConfigurationOfARollingUpdateDoNotOrderInTurn() {
		instance().start();
		this.time.advance(Duration.ofHours(1));
		TestInstance updated = instance(TestCertificates.wanted("web", "web.example.com", "www.example.com")).start();
		this.time.advance(Duration.ofMinutes(5));
		instance().start();
		this.time.advance(Duration.ofMinutes(4));
		assertThat(this.issuer.attempts).hasSize(2);
		assertThat(stored("web")).isEqualTo(updated.served("web"));
		this.time.advance(Duration.ofDays(2));
		assertThat(offsets(START)).containsExactly("PT0S", "PT1H", "PT1H10M", "PT2H10M", "PT6H10M", "PT18H10M",
				"PT42H10M");
	}

	@Test
	void theConfigurationThatIsLeftAfterARollingUpdateWins() {
		TestInstance former = instance().start();
		this.time.advance(Duration.ofHours(1));
		TestInstance updated = instance(TestCertificates.wanted("web", "web.example.com", "www.example.com")).start();
		this.time.advance(Duration.ofMinutes(11));
		assertThat(this.issuer.attempts).hasSize(3);
		former.scheduler.stop();
		this.time.advance(Duration.ofDays(30));
		assertThat(this.issuer.attempts).hasSize(4);
		assertThat(RenewalPlanner.covers(updated.served("web"), List.of(Identifier.of("www.example.com")))).isTrue();
	}

}
