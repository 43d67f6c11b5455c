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

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.issuer.IssuanceRequest;
import io.github.acmeboot.issuer.progress.IssuanceStep;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is seen of a renewal while it goes on.
 */
class RenewalProgressTests extends AbstractRenewalTests {

	@Test
	void anIssuanceIsSeenFromTheLockToTheServer() {
		TestInstance instance = instance().start();
		this.time.advance(Duration.ZERO);
		assertThat(instance.observer.records).containsExactly("begin web due", "LOCK", "asks ca", "obtained", "SAVE",
				"PUBLISH", "end");
	}

	@Test
	void theIssuerTakesItsStepsInTheSameIssuance() {
		this.issuer
			.does((request) -> request.progress().call(IssuanceStep.FINALIZE, () -> this.issuer.certificate(request)));
		TestInstance instance = instance().start();
		this.time.advance(Duration.ZERO);
		assertThat(instance.observer.records).containsSubsequence("asks ca", "FINALIZE", "obtained", "end");
	}

	@Test
	void aCertificateThatIsNotDueIsNoIssuance() {
		TestInstance instance = instance().start();
		this.time.advance(Duration.ZERO);
		instance.observer.records.clear();
		this.time.advance(Duration.ofDays(1));
		assertThat(instance.observer.records).isEmpty();
	}

	@Test
	void anIssuanceThatSomebodyHasAskedForSaysSo() {
		TestInstance instance = instance().start();
		this.time.advance(Duration.ZERO);
		instance.observer.records.clear();
		instance.manager.renew("web");
		this.time.advance(Duration.ZERO);
		assertThat(instance.observer.records).startsWith("begin web requested", "LOCK", "asks ca").endsWith("end");
	}

	@Test
	void anAttemptThatFindsTheLockTakenSaysSo() {
		this.lock.tryAcquire("renew/web", Duration.ofMinutes(1));
		TestInstance instance = instance().start();
		this.time.advance(Duration.ZERO);
		assertThat(instance.observer.records).containsExactly("begin web due", "LOCK", "BUSY", "end");
	}

	@Test
	void anAttemptThatFindsNothingToDoUnderTheLockSaysSo() {
		TestInstance instance = instance().start();
		this.time.advance(Duration.ofDays(1));
		this.lock.tryAcquire("renew/web", Duration.ofMinutes(1));
		instance.manager.renew("web");
		this.time.advance(Duration.ZERO);
		this.certificates.save("web", TestCertificates.issued(this.time.instant(), Duration.ofDays(90)), unchanged());
		this.lock.takeAway("renew/web");
		instance.observer.records.clear();
		this.time.advance(Renewal.SHORTLY);
		assertThat(instance.observer.records).containsExactly("begin web requested", "LOCK", "UNNEEDED", "end");
	}

	@Test
	void aFailureOfTheCaIsThatOfTheIssuance() {
		this.issuer.fails(AcmeException.Reason.VALIDATION);
		TestInstance instance = instance().start();
		this.time.advance(Duration.ZERO);
		assertThat(instance.observer.records).containsExactly("begin web due", "LOCK", "asks ca", "failed VALIDATION",
				"end");
	}

	@Test
	void theNextIssuerIsAskedInTheSameIssuance() {
		this.issuer.does(this::issuedByTwoOnly);
		TestInstance instance = instance(withIssuers("one", "two")).start();
		this.time.advance(Duration.ZERO);
		assertThat(instance.observer.records).containsSubsequence("begin web due", "asks one", "asks two", "obtained",
				"SAVE", "PUBLISH", "end");
	}

	@Test
	void aSaveThatFailsIsTriedAgainInAnIssuanceWithoutAnOrder() {
		this.store.refusesToSave("certificates");
		TestInstance instance = instance().start();
		this.time.advance(Duration.ZERO);
		assertThat(instance.observer.records).containsExactly("begin web due", "LOCK", "asks ca", "obtained", "SAVE",
				"SAVE STORE", "PUBLISH", "failed STORE", "end");
		this.store.recovers();
		instance.observer.records.clear();
		this.time.advance(Duration.ofMinutes(1));
		assertThat(instance.observer.records).startsWith("begin web due", "LOCK", "SAVE", "PUBLISH", "end");
	}

	@Test
	void aServerThatPresentsSomethingElseFailsTheLastStep() {
		TestInstance instance = instance();
		instance.publisher.broken = true;
		instance.start();
		this.time.advance(Duration.ZERO);
		assertThat(instance.observer.records).containsSubsequence("SAVE", "PUBLISH", "PUBLISH PUBLISH",
				"failed PUBLISH", "end");
	}

	@Test
	void aBrokenLockFailsTheFirstStep() {
		this.lock.broken = true;
		TestInstance instance = instance().start();
		this.time.advance(Duration.ZERO);
		assertThat(instance.observer.records).startsWith("begin web due", "LOCK", "LOCK STORE", "end");
	}

	private IssuedCertificate issuedByTwoOnly(IssuanceRequest request) {
		if (request.issuer().equals("one")) {
			throw new AcmeException(AcmeException.Reason.NETWORK, "No.");
		}
		return this.issuer.certificate(request);
	}

}
