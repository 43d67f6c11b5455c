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
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.test.AcmeTestServer;
import io.github.acmeboot.test.ca.Order;
import io.github.acmeboot.test.http.ServerResponse;
import io.github.acmeboot.test.protocol.Operation;
import io.github.acmeboot.test.protocol.ProblemType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what orders have beside their identifiers: profiles, and what they replace.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class OrderExtrasTests extends AbstractIssuerTests {

	private static final String NAME = "a.example.org";

	private final AtomicInteger refusals = new AtomicInteger();

	OrderExtrasTests() {
		super(AcmeTestServer.builder().profile("short", Duration.ofDays(6)).blockedIdentifiers("blocked.example.org"));
	}

	@Test
	void anOrderSaysWhatItReplacesAndTakesNoMoreRequestsForIt() {
		IssuedCertificate first = issue();
		issueSuccessorOf(first);
		assertThat(lastOrder().getTerms().replaces()).isPresent();
		assertThat(this.issuer.neededRequests()).hasSize(7);
		assertThat(this.refusals).hasValue(0);
	}

	@Test
	void whatIsReplacedAlreadyIsOrderedAgainAtOnceWithoutSayingSo() {
		IssuedCertificate first = issue();
		issueSuccessorOf(first);
		this.issuer.complete();
		issueSuccessorOf(first);
		assertThat(lastOrder().getTerms().replaces()).isEmpty();
		assertThat(this.issuer.neededRequests()).hasSize(8).startsWith("newOrder alreadyReplaced", "newOrder success");
		assertThat(this.refusals).hasValue(1);
	}

	@Test
	void anOrderThatReplacesWhoseAnswerWasLostIsGoneOnWith() {
		IssuedCertificate first = issue();
		this.server.faults().on(Operation.NEW_ORDER).times(1).loseAnswer();
		this.issuer.failure(TestIssuer.successor(first, this.refusals::incrementAndGet, NAME));
		issueSuccessorOf(first);
		assertThat(this.server.issued()).hasSize(2);
		assertThat(this.server.orders()).hasSize(2);
		assertThat(lastOrder().getTerms().replaces()).isPresent();
	}

	@Test
	void aCertificateTheCaDoesNotKnowIsNotReplaced() {
		try (AcmeTestServer other = AcmeTestServer.start(); TestIssuer elsewhere = new TestIssuer(other)) {
			issueSuccessorOf(elsewhere.issue(NAME));
		}
		assertThat(this.server.orders()).singleElement()
			.satisfies((order) -> assertThat(order.getTerms().replaces()).isEmpty());
		assertThat(this.refusals).hasValue(1);
	}

	@Test
	void aCertificateOfAnotherAccountIsNotReplaced() {
		IssuedCertificate theirs;
		try (TestIssuer other = new TestIssuer(this.server)) {
			theirs = other.issue(NAME);
		}
		this.server.http01Port(this.issuer.http01.port());
		issueSuccessorOf(theirs);
		assertThat(lastOrder().getTerms().replaces()).isEmpty();
		assertThat(this.refusals).hasValue(1);
	}

	@Test
	void aCaWithoutRenewalInformationIsNotTold() {
		this.server.faults()
			.on(Operation.DIRECTORY)
			.apply((request, processing) -> without("renewalInfo", processing.get()));
		issueSuccessorOf(issue());
		assertThat(lastOrder().getTerms().replaces()).isEmpty();
		assertThat(this.refusals).hasValue(0);
	}

	@Test
	void aRefusalOfSomethingElseIsNoRefusalOfTheReplacement() {
		IssuedCertificate first = issue();
		assertThat(this.issuer
			.failure(TestIssuer.successor(first, this.refusals::incrementAndGet, NAME, "blocked.example.org"))
			.getReason()).isEqualTo(Reason.REJECTED_IDENTIFIER);
		assertThat(this.issuer.count("newOrder")).isOne();
		assertThat(this.refusals).hasValue(0);
	}

	@Test
	void aProfileIsOrdered() {
		IssuedCertificate certificate = this.issuer.profile("short").issue(NAME);
		assertThat(certificate.life()).isLessThan(Duration.ofDays(7));
	}

	@Test
	void aProfileTheCaDoesNotOfferIsLeftOutAndSaidOnce(CapturedOutput output) {
		this.issuer.profile("long").issue(NAME);
		this.issuer.complete();
		this.issuer.issue(NAME);
		assertThat(this.server.orders()).hasSize(2)
			.allSatisfy((order) -> assertThat(order.getTerms().profile()).isEmpty());
		assertThat(output.getAll().lines().filter((line) -> line.contains("has no profile 'long' but [short]")))
			.hasSize(1);
	}

	@Test
	void aProfileThatWasWithdrawnSinceTheDirectoryWasReadIsLeftOut(CapturedOutput output) {
		this.server.faults()
			.on(Operation.NEW_ORDER)
			.times(1)
			.problem(ProblemType.INVALID_PROFILE, "There is no profile 'short' any more");
		this.issuer.profile("short").issue(NAME);
		assertThat(lastOrder().getTerms().profile()).isEmpty();
		assertThat(this.issuer.count("newOrder")).isEqualTo(2);
		assertThat(output).contains("no profile 'short' any more").contains("ordering 'web' without one");
	}

	@Test
	void anOrderThatWasPlacedWithoutTheProfileIsGoneOnWith() {
		this.server.faults()
			.on(Operation.NEW_ORDER)
			.times(1)
			.problem(ProblemType.INVALID_PROFILE, "There is no profile 'short' any more");
		this.server.faults().on(Operation.FINALIZE).times(1).dropConnection();
		this.issuer.profile("short").failure(NAME);
		this.issuer.restart().issue(NAME);
		assertThat(this.server.orders()).hasSize(1);
	}

	@Test
	void bothCanBeRefusedInTurn() {
		IssuedCertificate first = issue();
		issueSuccessorOf(first);
		this.issuer.complete();
		this.server.faults()
			.on(Operation.NEW_ORDER)
			.times(1)
			.problem(ProblemType.INVALID_PROFILE, "There is no profile 'short' any more");
		this.issuer.restart().profile("short");
		issueSuccessorOf(first);
		assertThat(this.issuer.requests).containsSequence("newOrder invalidProfile", "newOrder alreadyReplaced",
				"newOrder success");
		assertThat(lastOrder().getTerms())
			.isEqualTo(new Order.Terms(lastOrder().getTerms().identifiers(), Optional.empty(), Optional.empty()));
	}

	private IssuedCertificate issue() {
		IssuedCertificate certificate = this.issuer.issue(NAME);
		this.issuer.complete();
		return certificate;
	}

	private void issueSuccessorOf(IssuedCertificate certificate) {
		this.issuer.issue(TestIssuer.successor(certificate, this.refusals::incrementAndGet, NAME));
	}

	private Order lastOrder() {
		return this.server.orders().get(this.server.orders().size() - 1);
	}

	private static ServerResponse without(String member, ServerResponse response) {
		String body = new String(response.body(), StandardCharsets.UTF_8).replace("\"" + member + "\"", "\"other\"");
		return new ServerResponse(response.status(), response.headers(), body.getBytes(StandardCharsets.UTF_8),
				response.delivery());
	}

}
