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

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.exception.AcmeRateLimitedException;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.test.ratelimit.Limit;
import io.github.acmeboot.test.ratelimit.RateLimits;
import io.github.acmeboot.testsupport.SettableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the limits of {@link AcmeTestServer}.
 */
class RateLimitedServerTests {

	private final SettableClock clock = new SettableClock(Instant.parse("2026-01-02T03:04:05Z"));

	private final ChallengeResponder responder = new ChallengeResponder();

	private final AcmeTestServer server = AcmeTestServer.builder()
		.http01Port(this.responder.port())
		.asyncValidation(false)
		.clock(this.clock)
		.rateLimits(RateLimits.letsEncrypt())
		.start();

	private final AcmeClient client = new AcmeClient(this.server, this.responder);

	@AfterEach
	void close() {
		this.server.close();
		this.responder.close();
	}

	@Test
	void theSixthCertificateForTheSameSetIsRefusedUntilOneIsBack() throws Exception {
		for (int i = 0; i < 5; i++) {
			this.client.issue("a.example.org");
		}
		assertRefused("for this exact set of identifiers", () -> this.client.issue("a.example.org"));
		assertThat(this.server.orders()).hasSize(5);
		assertThat(this.server.rateLimiter().spent(Limit.NEW_ORDERS).values()).containsExactly(1);
		this.clock.advance(Duration.ofDays(7).dividedBy(5));
		this.client.issue("a.example.org");
	}

	@Test
	void anOrderThatReplacesACertificateIsNotLimited() throws Exception {
		for (int i = 0; i < 5; i++) {
			this.client.issue("a.example.org");
		}
		Order order = this.client.order(this.client.account(),
				(builder) -> builder.replaces(this.server.issued().get(4)), "a.example.org");
		assertThat(order.getStatus()).isEqualTo(Status.PENDING);
	}

	@Test
	void ordersThatAreNotFinalizedCountAsOrdersOnly() throws Exception {
		this.client.order(this.client.account(), (builder) -> {
		}, "a.example.org");
		assertThat(this.server.rateLimiter().spent(Limit.NEW_ORDERS).values()).containsExactly(1);
		assertThat(this.server.rateLimiter().spent(Limit.CERTIFICATES_PER_IDENTIFIER_SET)).isEmpty();
		assertThat(this.server.rateLimiter().spent(Limit.NEW_ACCOUNTS)).isEqualTo(Map.of("127.0.0.1", 1));
	}

	@Test
	void failedValidationsCountUntilTheNameIsRefused() throws Exception {
		for (int i = 0; i < 5; i++) {
			fail("a.example.org");
		}
		assertRefused("too many failed authorizations (5) for \"a.example.org\"", () -> fail("a.example.org"));
		this.client.issue("b.example.org");
	}

	@Test
	void aPausedNameIsRefusedWithTheLinkThatEndsIt() throws Exception {
		this.client.account();
		String account = this.server.accounts().iterator().next().getId();
		this.server.rateLimiter().pause(account, Identifier.of("a.example.org"));
		assertRefused("Please visit: https://portal.example/unpause?jwt=", () -> this.client.issue("a.example.org"));
		this.server.rateLimiter().unpause(account);
		this.client.issue("a.example.org");
	}

	@Test
	void theEleventhAccountIsRefused() throws Exception {
		for (int i = 0; i < 10; i++) {
			new AcmeClient(this.server, this.responder).account();
		}
		assertRefused("too many new registrations (10)", this.client::account);
		assertThat(this.server.accountCount()).isEqualTo(10);
	}

	private void fail(String name) throws Exception {
		Order order = this.client.order(this.client.account(), (builder) -> {
		}, name);
		order.getAuthorizations().get(0).getChallenges().get(0).trigger();
	}

	private void assertRefused(String detail, ThrowingCallable call) {
		assertThatExceptionOfType(AcmeRateLimitedException.class).isThrownBy(call)
			.satisfies((ex) -> assertThat(ex.getProblem().getDetail().orElseThrow()).contains(detail));
		assertThat(this.server.rateLimiter().refusals()).isOne();
	}

}
