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

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.RenewBefore;
import io.github.acmeboot.issuer.IssuanceRequest.Replacement;
import io.github.acmeboot.issuer.RenewalInfo;
import io.github.acmeboot.store.repository.CertificateState.Suggestion;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Renewals when the CA wants them (RFC 9773).
 */
@ExtendWith(OutputCaptureExtension.class)
class RenewalSuggestionTests extends AbstractRenewalTests {

	private static final Duration TICK = Duration.ofMinutes(1);

	private static final URI EXPLANATION = URI.create("https://ca.example/incident");

	@Test
	void theCaIsNotAskedWithinAnIssuanceButSoonAfterIt() {
		unhurried(TICK).start();
		this.time.advance(Duration.ofMinutes(59));
		assertThat(this.issuer.polls).isEmpty();
		this.time.advance(Duration.ofMinutes(11));
		assertThat(this.issuer.polls).hasSize(1);
	}

	@Test
	void theCaIsAskedInTimeHoweverSeldomCertificatesAreLookedAt() {
		unhurried(Duration.ofDays(2)).start();
		this.time.advance(Duration.ofHours(2));
		assertThat(this.issuer.polls).hasSize(1);
	}

	@Test
	void anInstantLaterThanAThirdIsObeyed() {
		suggests(80, 82);
		TestInstance instance = unhurried(TICK).start();
		this.time.advance(Duration.ofHours(2));
		assertThat(renewal(instance)).isEqualTo(START.plus(Duration.ofDays(81)));
		assertThat(instance.status("web").nextAttempt()).isEqualTo(renewal(instance));
		this.time.advance(Duration.ofDays(85));
		assertThat(offsets(START)).containsExactly("PT0S", "PT1944H");
	}

	@Test
	void anEarlierInstantIsObeyedToo() {
		suggests(10, 12);
		unhurried(TICK).start();
		this.time.advance(Duration.ofDays(12));
		assertThat(offsets(START)).containsExactly("PT0S", "PT264H");
	}

	@Test
	void anInstantThatLeavesNoTimeIsNotWaitedFor() {
		suggests(200, 210);
		TestInstance instance = unhurried(TICK).start();
		this.time.advance(Duration.ofHours(2));
		assertThat(renewal(instance)).isEqualTo(START.plus(Duration.ofDays(81)));
	}

	@Test
	void aWindowInThePastMeansNowAndIsSaid(CapturedOutput output) {
		TestInstance instance = unhurried(TICK).start();
		this.time.advance(Duration.ofDays(3));
		Instant past = START.plus(Duration.ofDays(2));
		this.issuer.suggests((certificate) -> certificate.notBefore().isBefore(past)
				? new RenewalInfo(past, past.plusSeconds(1), EXPLANATION, null)
				: new RenewalInfo(past.plus(Duration.ofDays(50)), past.plus(Duration.ofDays(60)), null, null));
		this.time.advance(Duration.ofHours(12).plus(Duration.ofMinutes(20)));
		assertThat(this.issuer.attempts).hasSize(2);
		assertThat(this.issuer.polls).contains(this.issuer.attempts.get(1));
		assertThat(output).contains("wants 'web' renewed between 2030-01-03T00:00:00Z")
			.contains("(see https://ca.example/incident)");
		assertThat(instance.status("web").generation()).isEqualTo(2);
	}

	@Test
	void aCaThatWantsEachCertificateRenewedAtOnceGetsAtMostTwoOrdersADay() {
		this.issuer.suggests((certificate) -> new RenewalInfo(certificate.notBefore().minusSeconds(1),
				certificate.notBefore(), null, null));
		unhurried(TICK).start();
		this.time.advance(Duration.ofDays(10));
		assertThat(this.issuer.attempts).hasSizeBetween(18, 22);
	}

	@Test
	void theExplanationIsInTheStatusUntilTheCertificateIsReplaced() {
		suggests(10, 12);
		TestInstance instance = unhurried(TICK).start();
		this.time.advance(Duration.ofHours(2));
		assertThat(instance.status("web").explanationUrl()).isEqualTo(EXPLANATION);
		this.time.advance(Duration.ofDays(11).minus(Duration.ofMinutes(119)));
		assertThat(instance.status("web").generation()).isEqualTo(2);
		assertThat(instance.status("web").explanationUrl()).isNull();
	}

	@Test
	void theInstantIsChosenOnceAndChosenAnewOnlyWhenTheWindowChanges() {
		suggests(40, 50);
		TestInstance instance = unhurried(TICK).start();
		this.time.advance(Duration.ofDays(1));
		assertThat(renewal(instance)).isEqualTo(START.plus(Duration.ofDays(45)));
		instance.chance = 0.75;
		this.time.advance(Duration.ofDays(4));
		assertThat(this.issuer.polls).hasSizeGreaterThan(15);
		assertThat(renewal(instance)).isEqualTo(START.plus(Duration.ofDays(45)));
		suggests(60, 64);
		this.time.advance(Duration.ofHours(12));
		assertThat(renewal(instance)).isEqualTo(START.plus(Duration.ofDays(63)));
	}

	@Test
	void ofFiftyInstancesOneAsksForAllAndAllKnow() {
		suggests(40, 50);
		List<TestInstance> instances = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			instances.add(unhurried(TICK).start());
			this.time.advance(Duration.ofSeconds(7));
		}
		this.time.advance(Duration.ofHours(50));
		assertThat(this.issuer.attempts).hasSize(1);
		assertThat(this.issuer.polls).hasSizeBetween(8, 9);
		assertThat(instances)
			.allSatisfy((instance) -> assertThat(renewal(instance)).isEqualTo(START.plus(Duration.ofDays(45))));
	}

	@Test
	void aRestartDoesNotAskAgain() {
		suggests(40, 50);
		TestInstance first = unhurried(TICK).start();
		this.time.advance(Duration.ofHours(2));
		first.scheduler.stop();
		TestInstance second = unhurried(TICK).start();
		this.time.advance(Duration.ofHours(1));
		assertThat(this.issuer.polls).hasSize(1);
		assertThat(renewal(second)).isEqualTo(START.plus(Duration.ofDays(45)));
	}

	@Test
	void aWeekOfFailuresIsNoNewsAndOneWarning(CapturedOutput output) {
		suggests(40, 50);
		TestInstance instance = unhurried(TICK).start();
		this.time.advance(Duration.ofHours(2));
		this.issuer.suggests((certificate) -> {
			throw new AcmeException(AcmeException.Reason.SERVER, "503.");
		});
		int before = this.issuer.polls.size();
		this.time.advance(Duration.ofDays(7));
		assertThat(this.issuer.polls.size() - before).isBetween(14, 19);
		assertThat(instance.status("web").lastFailure()).isNull();
		assertThat(renewal(instance)).isEqualTo(START.plus(Duration.ofDays(45)));
		assertThat(output.getAll().split("does not say when it wants 'web' renewed", -1)).hasSize(2);
		this.time.advance(Duration.ofDays(38));
		assertThat(offsets(START)).containsExactly("PT0S", "PT1080H");
	}

	@Test
	void anAbsurdWindowIsNoNews() {
		suggests(50, 40);
		TestInstance instance = unhurried(TICK).start();
		this.time.advance(Duration.ofDays(2));
		assertThat(renewal(instance)).isBetween(START.plus(Duration.ofDays(55)), START.plus(Duration.ofDays(60)));
		suggests(40, 40);
		this.time.advance(Duration.ofDays(2));
		assertThat(renewal(instance)).isBetween(START.plus(Duration.ofDays(55)), START.plus(Duration.ofDays(60)));
		assertThat(this.issuer.attempts).hasSize(1);
	}

	@Test
	void theCaIsLeftAloneForAsLongAsItWantsButNeverLongerThanTwelveHours() {
		this.issuer.suggests((certificate) -> new RenewalInfo(START.plus(Duration.ofDays(60)),
				START.plus(Duration.ofDays(61)), null, this.time.instant().plus(Duration.ofDays(3))));
		unhurried(TICK).start();
		this.time.advance(Duration.ofDays(2));
		assertThat(this.issuer.polls).hasSize(4);
	}

	@Test
	void aWishOfTheUserComesFirst() {
		suggests(10, 12);
		ManagedCertificate wanted = TestCertificates.wanted("web");
		TestInstance instance = unhurried(TICK, new ManagedCertificate("web", wanted.identifiers(), wanted.issuers(),
				"http-01", wanted.keyType(), false, null, RenewBefore.valueOf("20d"), true))
			.start();
		this.time.advance(Duration.ofDays(30));
		assertThat(this.issuer.polls).isEmpty();
		assertThat(renewal(instance)).isAfter(START.plus(Duration.ofDays(60)));
	}

	@Test
	void whatWasRolledBackToIsNotAskedFor() {
		TestInstance instance = unhurried(TICK).start();
		this.time.advance(Duration.ofDays(2));
		instance.manager.renew("web");
		this.time.advance(Duration.ofMinutes(1));
		suggests(0, 1);
		instance.manager.rollback("web");
		this.time.advance(Duration.ofSeconds(1));
		int before = this.issuer.polls.size();
		this.time.advance(Duration.ofDays(3));
		assertThat(this.issuer.polls).hasSize(before);
		assertThat(this.issuer.attempts).hasSize(2);
	}

	@Test
	void theOrderSaysWhatItReplaces() {
		TestInstance instance = unhurried(TICK).start();
		this.time.advance(Duration.ofMinutes(1));
		IssuedCertificate first = instance.served("web");
		instance.manager.renew("web");
		this.time.advance(Duration.ofMinutes(1));
		assertThat(this.issuer.requests.get(0).replaced()).isEmpty();
		assertThat(this.issuer.requests.get(1).replaced()).map(Replacement::certificate).contains(first);
	}

	@Test
	void aCertificateOfAnotherCaIsNotReplaced() {
		this.issuer.directories.put("ca", URI.create("https://ca.example/staging"));
		TestInstance staging = unhurried(TICK).start();
		this.time.advance(Duration.ofMinutes(1));
		staging.scheduler.stop();
		this.issuer.directories.put("ca", URI.create("https://ca.example/production"));
		unhurried(TICK).start();
		this.time.advance(Duration.ofMinutes(1));
		assertThat(this.issuer.requests).hasSize(2);
		assertThat(this.issuer.requests.get(1).replaced()).isEmpty();
	}

	@Test
	void whatTheCaDoesNotTakeAsReplacedIsNotNamedAgainByAnyInstance() {
		TestInstance instance = unhurried(TICK).start();
		this.time.advance(Duration.ofMinutes(1));
		this.issuer.does((request) -> {
			request.replaced().map(Replacement::refused).ifPresent(Runnable::run);
			throw new AcmeException(AcmeException.Reason.VALIDATION, "No.");
		});
		instance.manager.renew("web");
		this.time.advance(Duration.ofMinutes(1));
		instance.scheduler.stop();
		TestInstance other = unhurried(TICK).start();
		this.time.advance(Duration.ofSeconds(1));
		other.manager.renew("web");
		this.time.advance(Duration.ofMinutes(1));
		assertThat(this.issuer.requests).hasSizeGreaterThan(2);
		assertThat(this.issuer.requests.get(1).replaced()).isPresent();
		assertThat(this.issuer.requests.subList(2, this.issuer.requests.size()))
			.allSatisfy((request) -> assertThat(request.replaced()).isEmpty());
	}

	@Test
	void aFailedRenewalDoesNotForgetWhatTheCaWants() {
		suggests(10, 12);
		TestInstance instance = unhurried(TICK).start();
		this.time.advance(Duration.ofHours(2));
		Suggestion heard = state("web").suggestion();
		this.issuer.fails(AcmeException.Reason.VALIDATION);
		instance.manager.renew("web");
		this.time.advance(Duration.ofSeconds(1));
		assertThat(state("web").failure()).isNotNull();
		assertThat(state("web").suggestion()).isEqualTo(heard).isNotNull();
	}

	@Test
	void aStoreThatFailsCostsTheCaNoQuestion() {
		unhurried(TICK).start();
		this.time.advance(Duration.ofMinutes(50));
		this.store.refusesToSave("state/");
		this.time.advance(Duration.ofHours(5));
		assertThat(this.issuer.polls).isEmpty();
		this.store.recovers();
		this.time.advance(Duration.ofHours(1));
		assertThat(this.issuer.polls).hasSize(1);
	}

	private void suggests(int fromDay, int toDay) {
		this.issuer.suggests((certificate) -> new RenewalInfo(start(certificate).plus(Duration.ofDays(fromDay)),
				start(certificate).plus(Duration.ofDays(toDay)), EXPLANATION, null));
	}

	private static Instant start(IssuedCertificate certificate) {
		return certificate.notBefore();
	}

}
