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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.CertificateIssuedEvent;
import io.github.acmeboot.CertificateRenewalFailedEvent;
import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.renewal.plan.RenewalPlanner;
import io.github.acmeboot.store.CertificateRepository;
import io.github.acmeboot.store.CertificateState;
import io.github.acmeboot.store.StateRepository;
import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.codec.StoreKey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RenewalScheduler} and what it sets going, on virtual time.
 */
class RenewalSchedulerTests {

	private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

	private final VirtualTime time = new VirtualTime(START);

	private final SwitchableStore store = new SwitchableStore();

	private final TestLock lock = new TestLock();

	private final ScriptedIssuer issuer = new ScriptedIssuer(this.time);

	private final CertificateRepository certificates = new CertificateRepository(this.store);

	private final StateRepository states = new StateRepository(this.store);

	@Test
	void aMissingCertificateIsOrderedWhenTheApplicationIsReadyAndNotBefore() {
		TestInstance instance = instance();
		instance.scheduler.start();
		instance.server.opened(443);
		this.time.advance(Duration.ofHours(1));
		assertThat(this.issuer.attempts).isEmpty();
		instance.ready();
		this.time.advance(Duration.ZERO);
		assertThat(this.issuer.attempts).hasSize(1);
		assertThat(instance.served("web")).isEqualTo(stored("web"));
		assertThat(this.issuer.completed).isEqualTo(this.issuer.requests);
		assertThat(this.lock.isFree()).isTrue();
	}

	@Test
	void successIsRememberedAndAnnounced() {
		TestInstance instance = instance().start();
		this.time.advance(Duration.ZERO);
		assertThat(instance.events).singleElement().isInstanceOfSatisfying(CertificateIssuedEvent.class, (event) -> {
			assertThat(event.name()).isEqualTo("web");
			assertThat(event.issuer()).isEqualTo("ca");
			assertThat(event.certificate()).isEqualTo(instance.served("web"));
		});
		CertificateState state = state("web");
		assertThat(state.ordered()).isNotNull();
		assertThat(state.failure()).isNull();
		assertThat(state.renewal()).isEqualTo(instance.status("web").renewal());
		assertThat(instance.status("web")).satisfies((status) -> {
			assertThat(status.state()).isEqualTo(CertificateStatus.State.VALID);
			assertThat(status.issuer()).isEqualTo("ca");
			assertThat(status.nextAttempt()).isEqualTo(status.renewal());
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT2M", "PT160H", "P45D", "P90D" })
	void renewsExactlyAsPlannedForWeeksWhateverTheLife(Duration life) {
		this.issuer.issues(life);
		unhurried(life.dividedBy(50)).start();
		this.time.advance(life.multipliedBy(6));
		List<Instant> expected = new ArrayList<>(List.of(START));
		RenewalPlanner planner = new RenewalPlanner(true);
		for (int i = 1; i < this.issuer.attempts.size(); i++) {
			IssuedCertificate predecessor = this.issuer.requests.get(i).predecessor().orElseThrow();
			expected.add(planner.renewal(TestCertificates.wanted("web"), predecessor).orElseThrow());
		}
		assertThat(this.issuer.attempts).isEqualTo(expected).hasSizeBetween(9, 14);
	}

	@Test
	void tenThousandWakesForNothingAreOnlyGlances() {
		instance().start();
		this.time.advance(Duration.ofDays(1));
		assertThat(this.time.runs()).isBetween(2_800L, 2_900L);
		assertThat(this.issuer.attempts).hasSize(1);
	}

	@Test
	void theAttemptsFollowTheScheduleWhileTheCaIsDownAndTheOldCertificateIsServed() {
		TestInstance instance = unhurried(Duration.ofHours(6)).start();
		this.time.advance(Duration.ZERO);
		IssuedCertificate old = instance.served("web");
		Instant due = renewal(instance);
		this.issuer.fails(AcmeException.Reason.NETWORK);
		this.time.advance(Duration.between(START, due).plus(Duration.ofDays(4)));
		assertThat(offsets(due)).containsExactly("PT0S", "PT1M", "PT11M", "PT1H11M", "PT5H11M", "PT17H11M", "PT41H11M",
				"PT65H11M", "PT89H11M");
		assertThat(instance.served("web")).isEqualTo(old);
		assertThat(instance.status("web").lastFailure()).satisfies((failure) -> {
			assertThat(failure.count()).isEqualTo(9);
			assertThat(failure.reason()).isEqualTo(AcmeException.Reason.NETWORK);
		});
		assertThat(instance.events).hasSize(10);
	}

	@Test
	void aRestartDoesNotStartTheFailuresOver() {
		this.issuer.fails(AcmeException.Reason.NETWORK);
		TestInstance first = instance().start();
		this.time.advance(Duration.ofMinutes(90));
		first.scheduler.stop();
		TestInstance second = instance().start();
		assertThat(second.status("web").nextAttempt()).isEqualTo(START.plus(Duration.ofMinutes(311)));
		this.time.advance(Duration.ofHours(20));
		assertThat(offsets(START)).containsExactly("PT0S", "PT1M", "PT11M", "PT1H11M", "PT5H11M", "PT17H11M");
	}

	@Test
	void whenTheCaIsBackEverythingIsForgotten() {
		this.issuer.fails(AcmeException.Reason.SERVER);
		TestInstance instance = instance().start();
		this.time.advance(Duration.ofMinutes(5));
		this.issuer.issues(Duration.ofDays(90));
		this.time.advance(Duration.ofMinutes(10));
		assertThat(instance.status("web").lastFailure()).isNull();
		assertThat(state("web").nextAttempt()).isNull();
		assertThat(instance.status("web").state()).isEqualTo(CertificateStatus.State.VALID);
	}

	@Test
	void retryAfterIsHonoured() {
		Instant later = START.plus(Duration.ofHours(7));
		this.issuer
			.fails(new AcmeException(AcmeException.Reason.RATE_LIMITED, "Slow down.", null, null, List.of(), later));
		TestInstance instance = instance().start();
		this.time.advance(Duration.ofHours(8));
		assertThat(this.issuer.attempts).startsWith(START, later);
		assertThat(instance.events).first()
			.isInstanceOfSatisfying(CertificateRenewalFailedEvent.class,
					(event) -> assertThat(event.nextAttempt()).isEqualTo(later));
	}

	@Test
	void whatOnlyTheOperatorCanMendIsTriedOnceADay() {
		this.issuer.fails(AcmeException.Reason.REJECTED_IDENTIFIER);
		instance().start();
		this.time.advance(Duration.ofDays(3).plusHours(1));
		assertThat(offsets(START)).containsExactly("PT0S", "PT24H", "PT48H", "PT72H");
	}

	@Test
	void aRestartDoesNotSpareWhatOnlyTheOperatorCanMendItsWait() {
		this.issuer.fails(AcmeException.Reason.REJECTED_IDENTIFIER);
		TestInstance first = instance().start();
		this.time.advance(Duration.ofHours(1));
		first.scheduler.stop();
		instance().start();
		this.time.advance(Duration.ofHours(22));
		assertThat(offsets(START)).containsExactly("PT0S");
	}

	@Test
	void whatTheOperatorHasMendedIsTriedAtTheNextStart() {
		this.issuer.fails(AcmeException.Reason.REJECTED_IDENTIFIER);
		TestInstance first = instance().start();
		this.time.advance(Duration.ofHours(1));
		first.scheduler.stop();
		TestInstance second = instance(TestCertificates.wanted("web", "mended.example.com"));
		assertThat(second.start().status("web").nextAttempt()).isEqualTo(this.time.instant());
		this.issuer.issues(Duration.ofDays(90));
		this.time.advance(Duration.ZERO);
		assertThat(offsets(START)).containsExactly("PT0S", "PT1H");
		assertThat(state("web").refused()).isNull();
	}

	@Test
	void whatWasNotMendedAfterAllIsTriedOnceADayAgain() {
		this.issuer.fails(AcmeException.Reason.REJECTED_IDENTIFIER);
		TestInstance first = instance().start();
		this.time.advance(Duration.ofHours(1));
		first.scheduler.stop();
		instance(TestCertificates.wanted("web", "other.example.com")).start();
		this.time.advance(Duration.ofHours(26));
		assertThat(offsets(START)).containsExactly("PT0S", "PT1H", "PT25H");
	}

	@Test
	void twoInstancesWithDifferentConfigurationsDoNotSpurEachOtherOn() {
		this.issuer.fails(AcmeException.Reason.REJECTED_IDENTIFIER);
		instance().start();
		this.time.advance(Duration.ofHours(1));
		instance(TestCertificates.wanted("web", "other.example.com")).start();
		this.time.advance(Duration.ofHours(20));
		assertThat(offsets(START)).containsExactly("PT0S", "PT1H");
	}

	@Test
	void aChangeDoesNotCutShortAWaitOfAnotherKind() {
		this.issuer.fails(AcmeException.Reason.RATE_LIMITED);
		TestInstance first = instance().start();
		this.time.advance(Duration.ofMinutes(2));
		first.scheduler.stop();
		instance(TestCertificates.wanted("web", "other.example.com")).start();
		this.time.advance(Duration.ofMinutes(5));
		assertThat(offsets(START)).containsExactly("PT0S", "PT1M");
	}

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
	void whatIsServedIsNotReplacedByAnOlderOne() {
		TestInstance instance = instance().start();
		this.time.advance(Duration.ofSeconds(1));
		IssuedCertificate served = instance.served("web");
		this.certificates.save("web", TestCertificates.issued(START.minusSeconds(3600), Duration.ofDays(90)),
				unchanged());
		this.time.advance(Duration.ofHours(1));
		assertThat(instance.served("web")).isEqualTo(served);
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
	void aStoredCertificateWithoutStateIsServedAndNotOrderedAgain() {
		IssuedCertificate stored = TestCertificates.issued(START, Duration.ofDays(90), "web.example.com");
		this.certificates.save("web", stored, WriteCondition.absent());
		TestInstance instance = instance().start();
		this.time.advance(Duration.ofDays(7));
		assertThat(this.issuer.attempts).isEmpty();
		assertThat(instance.served("web")).isEqualTo(stored);
	}

	@Test
	void aRestartWithAValidCertificateOrdersNothing() {
		TestInstance first = instance().start();
		this.time.advance(Duration.ofDays(1));
		first.scheduler.stop();
		TestInstance second = instance().start();
		this.time.advance(Duration.ofDays(1));
		assertThat(this.issuer.attempts).hasSize(1);
		assertThat(second.served("web")).isEqualTo(first.served("web"));
	}

	@Test
	void otherNamesAreOrderedAtOnceAfterARestart() {
		TestInstance first = instance().start();
		this.time.advance(Duration.ofDays(1));
		first.scheduler.stop();
		instance(TestCertificates.wanted("web", "web.example.com", "www.example.com")).start();
		this.time.advance(Duration.ofDays(1));
		assertThat(this.issuer.attempts).hasSize(2);
	}

	@Test
	void nothingIsOrderedInVainWhenTheStoreCannotSave() {
		this.store.refusesToSave("probe");
		TestInstance instance = instance().start();
		this.time.advance(Duration.ofMinutes(5));
		assertThat(this.issuer.attempts).isEmpty();
		assertThat(instance.events).hasSize(1);
		assertThat(instance.status("web").lastFailure()).satisfies((failure) -> {
			assertThat(failure.reason()).isEqualTo(AcmeException.Reason.STORE);
			assertThat(failure.count()).isGreaterThan(5);
		});
		this.store.recovers();
		this.time.advance(TestInstance.TICK);
		assertThat(this.issuer.attempts).hasSize(1);
		assertThat(instance.status("web").lastFailure()).isNull();
	}

	@Test
	void aCertificateThatCannotBeSavedIsServedAndOnlyTheSaveIsTriedAgain() {
		this.store.refusesToSave("certificates");
		TestInstance instance = instance().start();
		this.time.advance(Duration.ofMinutes(20));
		assertThat(this.issuer.attempts).hasSize(1);
		IssuedCertificate served = instance.served("web");
		assertThat(this.certificates.find("web")).isEmpty();
		assertThat(instance.status("web").lastFailure()).isNotNull();
		this.store.recovers();
		this.time.advance(TestInstance.TICK);
		assertThat(stored("web")).isEqualTo(served);
		assertThat(this.issuer.attempts).hasSize(1);
		assertThat(this.issuer.completed).hasSize(1);
		assertThat(instance.status("web").lastFailure()).isNull();
		assertThat(state("web").ordered()).isNotNull();
	}

	@Test
	void aStoreThatFailsWhileTheCaIsAskedDoesNotMakeUsAskAtEveryTick() {
		this.issuer.fails(new StoreException("The journal is broken", null));
		instance().start();
		this.time.advance(Duration.ofHours(2));
		assertThat(offsets(START)).containsExactly("PT0S", "PT1M", "PT11M", "PT1H11M");
	}

	@Test
	void anUnsavedCertificateGivesWayToTheOneAnotherInstanceSaved() {
		TestInstance instance = instance();
		this.issuer.does((request) -> {
			this.certificates.save("web",
					TestCertificates.issued(START.minusSeconds(60), Duration.ofDays(90), "web.example.com"),
					WriteCondition.absent());
			return this.issuer.certificate(request);
		});
		instance.start();
		this.time.advance(Duration.ofDays(1));
		assertThat(this.issuer.attempts).hasSize(1);
		assertThat(instance.served("web")).isEqualTo(stored("web"));
		assertThat(instance.served("web").notBefore()).isEqualTo(START.minusSeconds(60));
	}

	@Test
	void aSaveThatIsTriedAgainDoesNotOverwriteWhatAnotherInstanceSavedMeanwhile() {
		this.store.refusesToSave("certificates");
		TestInstance instance = instance().start();
		this.time.advance(Duration.ofMinutes(1));
		this.store.recovers();
		IssuedCertificate theirs = TestCertificates.issued(START.minusSeconds(60), Duration.ofDays(90),
				"web.example.com");
		this.certificates.save("web", theirs, WriteCondition.absent());
		this.time.advance(Duration.ofMinutes(1));
		assertThat(stored("web")).isEqualTo(theirs);
		assertThat(instance.served("web")).isEqualTo(theirs);
		assertThat(this.issuer.attempts).hasSize(1);
	}

	@Test
	void aCertificateThatCannotBePublishedIsSavedAndPublishedLaterWithoutAnotherOrder() {
		TestInstance instance = instance();
		instance.publisher.broken = true;
		instance.start();
		this.time.advance(Duration.ofMinutes(5));
		assertThat(stored("web")).isNotNull();
		assertThat(state("web").ordered()).isNotNull();
		assertThat(instance.status("web")).satisfies((status) -> {
			assertThat(status.state()).isEqualTo(CertificateStatus.State.PLACEHOLDER);
			assertThat(status.lastFailure()).extracting("reason").isEqualTo(AcmeException.Reason.PUBLISH);
		});
		assertThat(instance.status("web").nextAttempt()).isAfter(this.time.instant())
			.isBeforeOrEqualTo(this.time.instant().plus(TestInstance.TICK));
		instance.publisher.broken = false;
		this.time.advance(TestInstance.TICK);
		assertThat(instance.served("web")).isEqualTo(stored("web"));
		assertThat(instance.status("web").lastFailure()).isNull();
		assertThat(instance.status("web").nextAttempt()).isEqualTo(instance.status("web").renewal());
		assertThat(this.issuer.attempts).hasSize(1);
	}

	@Test
	void aStoredCertificateThatCannotBePublishedDoesNotStandInTheWayOfItsSuccessor() {
		this.certificates.save("web", TestCertificates.issued(START, Duration.ofDays(90), "web.example.com"),
				WriteCondition.absent());
		TestInstance instance = unhurried(Duration.ofHours(6));
		instance.publisher.broken = true;
		instance.start();
		this.time.advance(Duration.ofDays(1));
		assertThat(this.issuer.attempts).isEmpty();
		assertThat(instance.status("web").lastFailure()).extracting("reason").isEqualTo(AcmeException.Reason.PUBLISH);
		instance.manager.renew("web");
		this.time.advance(Duration.ZERO);
		assertThat(this.issuer.attempts).hasSize(1);
		this.time.advance(Duration.ofDays(70));
		assertThat(this.issuer.attempts).hasSize(2);
	}

	@Test
	void theNextIssuerIsTriedWhenOneFails() {
		TestInstance instance = instance(withIssuers("one", "two"));
		this.issuer.does((request) -> {
			if (request.issuer().equals("one")) {
				throw new AcmeException(AcmeException.Reason.RATE_LIMITED, "Too much.");
			}
			return this.issuer.certificate(request);
		});
		instance.start();
		this.time.advance(Duration.ZERO);
		assertThat(instance.status("web").issuer()).isEqualTo("two");
		assertThat(instance.status("web").lastFailure()).isNull();
		this.time.advance(Duration.ofDays(1));
		assertThat(this.issuer.attempts).hasSize(2);
	}

	@Test
	void whenAllIssuersFailTheSoonestRemedyCounts() {
		this.issuer.does((request) -> {
			throw new AcmeException(
					request.issuer().equals("one") ? AcmeException.Reason.TERMS : AcmeException.Reason.NETWORK,
					request.issuer());
		});
		TestInstance instance = instance(withIssuers("one", "two")).start();
		this.time.advance(Duration.ZERO);
		assertThat(instance.status("web").lastFailure()).extracting("reason").isEqualTo(AcmeException.Reason.NETWORK);
		assertThat(instance.status("web").nextAttempt()).isEqualTo(START.plus(Duration.ofMinutes(1)));
	}

	@Test
	void aMistakeAboutOneIssuerDoesNotKeepTheNextFromIssuing() {
		TestInstance instance = instance(withIssuers("one", "two"));
		this.issuer.does((request) -> {
			if (request.issuer().equals("one")) {
				throw new AcmeException(AcmeException.Reason.CONFIGURATION, "Its server is not trusted.");
			}
			return this.issuer.certificate(request);
		});
		instance.start();
		this.time.advance(Duration.ZERO);
		assertThat(instance.status("web").issuer()).isEqualTo("two");
	}

	@Test
	void anOrderThatTheCaNeedsLongerForIsNotAbandonedForTheNextIssuer() {
		this.issuer.fails(AcmeException.Reason.TIMEOUT);
		instance(withIssuers("one", "two")).start();
		this.time.advance(Duration.ZERO);
		assertThat(this.issuer.requests).singleElement()
			.satisfies((request) -> assertThat(request.issuer()).isEqualTo("one"));
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
	void nothingIsOrderedWhenNothingListensButWhatIsStoredIsServed() {
		IssuedCertificate stored = TestCertificates.issued(START.minus(Duration.ofDays(80)), Duration.ofDays(90));
		this.certificates.save("web", stored, WriteCondition.absent());
		TestInstance instance = instance(TestCertificates.wanted("web"), TestCertificates.wanted("shop"));
		instance.scheduler.start();
		instance.server.opened(-1);
		instance.ready();
		this.time.advance(Duration.ofDays(2));
		assertThat(this.issuer.attempts).isEmpty();
		assertThat(instance.served("web")).isEqualTo(stored);
		assertThat(instance.status("shop").nextAttempt()).isNull();
		assertThat(instance.events).isEmpty();
		assertThat(this.time.runs()).isLessThan(12_000);
	}

	@Test
	void uncheckedExceptionsAndErrorsAreRecordedAndTheScheduleGoesOn() {
		this.issuer.does((request) -> {
			if (this.issuer.attempts.size() == 1) {
				throw new IllegalStateException("defect");
			}
			throw new NoClassDefFoundError("gone");
		});
		TestInstance instance = instance().start();
		this.time.advance(Duration.ofMinutes(11));
		assertThat(this.issuer.attempts).hasSize(3);
		assertThat(instance.status("web").lastFailure()).satisfies((failure) -> {
			assertThat(failure.reason()).isEqualTo(AcmeException.Reason.INTERNAL);
			assertThat(failure.message()).contains("gone");
		});
	}

	@Test
	void aListenerThatFailsDoesNoHarm() {
		TestInstance instance = instance();
		instance.listener = (event) -> {
			throw new IllegalStateException("listener");
		};
		instance.start();
		this.time.advance(Duration.ofDays(1));
		assertThat(this.issuer.attempts).hasSize(1);
		assertThat(instance.status("web").lastFailure()).isNull();
	}

	@Test
	void aStoreThatIsDownIsLookedAtAgainAndTheCaIsLeftAlone() {
		this.store.breaks();
		TestInstance instance = instance().start();
		this.time.advance(Duration.ofHours(1));
		assertThat(this.issuer.attempts).isEmpty();
		assertThat(instance.events).hasSize(1);
		this.store.recovers();
		this.time.advance(TestInstance.TICK);
		assertThat(this.issuer.attempts).hasSize(1);
	}

	@Test
	void theStatusNamesTheNextLookAtAStoreThatIsDown() {
		this.store.breaks();
		TestInstance instance = instance().start();
		this.time.advance(Duration.ZERO);
		assertThat(instance.status("web").nextAttempt()).isEqualTo(START.plus(TestInstance.TICK));
		this.store.recovers();
		this.time.advance(TestInstance.TICK);
		assertThat(instance.status("web").nextAttempt()).isEqualTo(instance.status("web").renewal());
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void aDamagedCertificateIsReplacedAndSaidOnceWithoutAStackTrace(CapturedOutput output) {
		this.store.save(StoreKey.of("certificates", "web"), new byte[] { 'x' }, WriteCondition.absent());
		instance().start();
		this.time.advance(Duration.ZERO);
		assertThat(this.issuer.completed).hasSize(1);
		assertThat(output).containsOnlyOnce("A new certificate 'web' takes the place of the stored one: ")
			.doesNotContain("UnreadableValueException");
	}

	@Test
	void failuresAreRememberedInMemoryWhenTheStoreTakesNoState() {
		this.issuer.fails(AcmeException.Reason.NETWORK);
		this.store.refusesToSave("state");
		instance().start();
		this.time.advance(Duration.ofHours(2));
		assertThat(offsets(START)).containsExactly("PT0S", "PT1M", "PT11M", "PT1H11M");
	}

	@Test
	void whatTheStoreDidNotTakeGivesWayToWhatAnotherInstanceSaved() {
		this.issuer.fails(AcmeException.Reason.NETWORK);
		this.store.refusesToSave("state");
		TestInstance instance = instance().start();
		this.time.advance(Duration.ofSeconds(1));
		assertThat(instance.status("web").lastFailure()).isNotNull();
		this.store.recovers();
		this.issuer.issues(Duration.ofDays(90));
		TestInstance other = instance().start();
		this.time.advance(Duration.ofMinutes(10));
		assertThat(other.status("web").lastFailure()).isNull();
		assertThat(instance.status("web").lastFailure()).isNull();
		assertThat(instance.status("web").issuer()).isEqualTo("ca");
		assertThat(this.issuer.attempts).hasSize(2);
	}

	@Test
	void aCaThatIssuesWhatIsDueAlreadyDoesNotCauseALoop() {
		this.issuer.does((request) -> TestCertificates.issued(this.time.instant().minus(Duration.ofDays(400)),
				Duration.ofDays(90)));
		TestInstance instance = instance().start();
		this.time.advance(Duration.ofDays(3));
		assertThat(this.issuer.attempts).hasSizeLessThan(12);
		assertThat(instance.status("web").state()).isEqualTo(CertificateStatus.State.EXPIRED);
		assertThat(instance.status("web").lastFailure()).extracting("reason")
			.isEqualTo(AcmeException.Reason.CERTIFICATE);
	}

	@Test
	void renewalThatIsOffObtainsTheFirstCertificateOnly() {
		TestInstance instance = new TestInstance(this.time, Duration.ofHours(1), this.time.threads(), this.store,
				this.lock, this.issuer, false, TestCertificates.wanted("web"))
			.start();
		this.time.advance(Duration.ofDays(100));
		assertThat(this.issuer.attempts).hasSize(1);
		assertThat(instance.status("web").renewal()).isNull();
		CompletableFuture<IssuedCertificate> renewed = instance.manager.renew("web");
		this.time.advance(Duration.ZERO);
		assertThat(renewed).isCompletedWithValue(instance.served("web"));
		assertThat(this.issuer.attempts).hasSize(2);
	}

	@Test
	void renewNowIgnoresThatNothingIsDue() {
		TestInstance instance = instance().start();
		this.time.advance(Duration.ofDays(1));
		CompletableFuture<IssuedCertificate> renewed = instance.manager.renew("web");
		this.time.advance(Duration.ZERO);
		assertThat(renewed).isCompletedWithValue(stored("web"));
		assertThat(this.issuer.requests).hasSize(2)
			.last()
			.satisfies((request) -> assertThat(request.predecessor()).isPresent());
	}

	@Test
	void renewNowThatFailsBeforeAnythingIsDueTellsThePlannedRenewal() {
		TestInstance instance = instance().start();
		this.time.advance(Duration.ofDays(1));
		this.issuer.fails(AcmeException.Reason.VALIDATION);
		instance.manager.renew("web");
		this.time.advance(Duration.ZERO);
		assertThat(instance.status("web").nextAttempt()).isEqualTo(instance.status("web").renewal());
		assertThat(instance.events).last()
			.isInstanceOfSatisfying(CertificateRenewalFailedEvent.class,
					(event) -> assertThat(event.nextAttempt()).isEqualTo(instance.status("web").renewal()));
	}

	@Test
	void renewNowOrdersEvenIfAnotherInstanceHasRenewedJustBefore() {
		TestInstance instance = instance().start();
		this.time.advance(Duration.ofSeconds(1));
		this.certificates.save("web", TestCertificates.issued(this.time.instant(), Duration.ofDays(90)), unchanged());
		instance.manager.renew("web");
		this.time.advance(Duration.ZERO);
		assertThat(this.issuer.attempts).hasSize(2);
	}

	@Test
	void renewNowTakesWhatIsStoredInThePlaceOfAPlaceholder() {
		this.store.breaks();
		TestInstance instance = instance().start();
		this.time.advance(Duration.ofSeconds(1));
		this.store.recovers();
		IssuedCertificate stored = TestCertificates.issued(START, Duration.ofDays(90), "web.example.com");
		this.certificates.save("web", stored, WriteCondition.absent());
		assertThat(instance.manager.renew("web")).isNotDone();
		this.time.advance(Duration.ofSeconds(1));
		assertThat(instance.served("web")).isEqualTo(stored);
		assertThat(this.issuer.attempts).isEmpty();
	}

	@Test
	void renewNowWaitsForTheLockAndTakesWhatItsHolderObtained() {
		TestInstance instance = instance().start();
		this.time.advance(Duration.ofDays(1));
		this.lock.tryAcquire("renew/web", Duration.ofMinutes(1));
		CompletableFuture<IssuedCertificate> renewed = instance.manager.renew("web");
		this.time.advance(Duration.ofSeconds(20));
		assertThat(renewed).isNotDone();
		IssuedCertificate theirs = TestCertificates.issued(this.time.instant(), Duration.ofDays(90));
		this.certificates.save("web", theirs, unchanged());
		this.lock.takeAway("renew/web");
		this.time.advance(Duration.ofSeconds(5));
		assertThat(renewed).isCompletedWithValue(theirs);
		assertThat(this.issuer.attempts).hasSize(1);
	}

	@Test
	void renewNowTellsWhyItFailed() {
		this.issuer.fails(AcmeException.Reason.VALIDATION);
		TestInstance instance = instance().start();
		this.time.advance(Duration.ZERO);
		CompletableFuture<IssuedCertificate> renewed = instance.manager.renew("web");
		this.time.advance(Duration.ZERO);
		assertThat(renewed).isCompletedExceptionally();
		assertThatExceptionOfType(AcmeException.class).isThrownBy(() -> {
			try {
				renewed.join();
			}
			catch (java.util.concurrent.CompletionException ex) {
				throw ex.getCause();
			}
		}).satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(AcmeException.Reason.VALIDATION));
		assertThat(instance.status("web").lastFailure()).extracting("count").isEqualTo(2);
	}

	@Test
	void anUnknownNameIsRefused() {
		TestInstance instance = instance().start();
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> instance.manager.renew("shop"))
			.withMessageContaining("'shop'")
			.withMessageContaining("web");
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> instance.manager.remove("shop"));
		assertThat(instance.manager.status("shop")).isEmpty();
	}

	@Test
	void certificatesComeAndGoAtRunTime() {
		TestInstance instance = unhurried(Duration.ofHours(6)).start();
		instance.manager.add(TestCertificates.wanted("shop"));
		this.time.advance(Duration.ZERO);
		assertThat(instance.manager.certificates()).extracting(CertificateStatus::name).containsExactly("shop", "web");
		assertThat(instance.served("shop")).isEqualTo(stored("shop"));
		instance.manager.remove("shop");
		assertThat(instance.publisher.withdrawn).containsExactly("shop");
		this.time.advance(Duration.ofDays(200));
		assertThat(this.issuer.requests).filteredOn((request) -> request.certificate().name().equals("shop"))
			.hasSize(1);
	}

	@Test
	void aCertificateThatIsRemovedWhileItIsOrderedIsNotPresented() {
		TestInstance instance = instance().start();
		this.time.advance(Duration.ZERO);
		this.issuer.does((request) -> {
			instance.manager.remove("shop");
			return this.issuer.certificate(request);
		});
		instance.manager.add(TestCertificates.wanted("shop"));
		this.time.advance(Duration.ofDays(1));
		assertThat(this.issuer.attempts).hasSize(2);
		assertThat(instance.publisher.published("shop")).isEmpty();
		assertThat(instance.publisher.published("web")).isPresent();
	}

	@Test
	void anotherCertificateUnderTheSameNameIsOrderedAtOnce() {
		TestInstance instance = instance().start();
		this.time.advance(Duration.ofSeconds(1));
		instance.manager.add(TestCertificates.wanted("web", "web.example.com", "www.example.com"));
		this.time.advance(Duration.ZERO);
		assertThat(this.issuer.attempts).hasSize(2);
	}

	@Test
	void nothingHappensAfterTheStop() {
		TestInstance instance = unhurried(Duration.ofHours(6)).start();
		this.time.advance(Duration.ofDays(1));
		instance.scheduler.stop();
		long runs = this.time.runs();
		assertThat(instance.manager.renew("web")).isCompletedExceptionally();
		this.time.advance(Duration.ofDays(200));
		assertThat(this.time.runs()).isEqualTo(runs);
		instance.scheduler.start();
		this.time.advance(Duration.ZERO);
		assertThat(this.issuer.attempts).hasSize(2);
	}

	private TestInstance instance(ManagedCertificate... wanted) {
		return new TestInstance(this.time, this.time.threads(), this.store, this.lock, this.issuer, true,
				(wanted.length > 0) ? wanted : new ManagedCertificate[] { TestCertificates.wanted("web") });
	}

	private TestInstance unhurried(Duration tick) {
		return new TestInstance(this.time, tick, this.time.threads(), this.store, this.lock, this.issuer, true,
				TestCertificates.wanted("web"));
	}

	private static ManagedCertificate withIssuers(String... issuers) {
		ManagedCertificate wanted = TestCertificates.wanted("web");
		return new ManagedCertificate("web", wanted.identifiers(), List.of(issuers), wanted.challenge(),
				wanted.keyType(), false, null, null, true);
	}

	private IssuedCertificate stored(String name) {
		return this.certificates.find(name).orElseThrow().value();
	}

	private CertificateState state(String name) {
		return this.states.find(name).orElseThrow().value();
	}

	private WriteCondition unchanged() {
		return WriteCondition.version(this.certificates.version("web").orElseThrow());
	}

	private static Instant renewal(TestInstance instance) {
		Instant renewal = instance.status("web").renewal();
		assertThat(renewal).isNotNull();
		return renewal;
	}

	private List<String> offsets(Instant start) {
		return this.issuer.attempts.stream()
			.filter((attempt) -> !attempt.isBefore(start))
			.map((attempt) -> Duration.between(start, attempt).toString())
			.toList();
	}

}
