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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.codec.StoreKey;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of certificates when the store, or the server, does not take them.
 */
class RenewalStoreTroubleTests extends AbstractRenewalTests {

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

}
