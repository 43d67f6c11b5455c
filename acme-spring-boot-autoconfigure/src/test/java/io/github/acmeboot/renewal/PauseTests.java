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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.CertificateRenewalFailedEvent;
import io.github.acmeboot.CertificateStatus.State;
import io.github.acmeboot.RevocationReason;
import io.github.acmeboot.renewal.forecast.PlannedStep;
import io.github.acmeboot.store.StoreException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Certificates that somebody has paused.
 */
@ExtendWith(OutputCaptureExtension.class)
class PauseTests extends AbstractRenewalTests {

	private static final Duration TICK = Duration.ofMinutes(10);

	@Test
	void nothingIsOrderedByItselfByAnyInstanceUntilItIsResumed() {
		TestInstance first = unhurried(TICK).start();
		TestInstance second = unhurried(TICK).start();
		this.time.advance(Duration.ofMinutes(30));
		first.manager.pause("web");
		this.time.advance(Duration.ofDays(100));
		assertThat(this.issuer.attempts).hasSize(1);
		assertThat(second.status("web").state()).isEqualTo(State.EXPIRED);
		assertThat(second.status("web").pausedSince()).isEqualTo(START.plus(Duration.ofMinutes(30)));
		assertThat(second.status("web").nextAttempt()).isNull();
		assertThat(second.manager.plan("web")).get()
			.satisfies((plan) -> assertThat(plan.step()).isEqualTo(PlannedStep.PAUSED));
		second.manager.resume("web");
		this.time.advance(Duration.ofMinutes(1));
		assertThat(this.issuer.attempts).hasSize(2);
		assertThat(second.status("web").pausedSince()).isNull();
	}

	@Test
	void whatFailsWhenSomebodyAsksAllTheSamePromisesNoNextAttempt(CapturedOutput output) {
		TestInstance instance = instance().start();
		this.time.advance(Duration.ofMinutes(30));
		instance.manager.pause("web");
		this.issuer.fails(AcmeException.Reason.VALIDATION);
		instance.manager.renew("web");
		this.time.advance(Duration.ZERO);
		assertThat(instance.events).last()
			.isInstanceOfSatisfying(CertificateRenewalFailedEvent.class,
					(event) -> assertThat(event.nextAttempt()).isNull());
		assertThat(output).contains("not tried again by itself").doesNotContain(", next attempt ");
	}

	@Test
	void theRenewalThatIsMissedStaysPlannedSoThatItsLatenessIsSeen() {
		TestInstance instance = instance().start();
		this.time.advance(Duration.ofMinutes(1));
		Instant renewal = renewal(instance);
		instance.manager.pause("web");
		this.time.advance(Duration.ofMinutes(1));
		assertThat(renewal(instance)).isEqualTo(renewal);
	}

	@Test
	void aRestartEndsNoPause() {
		TestInstance first = instance();
		first.manager.pause("web");
		first.start();
		this.time.advance(Duration.ofMinutes(5));
		first.scheduler.stop();
		TestInstance second = instance().start();
		this.time.advance(Duration.ofHours(5));
		assertThat(this.issuer.attempts).isEmpty();
		assertThat(second.status("web").pausedSince()).isEqualTo(START);
	}

	@Test
	void itCanBeRenewedByHandAndStaysPaused() {
		TestInstance instance = instance().start();
		this.time.advance(Duration.ofMinutes(1));
		instance.manager.pause("web");
		assertThat(instance.manager.renew("web")).isNotDone();
		this.time.advance(Duration.ofMinutes(1));
		assertThat(this.issuer.attempts).hasSize(2);
		assertThat(instance.status("web").pausedSince()).isNotNull();
		assertThat(state("web").paused()).isNotNull();
	}

	@Test
	void whatIsRevokedIsNotReplaced() {
		TestInstance instance = instance().start();
		this.time.advance(Duration.ofMinutes(1));
		instance.manager.pause("web");
		instance.manager.revoke("web", RevocationReason.SUPERSEDED);
		this.time.advance(Duration.ofHours(1));
		assertThat(this.issuer.attempts).hasSize(1);
		instance.manager.resume("web");
		this.time.advance(Duration.ofMinutes(1));
		assertThat(this.issuer.attempts).hasSize(2);
	}

	@Test
	void aRenewalUnderWayGoesToItsEndAndLeavesThePauseAlone() {
		TestInstance instance = instance();
		this.issuer.does((request) -> {
			instance.manager.pause("web");
			return this.issuer.certificate(request);
		});
		instance.start();
		this.time.advance(Duration.ofMinutes(1));
		assertThat(instance.status("web").state()).isEqualTo(State.VALID);
		assertThat(state("web").paused()).isEqualTo(START);
		assertThat(state("web").ordered()).isNotNull();
		assertThat(state("web").renewal()).isNotNull();
	}

	@Test
	void aFailureUnderWayIsRememberedBesideThePause() {
		TestInstance instance = instance();
		this.issuer.does((request) -> {
			instance.manager.pause("web");
			throw new AcmeException(AcmeException.Reason.NETWORK, "No.");
		});
		instance.start();
		this.time.advance(Duration.ofHours(2));
		assertThat(this.issuer.attempts).hasSize(1);
		assertThat(state("web").failure()).isNotNull();
		instance.manager.resume("web");
		this.time.advance(Duration.ofMinutes(1));
		assertThat(this.issuer.attempts).hasSize(2);
	}

	@Test
	void itIsSaidOnce(CapturedOutput output) {
		TestInstance instance = instance().start();
		this.time.advance(Duration.ofMinutes(1));
		instance.manager.pause("web");
		instance.manager.pause("web");
		instance.manager.resume("web");
		instance.manager.resume("web");
		assertThat(output).containsOnlyOnce("'web' is paused:").containsOnlyOnce("'web' is paused no longer");
	}

	@Test
	void aStoreThatFailsRefuses() {
		TestInstance instance = instance().start();
		this.time.advance(Duration.ofMinutes(1));
		this.store.breaks();
		assertThatExceptionOfType(StoreException.class).isThrownBy(() -> instance.manager.pause("web"));
		assertThat(instance.status("web").pausedSince()).isNull();
	}

	@Test
	void anUnknownCertificateIsNotPaused() {
		assertThatIllegalArgumentException().isThrownBy(() -> instance().manager.pause("other"));
	}

	@Test
	void aPauseIsOneMoreMemberOfTheStateThatFormerVersionsPassOver() {
		instance().manager.pause("web");
		String json = new String(this.store.load("state/web").orElseThrow().content(), StandardCharsets.UTF_8);
		assertThat(json).contains("\"paused\":\"" + START + "\"");
	}

}
