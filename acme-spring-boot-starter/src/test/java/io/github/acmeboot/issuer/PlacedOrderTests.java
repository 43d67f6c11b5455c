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

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.repository.CertificateRepository;
import io.github.acmeboot.test.AcmeTestServer;
import io.github.acmeboot.test.http.ServerResponse;
import io.github.acmeboot.test.protocol.Operation;
import io.github.acmeboot.testsupport.RefusingPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for orders that the CA has and we do not know of, or no longer need.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class PlacedOrderTests extends AbstractIssuerTests {

	PlacedOrderTests() {
		super(AcmeTestServer.builder().profile("short", Duration.ofDays(6)));
	}

	@Test
	void anOrderWhosePlacingWasNotAnsweredIsFoundAndNotPlacedTwice(CapturedOutput output) {
		loseAnswerToNewOrder("a.example.org");
		assertThat(this.issuer.restart().issue("a.example.org")).isNotNull();
		assertThat(this.server.orders()).hasSize(1);
		assertThat(this.issuer.count("newOrder")).isZero();
		assertThat(output).contains("whose placing was not answered");
	}

	@ParameterizedTest
	@EnumSource(names = { "NEW_ORDER", "CHALLENGE", "FINALIZE", "CERTIFICATE" })
	void anAnswerThatIsLostAtAnyStepDoublesNothing(Operation step) {
		this.server.faults().on(step).times(1).loseAnswer();
		IssuedCertificate issued = Optional.ofNullable(this.issuer.failure("a.example.org"))
			.map((failure) -> this.issuer.restart().issue("a.example.org"))
			.orElseGet(() -> this.issuer.issue("a.example.org"));
		assertThat(this.server.orders()).hasSize(1);
		assertThat(this.server.issued()).containsExactly(issued.leaf());
	}

	@Test
	void theOrderTellsWhatTheLostAnswerToFinalizeWouldHave() {
		this.server.faults().on(Operation.FINALIZE).times(1).loseAnswer();
		assertThat(this.issuer.issue("a.example.org")).isNotNull();
		assertThat(this.server.orders()).hasSize(1);
	}

	@Test
	void anOrderThatIsReadyIsFoundAsWell() {
		this.server.behaviour().authorizationReuse(true);
		this.issuer.issue("a.example.org");
		this.issuer.complete();
		loseAnswerToNewOrder("a.example.org");
		this.issuer.issue("a.example.org");
		assertThat(this.server.orders()).hasSize(2);
		assertThat(this.issuer.count("challenge")).isZero();
	}

	@Test
	void itIsFoundBehindManyOthers() {
		for (int i = 0; i < 12; i++) {
			this.issuer.issue(i + ".example.org");
			this.issuer.complete();
		}
		loseAnswerToNewOrder("a.example.org");
		this.issuer.issue("a.example.org");
		assertThat(this.server.orders()).hasSize(13);
	}

	@Test
	void onlyAFewOrdersAreLookedAt() {
		this.issuer.issue("b.example.org");
		this.issuer.complete();
		loseAnswerToNewOrder("a.example.org");
		this.server.faults()
			.on(Operation.ORDERS)
			.apply((request, processing) -> withBody(processing.get(),
					(body) -> body.replaceAll("\\[(\"[^\"]*\").*\\]", "[" + "$1,".repeat(500) + "$1]")));
		this.issuer.issue("a.example.org");
		assertThat(this.server.requestCount(Operation.ORDERS)).isOne();
		assertThat(this.issuer.count("order")).isBetween(10L, 18L);
	}

	@Test
	void ordersOfOthersAreLeftAlone() {
		loseAnswerToNewOrder("b.example.org");
		this.issuer.issue("c.example.org");
		this.issuer.complete();
		loseAnswerToNewOrder("a.example.org");
		this.issuer.issue("a.example.org", "b.example.org");
		assertThat(this.server.orders()).hasSize(4);
	}

	@Test
	void anOrderOfAnotherProfileIsLeftAlone() {
		loseAnswerToNewOrder("a.example.org");
		assertThat(this.issuer.restart().profile("short").issue("a.example.org").life()).isLessThan(Duration.ofDays(7));
		assertThat(this.server.orders()).hasSize(2);
	}

	@Test
	void anOrderWithoutAProfileIsLeftAloneIfTheCaOffersTheOneThatIsWanted() {
		loseAnswerToNewOrder("a.example.org");
		this.server.faults().on(Operation.NEW_ORDER).times(1).dropConnection();
		assertThat(this.issuer.restart().profile("short").failure("a.example.org").getReason())
			.isEqualTo(Reason.NETWORK);
		assertThat(this.issuer.issue("a.example.org").life()).isLessThan(Duration.ofDays(7));
		assertThat(this.server.orders()).hasSize(2);
	}

	@Test
	void anOrderIsTakenThoughTheCaDoesNotOfferTheProfileThatIsWanted() {
		this.issuer.profile("other");
		loseAnswerToNewOrder("a.example.org");
		assertThat(this.issuer.issue("a.example.org")).isNotNull();
		assertThat(this.server.orders()).hasSize(1);
	}

	@Test
	void anOrderThatAnotherCertificateGoesOnWithIsLeftAlone() {
		this.server.faults().on(Operation.CHALLENGE).times(1).dropConnection();
		this.issuer.failure("a.example.org");
		ManagedCertificate sibling = new ManagedCertificate("sibling", List.of(Identifier.of("a.example.org")),
				List.of(TestIssuer.NAME), "http-01", KeyType.RSA_2048, false, null, null, true);
		this.server.faults().on(Operation.NEW_ORDER).times(1).dropConnection();
		this.issuer.failure(TestIssuer.request(sibling));
		this.issuer.issue(TestIssuer.request(sibling));
		this.issuer.issue("a.example.org");
		assertThat(this.server.orders()).hasSize(2);
		assertThat(this.server.issued()).hasSize(2);
	}

	@Test
	void aCaThatListsNoOrdersIsAskedForANewOne() {
		loseAnswerToNewOrder("a.example.org");
		this.server.faults()
			.on(Operation.ACCOUNT)
			.apply((request, processing) -> withBody(processing.get(),
					(body) -> body.replace("\"orders\"", "\"others\"")));
		assertThat(this.issuer.issue("a.example.org")).isNotNull();
		assertThat(this.server.orders()).hasSize(2);
	}

	@ParameterizedTest
	@EnumSource(names = { "ACCOUNT", "ORDERS" })
	void aListThatCannotBeReadIsNoHindrance(Operation step) {
		loseAnswerToNewOrder("a.example.org");
		this.server.faults().on(step).html();
		assertThat(this.issuer.issue("a.example.org")).isNotNull();
		assertThat(this.server.orders()).hasSize(2);
	}

	@Test
	void nothingIsLookedForWhenTheOrderWasRefused() {
		this.server.faults().on(Operation.NEW_ORDER).times(1).rateLimit(Duration.ofMinutes(1));
		assertThat(this.issuer.failure("a.example.org").getReason()).isEqualTo(Reason.RATE_LIMITED);
		assertThat(this.issuer.journal.find("web")).isEmpty();
	}

	@Test
	void nothingIsLookedForWhenTheCaWasNotReached() {
		try (RefusingPort elsewhere = RefusingPort.take()) {
			this.server.faults()
				.on(Operation.DIRECTORY)
				.apply((request, processing) -> withBody(processing.get(),
						(body) -> body.replaceAll("(\"newOrder\" ?: ?\"https://)[^/]*", "$1" + elsewhere.address())));
			assertThat(this.issuer.failure("a.example.org").getReason()).isEqualTo(Reason.NETWORK);
			assertThat(this.issuer.requests).last().isEqualTo("newOrder io");
			assertThat(this.issuer.journal.find("web")).isEmpty();
		}
	}

	@Test
	void theListIsNotAskedForWithoutNeed() {
		this.issuer.issue("a.example.org");
		assertThat(this.issuer.count("orders")).isZero();
		assertThat(this.issuer.count("account")).isZero();
	}

	@Test
	void aCertificateThatWasRolledBackFromIsNotTakenFromItsOrderAgain(CapturedOutput output) {
		CertificateRepository certificates = new CertificateRepository(this.issuer.store);
		IssuedCertificate first = this.issuer.issue("a.example.org");
		this.issuer.complete();
		String version = certificates.save("web", first.withGeneration(1), WriteCondition.absent()).version();
		IssuedCertificate second = this.issuer.issue("a.example.org").withGeneration(2);
		version = certificates.save("web", second, WriteCondition.version(version)).version();
		certificates.rollBack("web", first.withGeneration(3), WriteCondition.version(version));
		IssuedCertificate third = this.issuer.issue(new IssuanceRequest(TestIssuer.certificate("a.example.org"),
				TestIssuer.NAME, Optional.of(first), () -> {
				}, 1));
		assertThat(third.serial()).isNotIn(first.serial(), second.serial());
		assertThat(output).contains("its certificate is stored already");
	}

	@Test
	void aFinishedOrderWhoseCertificateIsOlderThanTheOneHeldIsLeftAlone() {
		Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(1));
		try (AcmeTestServer other = AcmeTestServer.builder().clock(later).start();
				TestIssuer client = new TestIssuer(other).clock(later)) {
			IssuedCertificate held = client.issue("a.example.org");
			IssuedCertificate forgotten = this.issuer.issue("a.example.org");
			IssuedCertificate issued = this.issuer.issue(new IssuanceRequest(TestIssuer.certificate("a.example.org"),
					TestIssuer.NAME, Optional.of(held), () -> {
					}, 1));
			assertThat(issued.serial()).isNotEqualTo(forgotten.serial());
			assertThat(this.server.orders()).hasSize(2);
		}
	}

	@Test
	void anOrderIsOnlyGoneOnWithWhenNoneMayBePlaced() {
		IssuanceRequest request = TestIssuer.request(TestIssuer.certificate("a.example.org"));
		assertThat(this.issuer.issuer().resume(request)).isEmpty();
		assertThat(this.server.requests()).isEmpty();
		this.server.faults().on(Operation.FINALIZE).times(1).dropConnection();
		this.issuer.failure("a.example.org");
		assertThat(this.issuer.issuer().resume(request)).isNotEmpty();
		assertThat(this.server.orders()).hasSize(1);
	}

	private void loseAnswerToNewOrder(String... domains) {
		this.server.faults().on(Operation.NEW_ORDER).times(1).loseAnswer();
		assertThat(this.issuer.failure(domains).getReason()).isEqualTo(Reason.NETWORK);
		assertThat(this.issuer.journal.find("web")).isNotEmpty();
		this.issuer.requests.clear();
	}

	private static ServerResponse withBody(ServerResponse answer, UnaryOperator<String> change) {
		String body = change.apply(new String(answer.body(), StandardCharsets.UTF_8));
		return new ServerResponse(answer.status(), answer.headers(), body.getBytes(StandardCharsets.UTF_8),
				answer.delivery());
	}

}
