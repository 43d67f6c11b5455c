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

package io.github.acmeboot.issuer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.store.repository.OrderEntry;
import io.github.acmeboot.store.repository.OrderJournal;
import io.github.acmeboot.test.AcmeTestServer;
import io.github.acmeboot.test.ca.Status;
import io.github.acmeboot.test.fault.FaultPoint;
import io.github.acmeboot.test.http.ServerResponse;
import io.github.acmeboot.test.protocol.Operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests for the life of an order: placed, parked, resumed, dropped.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class OrderLifeTests extends AbstractIssuerTests {

	OrderLifeTests() {
		super(AcmeTestServer.builder().profile("short", Duration.ofDays(6)));
	}

	@Test
	void isParkedWhenValidationTakesTooLong() {
		this.server.behaviour().validationDelay(Duration.ofSeconds(30));
		this.issuer.authorization(Duration.ofMillis(500));
		AcmeException failure = this.issuer.failure("a.example.org");
		assertThat(failure.getReason()).isEqualTo(Reason.TIMEOUT);
		assertThat(failure).hasMessageContaining("The order is kept").hasMessageContaining("acme.issuers.ca.timeouts");
		assertThat(this.issuer.http01.open()).isZero();
		assertThat(this.issuer.journal.find("web")).isNotEmpty();
	}

	@Test
	void isParkedWhenTheCaWantsUsToWaitForLongerThanWeDo() {
		this.server.behaviour().holdOrders();
		this.server.behaviour().retryAfter(Duration.ofSeconds(300));
		Clock clock = Clock.fixed(Instant.now(), ZoneOffset.UTC);
		AcmeException failure = this.issuer.clock(clock).failure("a.example.org");
		assertThat(failure.getReason()).isEqualTo(Reason.TIMEOUT);
		assertThat(failure.getRetryAfter().orElseThrow()).isCloseTo(clock.instant().plusSeconds(300),
				within(Duration.ofSeconds(20)));
	}

	@Test
	void isResumedWithItsKeyWhenItWasParked() {
		this.server.behaviour().holdOrders();
		this.issuer.order(Duration.ofMillis(300)).failure("a.example.org");
		OrderEntry parked = this.issuer.journal.find("web").get(0);
		this.server.behaviour().releaseOrders();
		this.issuer.requests.clear();
		IssuedCertificate certificate = this.issuer.restart().issue("a.example.org");
		assertThat(certificate.leaf().getPublicKey()).isEqualTo(Objects.requireNonNull(parked.keyPair()).getPublic());
		assertThat(this.issuer.count("newOrder")).isZero();
		assertThat(this.issuer.count("finalize")).isZero();
	}

	@Test
	void isResumedBeforeItsChallengesAreValid() {
		this.server.faults().on(Operation.CHALLENGE).dropConnection();
		this.issuer.failure("a.example.org");
		this.server.faults().clear();
		this.issuer.requests.clear();
		assertThat(this.issuer.restart().issue("a.example.org")).isNotNull();
		assertThat(this.issuer.count("newOrder")).isZero();
		assertThat(this.server.orders()).hasSize(1);
	}

	@Test
	void isResumedWhenTheDownloadFailed() {
		this.server.faults().on(Operation.CERTIFICATE).dropConnection();
		this.issuer.failure("a.example.org");
		this.server.faults().clear();
		IssuedCertificate certificate = this.issuer.restart().issue("a.example.org");
		assertThat(this.server.issued()).containsExactly(certificate.leaf());
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void isNotGoneOnWithWhenItsCertificateIsTheOneToBeReplaced(boolean reuseKey) {
		ManagedCertificate wanted = TestIssuer.certificate(KeyType.EC_P256, reuseKey, "a.example.org");
		IssuedCertificate saved = this.issuer.issue(TestIssuer.request(wanted));
		IssuedCertificate renewed = this.issuer.restart()
			.issue(new IssuanceRequest(wanted, TestIssuer.NAME, Optional.of(saved), () -> {
			}, 1));
		assertThat(renewed.serial()).isNotEqualTo(saved.serial());
		assertThat(renewed.privateKey().equals(saved.privateKey())).isEqualTo(reuseKey);
		assertThat(this.server.orders()).hasSize(2);
	}

	@Test
	void isForgottenWhenItIsComplete() {
		this.issuer.issue("a.example.org");
		assertThat(this.issuer.journal.find("web")).isNotEmpty();
		this.issuer.complete();
		assertThat(this.issuer.journal.find("web")).isEmpty();
	}

	@Test
	void isLeftAloneWhenOtherNamesAreWanted(CapturedOutput output) {
		park();
		this.issuer.issue("a.example.org", "b.example.org");
		assertThat(this.server.orders()).hasSize(2);
		assertThat(output).contains("it is for other names");
	}

	@Test
	void isLeftAloneWhenAnotherProfileIsWanted(CapturedOutput output) {
		park();
		this.issuer.restart().profile("short").issue("a.example.org");
		assertThat(this.server.orders()).hasSize(2);
		assertThat(output).contains("it is for another profile");
	}

	@Test
	void isKeptUntilTheCertificateIsObtainedWhenItIsWithAnotherCa(CapturedOutput output) {
		park();
		OrderEntry entry = this.issuer.journal.find("web").get(0);
		record(new OrderEntry("other", entry.directory().resolve("/other"), entry.location(), entry.identifiers(),
				entry.profile(), entry.keyPair(), 1));
		assertThat(this.issuer.journal.find("web")).hasSize(2);
		this.issuer.issue("a.example.org");
		assertThat(this.server.orders()).hasSize(1);
		assertThat(this.issuer.journal.find("web")).hasSize(2);
		this.issuer.complete();
		assertThat(this.issuer.journal.find("web")).isEmpty();
		assertThat(output).contains("with the issuer 'other' alone: 'web' was obtained from 'ca'");
	}

	@Test
	void isLeftAloneWhenTheCaHasForgottenIt(CapturedOutput output) {
		park();
		OrderEntry entry = this.issuer.journal.find("web").get(0);
		record(new OrderEntry(entry.issuer(), entry.directory(),
				Objects.requireNonNull(entry.location()).resolve("unknown"), entry.identifiers(), entry.profile(),
				entry.keyPair(), 1));
		this.issuer.issue("a.example.org");
		assertThat(this.server.orders()).hasSize(2);
		assertThat(output).contains("it can no longer be completed");
	}

	@Test
	void isLeftAloneWhenItsKeyIsLost() {
		this.issuer.issue("a.example.org");
		OrderEntry entry = this.issuer.journal.find("web").get(0);
		record(new OrderEntry(entry.issuer(), entry.directory(), entry.location(), entry.identifiers(), entry.profile(),
				null, 1));
		this.issuer.issue("a.example.org");
		assertThat(this.server.orders()).hasSize(2);
	}

	@Test
	void isFinalizedWithTheKindOfKeyThatIsWantedNow() {
		this.server.faults().on(Operation.FINALIZE).dropConnection();
		this.issuer.failure("a.example.org");
		this.server.faults().clear();
		ManagedCertificate wanted = TestIssuer.certificate(KeyType.EC_P384, false, "a.example.org");
		IssuedCertificate certificate = this.issuer.issue(TestIssuer.request(wanted));
		assertThat(certificate.leaf().getPublicKey().toString()).contains("secp384r1");
		assertThat(this.server.orders()).hasSize(1);
	}

	@Test
	void isLeftAloneWhenItHasBecomeInvalid(CapturedOutput output) {
		this.issuer.http01.answering(false);
		this.server.faults().on(Operation.ORDER).dropConnection();
		assertThat(this.issuer.failure("a.example.org").getReason()).isEqualTo(Reason.NETWORK);
		this.server.faults().clear();
		this.issuer.http01.answering(true);
		Awaitility.await().until(() -> this.server.orders().get(0).status(Instant.now()) == Status.INVALID);
		assertThat(this.issuer.issue("a.example.org")).isNotNull();
		assertThat(this.server.orders()).hasSize(2);
		assertThat(output).contains("it can no longer be completed. The CA says it is INVALID");
	}

	@Test
	void isLeftAloneWhenItIsOfAnAccountWeNoLongerHave(CapturedOutput output) {
		park();
		this.issuer.store.list("accounts/")
			.forEach((key) -> this.issuer.store.delete(key, this.issuer.store.version(key).orElseThrow()));
		assertThat(this.issuer.restart().issue("a.example.org")).isNotNull();
		assertThat(this.server.orders()).hasSize(2);
		assertThat(output).contains("it can no longer be completed. The CA 'ca' refused order");
	}

	@ParameterizedTest
	@ValueSource(strings = { "html", "503", "429", "empty" })
	void isKeptWhenItCannotBeLookedAt(String trouble) {
		park();
		FaultPoint fault = this.server.faults().on(Operation.ORDER);
		switch (trouble) {
			case "html" -> fault.html();
			case "503" -> fault.unavailable(Duration.ofSeconds(1));
			case "429" -> fault.rateLimit(Duration.ofSeconds(1));
			default -> fault.apply((request, processing) -> ServerResponse.of(200, "application/json", "{"));
		}
		assertThat(this.issuer.failure("a.example.org")).isNotNull();
		this.server.faults().clear();
		later().issue("a.example.org");
		assertThat(this.server.orders()).hasSize(1);
	}

	@Test
	void isKeptWhenTheCaIsDown() {
		park();
		this.server.faults().on(Operation.ORDER).unavailable(Duration.ZERO);
		assertThat(this.issuer.failure("a.example.org").getReason()).isEqualTo(Reason.SERVER);
		this.server.faults().clear();
		later().issue("a.example.org");
		assertThat(this.server.orders()).hasSize(1);
	}

	/**
	 * Goes on when the CA has been left alone for as long as it wanted.
	 */
	private TestIssuer later() {
		return this.issuer.clock(Clock.offset(Clock.systemUTC(), Duration.ofSeconds(2))).restart();
	}

	@Test
	void isForTheProfileThatIsWanted() {
		IssuedCertificate certificate = this.issuer.profile("short").issue("a.example.org");
		assertThat(certificate.life()).isLessThan(Duration.ofDays(7));
	}

	@Test
	void isForTheProfileOfTheCertificateBeforeThatOfTheIssuer() {
		ManagedCertificate plain = TestIssuer.certificate("a.example.org");
		ManagedCertificate wanted = new ManagedCertificate("web", plain.identifiers(), plain.issuers(), "http-01",
				KeyType.EC_P256, false, "short", null, true);
		this.issuer.profile("unknown");
		assertThat(this.issuer.issue(TestIssuer.request(wanted)).life()).isLessThan(Duration.ofDays(7));
	}

	@Test
	void isForNoProfileWhenTheCaDoesNotOfferIt(CapturedOutput output) {
		assertThat(this.issuer.profile("unknown").issue("a.example.org").life()).isGreaterThan(Duration.ofDays(7));
		assertThat(output).contains("has no profile 'unknown' but [short]");
	}

	private void record(OrderEntry entry) {
		OrderJournal.Page page = this.issuer.journal.page("web", 1);
		page.read();
		page.write(entry);
	}

	private void park() {
		this.server.faults().on(Operation.FINALIZE).times(1).dropConnection();
		assertThat(this.issuer.failure("a.example.org").getReason()).isEqualTo(Reason.NETWORK);
	}

}
