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

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.test.AcmeTestServer;
import io.github.acmeboot.test.ca.CaBehaviour.RenewalWindow;
import io.github.acmeboot.test.http.ServerResponse;
import io.github.acmeboot.test.protocol.Operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests for what a CA says of renewals (RFC 9773).
 */
@Timeout(60)
class RenewalInfoTests extends AbstractIssuerTests {

	private static final Instant START = Instant.parse("2040-01-01T00:00:00Z");

	@Test
	void isTheWindowOfTheCa() {
		this.server.behaviour().renewalWindow((certificate) -> new RenewalWindow(START, START.plusSeconds(60)));
		IssuedCertificate certificate = this.issuer.issue("a.example.org");
		this.issuer.requests.clear();
		RenewalInfo info = ask(certificate).orElseThrow();
		assertThat(info.start()).isEqualTo(START);
		assertThat(info.end()).isEqualTo(START.plusSeconds(60));
		assertThat(info.explanationUrl()).isNull();
		assertThat(info.retryAfter()).isCloseTo(Instant.now().plus(Duration.ofHours(6)), within(Duration.ofMinutes(5)));
		assertThat(this.issuer.requests).containsExactly("renewalInfo success");
	}

	@Test
	void takesNoAccount() {
		IssuedCertificate certificate = this.issuer.issue("a.example.org");
		try (TestIssuer other = new TestIssuer(this.server)) {
			assertThat(other.issuer().renewalInfo(TestIssuer.NAME, certificate)).isPresent();
			assertThat(other.requests).containsExactly("directory success", "renewalInfo success");
		}
	}

	@Test
	void isInThePastForACertificateThatWasRevoked() {
		IssuedCertificate certificate = this.issuer.issue("a.example.org");
		this.server.orders().get(0).getCertificate().orElseThrow().revoke(1);
		assertThat(ask(certificate).orElseThrow().end()).isBefore(Instant.now());
	}

	@Test
	void hasTheExplanationOfTheCa() {
		answers("""
				{"suggestedWindow": {"start": "2040-01-01T00:00:00Z", "end": "2040-01-02T00:00:00Z"},
				"explanationURL": "https://ca.example/incident"}
				""");
		assertThat(ask(this.issuer.issue("a.example.org")).orElseThrow().explanationUrl())
			.isEqualTo(URI.create("https://ca.example/incident"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "not a URL", "javascript:alert(1)", "" })
	void isGoodWithoutAnExplanationThatIsOfNoUse(String explanation) {
		answers("""
				{"suggestedWindow": {"start": "2040-01-01T00:00:00Z", "end": "2040-01-02T00:00:00Z"},
				"explanationURL": "%s"}
				""".formatted(explanation));
		RenewalInfo info = ask(this.issuer.issue("a.example.org")).orElseThrow();
		assertThat(info.start()).isEqualTo(START);
		assertThat(info.explanationUrl()).isNull();
	}

	@Test
	void isNotThereIfTheCaOffersNone() {
		this.server.faults()
			.on(Operation.DIRECTORY)
			.apply((request, processing) -> withoutRenewalInfo(processing.get()));
		IssuedCertificate certificate = this.issuer.issue("a.example.org");
		this.issuer.requests.clear();
		assertThat(ask(certificate)).isEmpty();
		assertThat(this.issuer.requests).isEmpty();
	}

	@Test
	void isNotThereForAnIssuerThatIsNotKnown() {
		IssuedCertificate certificate = this.issuer.issue("a.example.org");
		assertThat(this.issuer.issuer().renewalInfo("other", certificate)).isEmpty();
		assertThat(this.issuer.issuer().directory("other")).isEmpty();
		assertThat(this.issuer.issuer().directory(TestIssuer.NAME)).contains(this.server.directoryUrl());
	}

	@Test
	void isRefusedByACaThatIsBusyUntilItSays() {
		IssuedCertificate certificate = this.issuer.issue("a.example.org");
		this.server.faults().on(Operation.RENEWAL_INFO).unavailable(Duration.ofHours(2));
		AcmeException failure = failure(certificate);
		assertThat(failure.getReason()).isEqualTo(Reason.SERVER);
		assertThat(failure.getRetryAfter().orElseThrow()).isCloseTo(Instant.now().plus(Duration.ofHours(2)),
				within(Duration.ofMinutes(5)));
	}

	@Test
	void isNotAskedForBeforeTheCaWantsItByAnyInstanceThoughOrdersAre() {
		IssuedCertificate certificate = this.issuer.issue("a.example.org");
		this.issuer.complete();
		this.server.faults().on(Operation.RENEWAL_INFO).times(1).unavailable(Duration.ofHours(2));
		Instant until = failure(certificate).getRetryAfter().orElseThrow();
		this.server.resetRequests();
		try (TestIssuer other = new TestIssuer(this.issuer)) {
			AcmeException refusal = Assertions.catchThrowableOfType(AcmeException.class,
					() -> other.issuer().renewalInfo(TestIssuer.NAME, certificate));
			assertThat(refusal).hasMessageContaining("does not want to be asked for renewal information before");
			assertThat(refusal.getRetryAfter().orElseThrow()).isCloseTo(until, within(Duration.ofSeconds(1)));
			assertThat(this.server.requests()).isEmpty();
			assertThat(other.issue("b.example.org")).isNotNull();
		}
	}

	@Test
	void isNotAskedForWhileTheCaWantsToBeLeftAlone() {
		IssuedCertificate certificate = this.issuer.issue("a.example.org");
		this.issuer.complete();
		this.server.faults().on(Operation.NEW_ORDER).times(1).unavailable(Duration.ofMinutes(10));
		this.issuer.failure("b.example.org");
		this.server.resetRequests();
		assertThat(failure(certificate)).hasMessageContaining("does not want to be asked for anything before");
		assertThat(this.server.requests()).isEmpty();
	}

	@Test
	void isRefusedForACertificateOfAnotherCa() {
		try (AcmeTestServer other = AcmeTestServer.start(); TestIssuer elsewhere = new TestIssuer(other)) {
			assertThat(failure(elsewhere.issue("a.example.org"))).hasMessageContaining("renewalInfo");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "[]", "<html></html>", "{\"suggestedWindow\": {}}",
			"{\"suggestedWindow\": {\"start\": \"soon\", \"end\": \"later\"}}", "" })
	void isRefusedIfItCannotBeUnderstood(String answer) {
		answers(answer);
		assertThat(failure(this.issuer.issue("a.example.org")).getReason()).isEqualTo(Reason.PROTOCOL);
	}

	@Test
	void isGivenUpWhenTheCaHangs() {
		IssuedCertificate certificate = this.issuer.issue("a.example.org");
		this.issuer.read(Duration.ofSeconds(1)).restart();
		this.server.faults().on(Operation.RENEWAL_INFO).stallBody();
		assertThat(failure(certificate).getReason()).isEqualTo(Reason.NETWORK);
	}

	private Optional<RenewalInfo> ask(IssuedCertificate certificate) {
		return this.issuer.issuer().renewalInfo(TestIssuer.NAME, certificate);
	}

	private AcmeException failure(IssuedCertificate certificate) {
		return Assertions.catchThrowableOfType(AcmeException.class, () -> ask(certificate));
	}

	private void answers(String json) {
		this.server.faults()
			.on(Operation.RENEWAL_INFO)
			.apply((request, processing) -> ServerResponse.of(200, "application/json", json));
	}

	private static ServerResponse withoutRenewalInfo(ServerResponse response) {
		String body = new String(response.body(), StandardCharsets.UTF_8).replace("\"renewalInfo\"", "\"other\"");
		return new ServerResponse(response.status(), response.headers(), body.getBytes(StandardCharsets.UTF_8),
				response.delivery());
	}

}
