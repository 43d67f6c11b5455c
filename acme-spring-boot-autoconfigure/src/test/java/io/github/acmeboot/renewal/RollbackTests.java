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
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.store.WriteCondition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

/**
 * What happens when somebody has the former generation put back.
 */
@ExtendWith(OutputCaptureExtension.class)
class RollbackTests extends AbstractRenewalTests {

	private final IssuedCertificate former = issued(START.minus(Duration.ofDays(62)));

	private final IssuedCertificate current = issued(START.minus(Duration.ofDays(1)));

	@Test
	void theFormerGenerationIsStoredServedAndSaid(CapturedOutput output) {
		TestInstance instance = running();
		assertThat(instance.served("web")).isEqualTo(this.current);
		assertThat(rollBack(instance)).isCompletedWithValue(this.former);
		assertThat(stored("web")).isEqualTo(this.former).isEqualTo(instance.served("web"));
		CertificateStatus status = instance.status("web");
		assertThat(status.generation()).isEqualTo(3);
		assertThat(status.rolledBack()).isTrue();
		assertThat(output).contains("Put back 'web' as generation 3 (serial " + this.former.serial() + ")");
		assertThat(this.lock.isFree()).isTrue();
	}

	@Test
	void theOtherInstancesNoticeIt() {
		TestInstance other = running();
		rollBack(running());
		this.time.advance(TestInstance.TICK);
		assertThat(other.served("web")).isEqualTo(this.former);
		assertThat(other.status("web").rolledBack()).isTrue();
		assertThat(other.status("web").generation()).isEqualTo(3);
	}

	@Test
	void anInstanceThatStartsLaterServesIt() {
		rollBack(running());
		TestInstance later = instance().start();
		this.time.advance(Duration.ofDays(1));
		assertThat(later.served("web")).isEqualTo(this.former);
		assertThat(later.status("web").rolledBack()).isTrue();
	}

	@Test
	void aSecondRollbackGoesForwardAgain() {
		TestInstance instance = running();
		TestInstance other = running();
		rollBack(instance);
		this.time.advance(TestInstance.TICK);
		assertThat(rollBack(other)).isCompletedWithValue(this.current);
		this.time.advance(TestInstance.TICK);
		assertThat(instance.served("web")).isEqualTo(this.current).isEqualTo(other.served("web"));
		assertThat(instance.status("web").rolledBack()).isFalse();
		assertThat(instance.status("web").generation()).isEqualTo(4);
		assertThat(renewal(instance)).isBefore(this.current.notAfter().minus(Duration.ofDays(25)));
	}

	@Test
	void twoCertificatesOfTheSameSecondAreToldApart() {
		IssuedCertificate twin = issued(this.current.notBefore());
		this.certificates.save("web", twin, WriteCondition.absent());
		this.certificates.save("web", this.current, unchanged());
		TestInstance instance = running();
		assertThat(rollBack(instance)).isCompletedWithValue(twin);
		assertThat(instance.status("web").rolledBack()).isTrue();
		assertThat(rollBack(instance)).isCompletedWithValue(this.current);
		assertThat(instance.status("web").rolledBack()).isFalse();
	}

	@Test
	void itIsNotRenewedBeforeItHasToBe() {
		TestInstance instance = running(Duration.ofHours(1));
		TestInstance other = running(Duration.ofHours(1));
		rollBack(instance);
		Instant backstop = this.former.notAfter().minus(Duration.ofDays(9));
		assertThat(renewal(instance)).isEqualTo(backstop);
		this.time.advance(Duration.between(this.time.instant(), backstop).minusSeconds(1));
		assertThat(this.issuer.attempts).isEmpty();
		assertThat(other.served("web")).isEqualTo(this.former);
		this.time.advance(Duration.ofHours(2));
		assertThat(this.issuer.attempts).hasSize(1);
		assertThat(instance.served("web")).isEqualTo(other.served("web")).isEqualTo(stored("web"));
		assertThat(instance.status("web").rolledBack()).isFalse();
		assertThat(instance.status("web").generation()).isEqualTo(4);
	}

	@Test
	void aFailedRenewalDoesNotForgetIt() {
		TestInstance instance = running();
		rollBack(instance);
		this.issuer.fails(AcmeException.Reason.NETWORK);
		instance.manager.renew("web");
		this.time.advance(Duration.ofDays(2));
		assertThat(this.issuer.attempts).hasSize(1);
		assertThat(instance.status("web").rolledBack()).isTrue();
	}

	@Test
	void itIsRenewedShortlyWhenItIsNearItsEnd() {
		this.certificates.save("web", issued(START.minus(Duration.ofDays(85))), WriteCondition.absent());
		this.certificates.save("web", this.current, unchanged());
		TestInstance instance = instance().start();
		this.time.advance(Duration.ZERO);
		rollBack(instance);
		assertThat(this.issuer.attempts).isEmpty();
		assertThat(instance.status("web").nextAttempt()).isCloseTo(this.time.instant().plusSeconds(60),
				within(Duration.ofSeconds(10)));
		this.time.advance(Duration.ofSeconds(90));
		assertThat(this.issuer.attempts).hasSize(1);
	}

	@Test
	void whatTheNewerOneWasOrderedAsDoesNotUndoIt() {
		TestInstance instance = unhurried(Duration.ofHours(1)).start();
		this.time.advance(Duration.ofDays(70));
		assertThat(this.issuer.attempts).hasSize(2);
		ManagedCertificate wanted = TestCertificates.wanted("web");
		ManagedCertificate rsa = new ManagedCertificate("web", wanted.identifiers(), wanted.issuers(),
				wanted.challenge(), KeyType.RSA_2048, false, "short", null, true);
		instance.manager.add(rsa);
		this.time.advance(TestInstance.TICK);
		assertThat(this.issuer.attempts).hasSize(3);
		instance.manager.add(wanted);
		rollBack(instance);
		this.time.advance(Duration.ofDays(1));
		assertThat(this.issuer.attempts).hasSize(3);
	}

	@Test
	void withoutAFormerGenerationItIsRefused() {
		this.certificates.save("web", this.current, WriteCondition.absent());
		TestInstance instance = instance().start();
		this.time.advance(Duration.ZERO);
		assertRefused(instance, "there is no former generation");
	}

	@Test
	void withoutTheCurrentOneItIsRefused() {
		TestInstance instance = running();
		this.store.delete("certificates/web", this.certificates.version("web").orElseThrow());
		assertRefused(instance, "nothing is stored that could be rolled back");
		assertThat(instance.served("web")).isEqualTo(this.current);
	}

	@Test
	void anExpiredOneIsRefused() {
		this.certificates.save("web", issued(START.minus(Duration.ofDays(91))), WriteCondition.absent());
		this.certificates.save("web", this.current, unchanged());
		TestInstance instance = instance().start();
		this.time.advance(Duration.ZERO);
		assertRefused(instance, "the former generation has expired at 2029-12-31T00:00:00Z");
	}

	@Test
	void oneThatDoesNotCoverTheNamesWantedNowIsRefused() {
		this.certificates.save("web", this.former, WriteCondition.absent());
		this.certificates.save("web", TestCertificates.issued(START.minusSeconds(60), Duration.ofDays(90),
				"web.example.com", "new.example.com"), unchanged());
		TestInstance instance = instance(TestCertificates.wanted("web", "web.example.com", "new.example.com")).start();
		this.time.advance(Duration.ZERO);
		assertRefused(instance, "the former generation is not for all of [web.example.com, new.example.com]");
	}

	@Test
	void anUnknownCertificateIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> instance().manager.rollback("other"));
	}

	@Test
	void itWaitsForTheLock() {
		TestInstance instance = running();
		this.lock.tryAcquire("renew/web", Duration.ofMinutes(1));
		CompletableFuture<IssuedCertificate> result = rollBack(instance);
		assertThat(result).isNotDone();
		this.lock.takeAway("renew/web");
		this.time.advance(Duration.ofSeconds(5));
		assertThat(result).isCompletedWithValue(this.former);
	}

	@ParameterizedTest
	@ValueSource(strings = { "state/", "certificates/web/replaced", "certificates/web" })
	void aStoreThatDoesNotTakeItLeavesWhatIsServed(String broken) {
		TestInstance instance = running();
		this.store.refusesToSave(broken);
		assertThat(rollBack(instance)).isCompletedExceptionally();
		assertThat(instance.served("web")).isEqualTo(this.current).isEqualTo(stored("web"));
		this.store.recovers();
		this.time.advance(Duration.ofDays(1));
		assertThat(instance.status("web").rolledBack()).isFalse();
		assertThat(this.issuer.attempts).isEmpty();
		assertThat(rollBack(instance)).isCompletedWithValue(this.former);
	}

	@Test
	void aLeaseThatIsLostBeforeItIsStoredLeavesWhatIsServed() {
		TestInstance instance = running();
		this.store.beforeSaving("state/web", () -> this.lock.takeAway("renew/web"));
		assertThat(rollBack(instance)).isCompletedExceptionally();
		assertThat(instance.served("web")).isEqualTo(this.current).isEqualTo(stored("web"));
	}

	@Test
	void aCertificateOutOfABackupMadeBeforeIsNotTakenForARollback() {
		TestInstance instance = running();
		byte[] backup = this.store.load("certificates/web/previous").orElseThrow().content();
		this.store.save("certificates/web", backup, unchanged());
		this.time.advance(Duration.ofMinutes(30));
		assertThat(instance.served("web")).isEqualTo(this.current);
		assertThat(this.issuer.attempts).isEmpty();
	}

	private TestInstance running() {
		return running(TestInstance.TICK);
	}

	private TestInstance running(Duration tick) {
		if (this.certificates.find("web").isEmpty()) {
			this.certificates.save("web", this.former, WriteCondition.absent());
			this.certificates.save("web", this.current, unchanged());
		}
		TestInstance instance = unhurried(tick).start();
		this.time.advance(Duration.ofSeconds(1));
		return instance;
	}

	private CompletableFuture<IssuedCertificate> rollBack(TestInstance instance) {
		CompletableFuture<IssuedCertificate> result = instance.manager.rollback("web");
		this.time.advance(Duration.ofSeconds(1));
		return result;
	}

	private void assertRefused(TestInstance instance, String reason) {
		List<String> serials = List.copyOf(instance.publisher.serials);
		assertThat(rollBack(instance)).failsWithin(Duration.ZERO)
			.withThrowableThat()
			.withMessageContaining("Unable to roll 'web' back: " + reason)
			.withMessageContaining("What is served stays.");
		assertThat(instance.publisher.serials).isEqualTo(serials);
		assertThat(instance.status("web").lastFailure()).isNull();
		assertThat(this.issuer.attempts).isEmpty();
	}

	private static IssuedCertificate issued(Instant notBefore) {
		return TestCertificates.issued(notBefore, Duration.ofDays(90), "web.example.com");
	}

}
