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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.CertificateRenewalFailedEvent;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.issuer.IssuanceRequest;
import io.github.acmeboot.issuer.IssuanceRequest.Occasion;
import io.github.acmeboot.store.WriteCondition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What happens when somebody asks for a renewal.
 */
class RenewNowTests extends AbstractRenewalTests {

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
	void theIssuerLearnsWhetherSomebodyHasAsked() {
		TestInstance instance = instance().start();
		this.time.advance(Duration.ZERO);
		instance.manager.renew("web");
		this.time.advance(Duration.ZERO);
		assertThat(this.issuer.requests).extracting(IssuanceRequest::occasion)
			.containsExactly(Occasion.DUE, Occasion.REQUESTED);
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
	void renewNowTakesTheFailureOfTheHolderItHasWaitedForToo() {
		TestInstance waiting = instance();
		waiting.scheduler.start();
		waiting.server.opened(443);
		AtomicReference<CompletableFuture<IssuedCertificate>> renewed = new AtomicReference<>();
		this.issuer.does((request) -> {
			if (renewed.get() == null) {
				renewed.set(waiting.manager.renew("web"));
			}
			this.time.advance(Duration.ofSeconds(1));
			throw new AcmeException(AcmeException.Reason.VALIDATION, "Port 80 is closed.");
		});
		instance().start();
		this.time.advance(Duration.ofSeconds(10));
		assertThat(this.issuer.attempts).hasSize(1);
		assertThat(renewed.get()).failsWithin(Duration.ZERO)
			.withThrowableThat()
			.withMessageContaining("Port 80 is closed.");
		assertThat(state("web").failure()).extracting("count").isEqualTo(1);
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

}
