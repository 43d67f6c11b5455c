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
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.CertificateRevokedEvent;
import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.RevocationReason;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.repository.CertificateState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What happens when somebody has a certificate revoked.
 */
@ExtendWith(OutputCaptureExtension.class)
class RevocationTests extends AbstractRevocationTests {

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CESSATION_OF_OPERATION")
	void theCurrentGenerationIsRevokedAndReplacedAtOnce(RevocationReason reason, CapturedOutput output) {
		TestInstance instance = running();
		assertThat(revoke(instance, reason)).isCompletedWithValue(this.current);
		assertThat(this.issuer.revocations).singleElement().satisfies((request) -> {
			assertThat(request.certificate()).isEqualTo(this.current);
			assertThat(request.reason()).isEqualTo(reason);
			assertThat(request.issuers()).containsExactly("ca");
		});
		assertThat(this.issuer.attempts).containsExactly(START.plusSeconds(1));
		assertThat(instance.served("web")).isEqualTo(stored("web")).isNotEqualTo(this.current);
		assertThat(instance.status("web").state()).isEqualTo(CertificateStatus.State.VALID);
		assertThat(instance.publisher.sessionsEnded).isOne();
		assertThat(instance.events).contains(new CertificateRevokedEvent("web", this.current, reason));
		assertThat(output).contains("Revoked 'web' (serial " + this.current.serial() + ", " + reason + ")");
		assertThat(this.lock.isFree()).isTrue();
	}

	@Test
	void untilItIsReplacedItIsServedAndSaidToBeRevoked(CapturedOutput output) {
		TestInstance instance = running();
		this.issuer.fails(AcmeException.Reason.SERVER);
		revoke(instance, RevocationReason.SUPERSEDED);
		assertThat(instance.served("web")).isEqualTo(this.current);
		assertThat(instance.status("web").state()).isEqualTo(CertificateStatus.State.REVOKED);
		assertThat(output).contains("failed (the CA failed); serving the revoked certificate valid until 2030-03-31,");
		assertThat(instance.publisher.sessionsEnded).isZero();
		this.issuer.issues(Duration.ofDays(90));
		this.time.advance(Duration.ofMinutes(2));
		assertThat(instance.status("web").state()).isEqualTo(CertificateStatus.State.VALID);
		assertThat(instance.publisher.sessionsEnded).isOne();
	}

	@Test
	void anEarlierFailureDoesNotHoldTheReplacementBack() {
		TestInstance instance = running();
		this.issuer.fails(AcmeException.Reason.REJECTED_IDENTIFIER);
		instance.manager.renew("web");
		this.time.advance(Duration.ofSeconds(1));
		this.issuer.issues(Duration.ofDays(90));
		revoke(instance, RevocationReason.UNSPECIFIED);
		assertThat(instance.served("web")).isNotEqualTo(this.current);
	}

	@Test
	void itIsReplacedEvenIfItIsNotRenewedByItself() {
		this.certificates.save("web", this.current, WriteCondition.absent());
		ManagedCertificate wanted = TestCertificates.wanted("web");
		TestInstance instance = instance(new ManagedCertificate("web", wanted.identifiers(), wanted.issuers(),
				wanted.challenge(), wanted.keyType(), false, null, null, false))
			.start();
		this.time.advance(Duration.ofSeconds(1));
		revoke(instance, RevocationReason.KEY_COMPROMISE);
		assertThat(instance.served("web")).isNotEqualTo(this.current);
	}

	@Test
	void afterCessationNothingIsOrderedUntilSomebodyAsks() {
		TestInstance instance = running();
		revoke(instance, RevocationReason.CESSATION_OF_OPERATION);
		this.time.advance(Duration.ofDays(80));
		assertThat(this.issuer.attempts).isEmpty();
		CertificateStatus status = instance.status("web");
		assertThat(status.state()).isEqualTo(CertificateStatus.State.REVOKED);
		assertThat(status.renewal()).isNull();
		assertThat(status.nextAttempt()).isNull();
		assertThat(instance.served("web")).isEqualTo(this.current);
		instance.manager.renew("web");
		this.time.advance(Duration.ofSeconds(1));
		assertThat(instance.status("web").state()).isEqualTo(CertificateStatus.State.VALID);
	}

	@Test
	void afterCessationOtherNamesAreOrdered() {
		revoke(running(), RevocationReason.CESSATION_OF_OPERATION);
		TestInstance other = instance(TestCertificates.wanted("web", "other.example.com")).start();
		this.time.advance(Duration.ofSeconds(1));
		assertThat(other.status("web").state()).isEqualTo(CertificateStatus.State.VALID);
		assertThat(this.issuer.attempts).hasSize(1);
	}

	@Test
	void theOtherInstancesServeTheReplacementAndEndTheirSessions() {
		TestInstance other = running();
		TestInstance instance = running();
		revoke(instance, RevocationReason.KEY_COMPROMISE);
		this.time.advance(TestInstance.TICK);
		assertThat(other.served("web")).isEqualTo(instance.served("web")).isNotEqualTo(this.current);
		assertThat(other.publisher.sessionsEnded).isOne();
		this.time.advance(Duration.ofDays(1));
		assertThat(other.publisher.sessionsEnded).isOne();
		assertThat(instance.publisher.sessionsEnded).isOne();
	}

	@Test
	void theOtherInstancesKnowOfItAsSoonAsTheStoreTells() {
		TestInstance other = running();
		TestInstance instance = running();
		revoke(instance, RevocationReason.CESSATION_OF_OPERATION);
		other.scheduler.changed("certificates/web/revoked/" + this.current.serial());
		this.time.advance(Duration.ZERO);
		assertThat(other.status("web").state()).isEqualTo(CertificateStatus.State.REVOKED);
	}

	@Test
	void withoutANoticeTheyKnowOfItAtTheirNextCloseLook() {
		TestInstance other = running();
		revoke(running(), RevocationReason.CESSATION_OF_OPERATION);
		this.time.advance(Duration.ofMinutes(10));
		assertThat(other.status("web").state()).isEqualTo(CertificateStatus.State.REVOKED);
	}

	@Test
	void aStateThatAnotherInstanceWritesMeanwhileHidesItNot() {
		TestInstance instance = running();
		this.store.beforeSaving("state/web",
				() -> this.states.save("web", CertificateState.NONE.withPlan(START, null), WriteCondition.absent()));
		assertThat(revoke(instance, RevocationReason.CESSATION_OF_OPERATION)).isCompletedWithValue(this.current);
		assertThat(Objects.requireNonNull(state("web").revocation()).serial()).isEqualTo(this.current.serial());
	}

	@Test
	void whoeverLosesTheLeaseMeanwhileDoesNotSayThatAllInstancesKnow() {
		TestInstance instance = running();
		this.store.beforeSaving("state/web", () -> this.states.save("web", CertificateState.NONE.withPlan(START, null),
				WriteCondition.absent().fencedBy(1_000)));
		assertThat(revoke(instance, RevocationReason.CESSATION_OF_OPERATION)).failsWithin(Duration.ofSeconds(1))
			.withThrowableThat()
			.withMessageContaining("'web' is revoked, but not all of that could be stored")
			.withMessageContaining("by its serial number, " + this.current.serial() + ", again");
		assertThat(state("web").revocation()).isNull();
	}

	@Test
	void nothingChangesWhenTheCaRefuses() {
		this.issuer.refusal = new AcmeException(AcmeException.Reason.ACCOUNT, "No.");
		TestInstance instance = running();
		assertThat(revoke(instance, RevocationReason.SUPERSEDED)).isCompletedExceptionally();
		assertThat(instance.status("web").state()).isEqualTo(CertificateStatus.State.VALID);
		assertThat(this.issuer.attempts).isEmpty();
		assertThat(instance.events).noneMatch(CertificateRevokedEvent.class::isInstance);
		assertThat(this.lock.isFree()).isTrue();
	}

	@Test
	void aRevocationThatFailedIsSaidEvenIfNobodyWaitsForIt(CapturedOutput output) {
		this.issuer.refusal = new AcmeException(AcmeException.Reason.NETWORK, "The CA is away.");
		revoke(running(), RevocationReason.KEY_COMPROMISE);
		assertThat(output).containsOnlyOnce(
				"Revoking 'web' (keyCompromise) failed, and is not tried again by itself: The CA is away.");
	}

	@Test
	void aRevocationThatWasNotBegunIsSaidWhenTheApplicationStops(CapturedOutput output) {
		TestInstance instance = running();
		this.lock.tryAcquire("renew/web", Duration.ofMinutes(1));
		instance.manager.revoke("web", RevocationReason.SUPERSEDED);
		this.time.advance(Duration.ofSeconds(1));
		instance.scheduler.stop();
		assertThat(output).contains("Revoking 'web' (superseded) failed, and is not tried again by itself: ");
	}

	@Test
	void whatAKillLeftUndoneIsCompletedByAnotherInstance() {
		TestInstance killed = running();
		this.store.beforeSaving("state/web", () -> {
			throw new AssertionError("killed");
		});
		assertThat(revoke(killed, RevocationReason.SUPERSEDED)).isCompletedExceptionally();
		assertThat(this.issuer.attempts).isEmpty();
		killed.scheduler.stop();
		assertThat(revoke(running(), RevocationReason.SUPERSEDED)).isCompletedWithValue(this.current);
		assertThat(this.issuer.attempts).hasSize(1);
	}

	@Test
	void theStateIsSavedAtLastWhenTheStoreDoesNotTakeIt() {
		TestInstance instance = running();
		this.store.refusesToSave("state/");
		assertThat(revoke(instance, RevocationReason.SUPERSEDED)).isCompletedWithValue(this.current);
		assertThat(instance.served("web")).isNotEqualTo(this.current);
		this.store.recovers();
		instance.manager.renew("web");
		this.time.advance(Duration.ofSeconds(1));
		assertThat(Objects.requireNonNull(state("web").revocation()).serial()).isEqualTo(this.current.serial());
	}

	@Test
	void aFailureToStoreItNamesTheSerialToGoOnWith() {
		TestInstance instance = running();
		this.store.refusesToSave("certificates/web/revoked");
		assertThat(revoke(instance, RevocationReason.SUPERSEDED)).failsWithin(Duration.ofSeconds(1))
			.withThrowableThat()
			.withMessageContaining("'web' is revoked, but not all of that could be stored")
			.withMessageContaining("by its serial number, " + this.current.serial() + ", again");
		this.store.recovers();
		instance.manager.revoke("web", RevocationReason.SUPERSEDED, this.current.serial());
		this.time.advance(Duration.ofSeconds(1));
		assertThat(this.revoked.contains("web", this.current)).isTrue();
		assertThat(this.issuer.attempts).hasSize(1);
	}

	@Test
	void thereIsNoWayBackToARevokedCertificate() {
		TestInstance instance = running();
		revoke(instance, RevocationReason.SUPERSEDED);
		CompletableFuture<IssuedCertificate> rollback = instance.manager.rollback("web");
		this.time.advance(Duration.ofSeconds(1));
		assertThat(rollback).failsWithin(Duration.ofSeconds(1))
			.withThrowableThat()
			.withMessageContaining("the former generation was revoked, or its key is compromised");
	}

	@Test
	void aPlaceholderCannotBeRevoked() {
		this.issuer.fails(AcmeException.Reason.SERVER);
		TestInstance instance = instance().start();
		this.time.advance(Duration.ofSeconds(1));
		assertThat(revoke(instance, RevocationReason.SUPERSEDED)).failsWithin(Duration.ofSeconds(1))
			.withThrowableThat()
			.withMessageContaining("Unable to revoke the certificate 'web': there is none.");
	}

	@Test
	void anUnknownNameIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> running().manager.revoke("other", RevocationReason.SUPERSEDED));
	}

}
