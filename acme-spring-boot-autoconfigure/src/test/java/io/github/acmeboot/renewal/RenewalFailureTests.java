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
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.CertificateRenewalFailedEvent;
import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.issuer.ratelimit.LimitReachedException;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.repository.CertificateState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of failures: when the next attempt is made, and what is remembered.
 */
@ExtendWith(OutputCaptureExtension.class)
class RenewalFailureTests extends AbstractRenewalTests {

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
	void itIsSaidWhoRefusedAndTheNextAttemptIsMadeAsSoonAsItMayBe(CapturedOutput output) {
		Instant allowed = START.plus(Duration.ofMinutes(17));
		this.issuer.does((request) -> {
			throw (this.issuer.attempts.size() == 3) ? new LimitReachedException("Not yet.", allowed, true)
					: new AcmeException(AcmeException.Reason.NETWORK, "Down.");
		});
		instance().start();
		this.time.advance(Duration.ofMinutes(20));
		assertThat(offsets(START)).containsExactly("PT0S", "PT1M", "PT11M", "PT17M");
		assertThat(output).contains("Renewal of 'web' failed (the CA was not asked, to keep within its limits); "
				+ "serving a placeholder, next attempt 2030-01-01T00:17Z: Not yet.");
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
	void anInstanceWhoseClockIsAYearAheadDoesNotHoldBackTheOthersForAYear() {
		this.issuer.fails(AcmeException.Reason.NETWORK);
		Instant ahead = START.plus(Duration.ofDays(365));
		CertificateStatus.Failure failure = new CertificateStatus.Failure(AcmeException.Reason.NETWORK, "No.", ahead,
				3);
		this.states.save("web", new CertificateState(null, null, failure, ahead.plus(Duration.ofHours(1)), null, null),
				WriteCondition.absent());
		TestInstance instance = instance().start();
		this.time.advance(Duration.ofMinutes(30));
		assertThat(instance.status("web").nextAttempt()).isEqualTo(START.plus(Duration.ofHours(1)));
		this.time.advance(Duration.ofHours(6));
		assertThat(offsets(START)).containsExactly("PT1H", "PT5H");
	}

	@Test
	void aChangeDoesNotCutShortAWaitOfAnotherKind() {
		this.issuer.fails(AcmeException.Reason.SERVER);
		TestInstance first = instance().start();
		this.time.advance(Duration.ofMinutes(2));
		first.scheduler.stop();
		instance(TestCertificates.wanted("web", "other.example.com")).start();
		this.time.advance(Duration.ofMinutes(5));
		assertThat(offsets(START)).containsExactly("PT0S", "PT1M");
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

}
