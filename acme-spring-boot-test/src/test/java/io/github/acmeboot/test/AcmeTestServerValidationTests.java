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
import java.util.List;

import org.junit.jupiter.api.Test;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.Challenge;
import org.shredzone.acme4j.challenge.Dns01Challenge;
import org.shredzone.acme4j.challenge.Http01Challenge;
import org.shredzone.acme4j.exception.AcmeException;

import io.github.acmeboot.test.dns.DnsTestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the validation of challenges by {@link AcmeTestServer}.
 */
class AcmeTestServerValidationTests extends AbstractAcmeTestServerTests {

	@Test
	void followsARedirectOfTheChallenge() throws Exception {
		AcmeClient client = client(start(builder()));
		Order order = client.order(client.account(), (builder) -> {
		}, "a.example.org");
		Http01Challenge challenge = order.getAuthorizations().get(0).findChallenge(Http01Challenge.class).orElseThrow();
		this.responder.redirect("/.well-known/acme-challenge/" + challenge.getToken(),
				"http://other.example.org/.well-known/acme-challenge/moved");
		this.responder.answer("moved", challenge.getAuthorization());
		challenge.trigger();
		client.await(order, Status.READY, Status.INVALID);
		assertThat(order.getStatus()).isEqualTo(Status.READY);
		assertThat(this.responder.hosts()).containsExactly("other.example.org");
	}

	@Test
	void aMissingAnswerMakesTheOrderInvalidAndSaysWhatWasSeen() throws Exception {
		AcmeClient client = client(start(builder()));
		Order order = client.order(client.account(), (builder) -> {
		}, "a.example.org");
		order.getAuthorizations().get(0).getChallenges().get(0).trigger();
		client.await(order, Status.READY, Status.INVALID);
		assertThat(order.getError().orElseThrow().getType().toString()).endsWith(":unauthorized");
		assertThat(order.getError().orElseThrow().toString())
			.contains("Invalid response from http://a.example.org/.well-known/acme-challenge/")
			.contains(": 404");
	}

	@Test
	void anUnreachableHostMakesTheOrderInvalid() throws Exception {
		AcmeTestServer server = start(builder());
		server.http01Port(server.port());
		AcmeClient client = client(server);
		Order order = client.validated(client.order(client.account(), (builder) -> {
		}, "a.example.org"));
		assertThat(order.getStatus()).isEqualTo(Status.INVALID);
		assertThat(order.getError().orElseThrow().getType().toString()).endsWith(":connection");
	}

	@Test
	void aFailedChallengeCanStayPendingWithItsError() throws Exception {
		AcmeTestServer server = start(
				builder().asyncValidation(false).failedChallengesStayPending(true).http01((host) -> {
					throw new IllegalStateException("no such host");
				}));
		AcmeClient client = client(server);
		Order order = client.order(client.account(), (builder) -> {
		}, "a.example.org");
		order.getAuthorizations().get(0).getChallenges().get(0).trigger();
		Authorization authorization = order.getAuthorizations().get(0);
		authorization.fetch();
		assertThat(authorization.getStatus()).isEqualTo(Status.PENDING);
		assertThat(authorization.getChallenges().get(0).getError()).isPresent();
	}

	@Test
	void validAuthorizationsAreReusedOnlyWhenAskedFor() throws Exception {
		AcmeTestServer server = start(builder());
		AcmeClient client = client(server);
		client.issue("a.example.org");
		assertThat(statusOfNewOrder(client)).isEqualTo(Status.PENDING);
		server.behaviour().authorizationReuse(true);
		assertThat(statusOfNewOrder(client)).isEqualTo(Status.READY);
	}

	@Test
	void validationTakesAsLongAsItWasTold() throws Exception {
		AcmeClient client = client(start(builder().validationDelay(Duration.ofMillis(500))));
		Order order = client.order(client.account(), (builder) -> {
		}, "a.example.org");
		long start = System.nanoTime();
		assertThat(client.validated(order).getStatus()).isEqualTo(Status.READY);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(500));
	}

	@Test
	void aWildcardIsOfferedDns01OnlyAndOnlyWhereThereIsAServerToAsk() throws Exception {
		AcmeTestServer server = start(builder());
		AcmeClient client = client(server);
		assertProblem("rejectedIdentifier", () -> offered(client, "*.example.org"));
		try (DnsTestServer dns = DnsTestServer.start("example.org")) {
			server.dnsServer(dns.address());
			assertThat(offered(client, "*.example.org")).containsExactly("dns-01");
			assertThat(offered(client, "example.org")).contains("http-01", "dns-01");
		}
	}

	@Test
	void issuesForAWildcardAndItsBaseByDns01() throws Exception {
		try (DnsTestServer dns = DnsTestServer.start("example.org")) {
			AcmeClient client = client(start(builder().dnsServer(dns.address())));
			Order order = client.order(client.account(), (builder) -> {
			}, "example.org", "*.example.org");
			for (Authorization authorization : order.getAuthorizations()) {
				Dns01Challenge challenge = authorization.findChallenge(Dns01Challenge.class).orElseThrow();
				dns.zone("example.org").txt("_acme-challenge.example.org", challenge.getDigest());
				challenge.trigger();
			}
			client.await(order, Status.READY, Status.INVALID);
			assertThat(order.getStatus()).isEqualTo(Status.READY);
			assertThat(dns.zone("example.org").txtValues("_acme-challenge.example.org")).hasSize(2);
		}
	}

	@Test
	void aMissingRecordMakesTheOrderInvalidAndSaysWhatWasSeen() throws Exception {
		try (DnsTestServer dns = DnsTestServer.start("example.org")) {
			AcmeClient client = client(start(builder().dnsServer(dns.address())));
			Order order = client.order(client.account(), (builder) -> {
			}, "*.example.org");
			order.getAuthorizations().get(0).getChallenges().get(0).trigger();
			client.await(order, Status.READY, Status.INVALID);
			assertThat(order.getError().orElseThrow().getType().toString()).endsWith(":dns");
			assertThat(order.getError().orElseThrow().toString())
				.contains("NXDOMAIN looking up TXT for _acme-challenge.example.org");
		}
	}

	private List<String> offered(AcmeClient client, String domain) throws AcmeException {
		return client.order(client.account(), (builder) -> {
		}, domain).getAuthorizations().get(0).getChallenges().stream().map(Challenge::getType).toList();
	}

	private Status statusOfNewOrder(AcmeClient client) throws AcmeException {
		return client.order(client.account(), (builder) -> {
		}, "a.example.org").getStatus();
	}

}
