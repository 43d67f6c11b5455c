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

package io.github.acmeboot.test;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.shredzone.acme4j.Order;

import io.github.acmeboot.KeyType;
import io.github.acmeboot.test.pki.Keys;
import io.github.acmeboot.test.pki.WrongCertificate;
import io.github.acmeboot.test.protocol.Operation;
import io.github.acmeboot.test.protocol.Problem;
import io.github.acmeboot.test.protocol.ProblemType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the trouble {@link AcmeTestServer} makes.
 */
class FaultsTests {

	private final ChallengeResponder responder = new ChallengeResponder();

	private final AcmeTestServer server = AcmeTestServer.builder().http01Port(this.responder.port()).start();

	private final RawClient client = new RawClient(this.server);

	private final String directory = this.server.directoryUrl().toString();

	@AfterEach
	void close() {
		this.server.close();
		this.responder.close();
	}

	@Test
	void aRateLimitTellsTheTimeInSecondsOrAsADate() throws Exception {
		this.server.faults().on(Operation.NEW_ACCOUNT).times(1).rateLimit(Duration.ofSeconds(30));
		this.server.faults().on(Operation.NEW_ACCOUNT).times(1).rateLimit(Instant.parse("2031-02-03T04:05:06Z"));
		HttpResponse<String> first = this.client.post(this.client.newAccount(this.client.key()));
		HttpResponse<String> second = this.client.post(this.client.newAccount(this.client.key()));
		assertThat(first.statusCode()).isEqualTo(429);
		assertThat(RawClient.problem(first)).isEqualTo("rateLimited");
		assertThat(RawClient.header(first, "Retry-After")).isEqualTo("30");
		assertThat(RawClient.header(first, "Replay-Nonce")).isNotEmpty();
		assertThat(RawClient.header(second, "Retry-After")).isEqualTo("Mon, 3 Feb 2031 04:05:06 GMT");
		assertThat(this.client.post(this.client.newAccount(this.client.key())).statusCode()).isEqualTo(201);
	}

	@Test
	void maintenanceIsAPageInHtml() throws Exception {
		this.server.faults().everywhere().unavailable(Duration.ofSeconds(5));
		HttpResponse<String> response = this.client.get(this.directory);
		assertThat(response.statusCode()).isEqualTo(503);
		assertThat(RawClient.header(response, "Content-Type")).isEqualTo("text/html");
		this.server.faults().clear();
		assertThat(this.client.get(this.directory).statusCode()).isEqualTo(200);
	}

	@Test
	void aProblemCanDependOnTheRequest() throws Exception {
		this.server.faults()
			.on(Operation.NEW_ACCOUNT)
			.respond((request) -> Problem.of(ProblemType.SERVER_INTERNAL, request.path()));
		HttpResponse<String> response = this.client.post(this.client.newAccount(this.client.key()));
		assertThat(response.statusCode()).isEqualTo(500);
		assertThat(response.body()).contains("/newAccount");
	}

	@Test
	void aDroppedRequestIsNotProcessed() throws Exception {
		this.server.faults().on(Operation.NEW_ACCOUNT).dropConnection();
		RawClient.Jws request = this.client.newAccount(this.client.key());
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.client.post(request));
		assertThat(this.server.accountCount()).isZero();
	}

	@Test
	void aLostAnswerWasProcessed() throws Exception {
		this.server.faults().on(Operation.NEW_ACCOUNT).loseAnswer();
		RawClient.Jws request = this.client.newAccount(this.client.key());
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.client.post(request));
		assertThat(this.server.accountCount()).isOne();
	}

	@Test
	void aStalledBodyNeverEnds() {
		this.server.faults().on(Operation.DIRECTORY).stallBody();
		assertThatExceptionOfType(HttpTimeoutException.class)
			.isThrownBy(() -> this.client.getWithin(this.directory, Duration.ofMillis(300)));
	}

	@Test
	void headersCanBeWrong() throws Exception {
		this.server.faults().on(Operation.DIRECTORY).times(1).retryAfter("soon");
		this.server.faults().on(Operation.DIRECTORY).times(1).clockSkew(Duration.ofDays(-1));
		this.server.faults().on(Operation.NEW_NONCE).withholdNonce();
		assertThat(RawClient.header(this.client.get(this.directory), "Retry-After")).isEqualTo("soon");
		String date = RawClient.header(this.client.get(this.directory), "Date");
		assertThat(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant())
			.isBefore(Instant.now().minus(Duration.ofHours(23)));
		assertThat(this.client.nonce()).isEmpty();
	}

	@Test
	void htmlCanComeInPlaceOfAnything() throws Exception {
		this.server.faults().on(Operation.DIRECTORY).html();
		assertThat(this.client.get(this.directory).body()).startsWith("<html>");
	}

	@Test
	void certificatesCanBeWrongInManyWays() throws Exception {
		KeyPair key = Keys.generate(KeyType.EC_P256);
		assertThat(issue(WrongCertificate.OTHER_NAMES, key).get(0).getSubjectAlternativeNames())
			.containsExactly(List.of(2, "wrong.example"));
		assertThat(issue(WrongCertificate.OTHER_KEY, key).get(0).getPublicKey()).isNotEqualTo(key.getPublic());
		assertThat(issue(WrongCertificate.EXPIRED, key).get(0).getNotAfter()).isInThePast();
		assertThat(issue(WrongCertificate.TRUNCATED_CHAIN, key)).hasSize(1);
		assertThat(issue(WrongCertificate.REVERSED_CHAIN, key).get(0).getBasicConstraints()).isNotNegative();
	}

	private List<X509Certificate> issue(WrongCertificate wrong, KeyPair key) throws Exception {
		this.server.behaviour().wrongCertificate(Optional.of(wrong));
		AcmeClient acme = new AcmeClient(this.server, this.responder);
		Order order = acme.order(acme.account(), (builder) -> {
		}, "a.example.org");
		acme.issue(order, key);
		return order.getCertificate().getCertificateChain();
	}

}
