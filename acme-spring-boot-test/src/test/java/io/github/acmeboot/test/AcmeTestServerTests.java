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

import java.net.InetAddress;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.shredzone.acme4j.Account;
import org.shredzone.acme4j.Certificate;
import org.shredzone.acme4j.Identifier;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.RevocationReason;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.exception.AcmeProtocolException;
import org.shredzone.acme4j.exception.AcmeServerException;
import org.shredzone.acme4j.util.CSRBuilder;

import io.github.acmeboot.KeyType;
import io.github.acmeboot.test.ca.CaBehaviour.RenewalWindow;
import io.github.acmeboot.test.pki.Keys;
import io.github.acmeboot.test.pki.WrongCertificate;
import io.github.acmeboot.test.protocol.Operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link AcmeTestServer}, by an independent client.
 */
class AcmeTestServerTests extends AbstractAcmeTestServerTests {

	@Test
	void issuesACertificateForSeveralNamesWithTheLifeThatWasSet() throws Exception {
		AcmeTestServer server = start(builder().certificateLife(Duration.ofSeconds(8)));
		X509Certificate certificate = client(server).issue("a.example.org", "b.example.org");
		assertThat(certificate.getSubjectAlternativeNames()).hasSize(2);
		assertThat(certificate.getNotAfter().getTime() - certificate.getNotBefore().getTime()).isEqualTo(8000);
		assertThat(server.issued()).containsExactly(certificate);
		assertThat(this.responder.hosts()).containsExactlyInAnyOrder("a.example.org", "b.example.org");
		assertThat(server.requestCount(Operation.NEW_ORDER)).isOne();
	}

	@ParameterizedTest
	@EnumSource(KeyType.class)
	void certifiesKeysOfEveryType(KeyType keyType) throws Exception {
		AcmeTestServer server = start(builder().chainLength(2));
		AcmeClient client = client(server);
		Order order = client.order(client.account(), (builder) -> {
		}, "a.example.org");
		KeyPair key = Keys.generate(keyType);
		assertThat(client.issue(order, key).getPublicKey()).isEqualTo(key.getPublic());
		List<X509Certificate> chain = order.getCertificate().getCertificateChain();
		assertThat(chain).hasSize(3);
		chain.get(0).verify(chain.get(1).getPublicKey());
		chain.get(1).verify(chain.get(2).getPublicKey());
		chain.get(2).verify(server.rootCertificate().getPublicKey());
	}

	@Test
	void theCaMayHaveRsaKeys() throws Exception {
		AcmeTestServer server = start(builder().keyAlgorithm(KeyType.RSA_2048));
		client(server).issue("a.example.org")
			.verify(server.orders().get(0).getCertificate().orElseThrow().getChains().get(0).get(1).getPublicKey());
		assertThat(server.rootCertificate().getPublicKey().getAlgorithm()).isEqualTo("RSA");
	}

	@Test
	void issuesForAnIpAddress() throws Exception {
		AcmeClient client = client(start(builder()));
		Order order = client.order(client.account(),
				(builder) -> builder.identifier(Identifier.ip(InetAddress.getLoopbackAddress())));
		assertThat(client.issue(order, Keys.generate(KeyType.EC_P256)).getSubjectAlternativeNames())
			.containsExactly(List.of(7, "127.0.0.1"));
		assertThat(this.responder.hosts()).containsExactly("127.0.0.1");
	}

	@Test
	void aSlowOrderIsProcessingForAsManyPollsAndTellsWhenToComeBack() throws Exception {
		AcmeTestServer server = start(builder().slowOrders(2).retryAfter(Duration.ofSeconds(3)));
		AcmeClient client = client(server);
		Order order = client.validated(client.order(client.account(), (builder) -> {
		}, "a.example.org"));
		server.resetRequests();
		order.execute(Keys.generate(KeyType.EC_P256));
		client.await(order, Status.VALID);
		assertThat(server.requestCount(Operation.ORDER)).isEqualTo(3);
		assertThat(server.requests().get(0).response().headers()).containsEntry("Retry-After", List.of("3"));
	}

	@Test
	void aHeldOrderWaitsForItsRelease() throws Exception {
		AcmeTestServer server = start(builder().asyncValidation(false));
		server.behaviour().holdOrders();
		AcmeClient client = client(server);
		Order order = client.validated(client.order(client.account(), (builder) -> {
		}, "a.example.org"));
		order.execute(Keys.generate(KeyType.EC_P256));
		order.fetch();
		assertThat(order.getStatus()).isEqualTo(Status.PROCESSING);
		server.behaviour().releaseOrders();
		order.fetch();
		assertThat(order.getStatus()).isEqualTo(Status.VALID);
	}

	@Test
	void survivesAClientThatIsRefusedHalfOfItsNonces() throws Exception {
		AcmeTestServer server = start(builder().badNonceRate(0.5));
		assertThat(client(server).issue("a.example.org")).isNotNull();
		assertThat(server.requests()).anyMatch((request) -> request.response().status() == 400);
	}

	@Test
	void blockedAndUnprovableIdentifiersAreNamedInSubproblems() throws Exception {
		AcmeClient client = client(start(builder().blockedIdentifiers("blocked.example.org")));
		Account account = client.account();
		assertThatExceptionOfType(AcmeServerException.class).isThrownBy(() -> client.order(account, (builder) -> {
		}, "a.example.org", "blocked.example.org", "*.example.org")).satisfies((ex) -> {
			assertThat(ex.getType().toString()).endsWith(":rejectedIdentifier");
			assertThat(ex.getProblem().getSubProblems())
				.extracting((problem) -> problem.getIdentifier().orElseThrow().getDomain())
				.containsExactly("blocked.example.org", "*.example.org");
		});
	}

	@Test
	void theCsrMustBeForTheOrderAndNotUseTheAccountKey() throws Exception {
		AcmeClient client = client(start(builder()));
		Order order = client.validated(client.order(client.account(), (builder) -> {
		}, "a.example.org"));
		CSRBuilder csr = new CSRBuilder();
		csr.addDomains("a.example.org", "b.example.org");
		csr.sign(Keys.generate(KeyType.EC_P256));
		assertProblem("badCSR", () -> order.execute(csr.getEncoded()));
		assertProblem("badCSR", () -> order.execute(client.accountKey()));
	}

	@Test
	void aPendingOrderCannotBeFinalized() throws Exception {
		AcmeClient client = client(start(builder()));
		Order order = client.order(client.account(), (builder) -> {
		}, "a.example.org");
		assertProblem("orderNotReady", () -> order.execute(Keys.generate(KeyType.EC_P256)));
	}

	@Test
	void everyRootHasItsChain() throws Exception {
		AcmeTestServer server = start(builder().alternateChains(2));
		AcmeClient client = client(server);
		Order order = client.order(client.account(), (builder) -> {
		}, "a.example.org");
		client.issue(order, Keys.generate(KeyType.EC_P256));
		Certificate certificate = order.getCertificate();
		assertThat(certificate.getAlternateCertificates()).hasSize(2);
		assertThat(certificate.findCertificate("AcmeTestServer Root 3")).isPresent();
		assertThat(server.rootCertificates()).hasSize(3);
	}

	@Test
	void anOrderMayNameItsProfile() throws Exception {
		AcmeClient client = client(start(builder().profile("short", Duration.ofMinutes(1))));
		Order order = client.order(client.account(), (builder) -> builder.profile("short"), "a.example.org");
		X509Certificate certificate = client.issue(order, Keys.generate(KeyType.EC_P256));
		assertThat(certificate.getNotAfter().getTime() - certificate.getNotBefore().getTime()).isEqualTo(60_000);
	}

	@Test
	void aCertificateIsReplacedOnce() throws Exception {
		AcmeClient client = client(start(builder()));
		X509Certificate certificate = client.issue("a.example.org");
		Account account = client.account();
		client.order(account, (builder) -> builder.replaces(certificate), "a.example.org");
		assertProblem("alreadyReplaced",
				() -> client.order(account, (builder) -> builder.replaces(certificate), "a.example.org"));
	}

	@Test
	void tellsWhenToRenewAsItWasTold() throws Exception {
		AcmeTestServer server = start(builder());
		AcmeClient client = client(server);
		X509Certificate certificate = client.issue("a.example.org");
		Instant start = Instant.parse("2031-01-01T00:00:00Z");
		server.behaviour().renewalWindow((any) -> new RenewalWindow(start, start.plusSeconds(60)));
		assertThat(client.session()
			.login(client.account().getLocation(), client.accountKey())
			.bindRenewalInfo(certificate)
			.getSuggestedWindowStart()).isEqualTo(start);
	}

	@Test
	void revokesOnceByTheAccountOrByTheKeyOfTheCertificate() throws Exception {
		AcmeTestServer server = start(builder());
		AcmeClient client = client(server);
		Account account = client.account();
		KeyPair key = Keys.generate(KeyType.EC_P256);
		X509Certificate first = client.issue(client.order(account, (builder) -> {
		}, "a.example.org"), key);
		Certificate.revoke(client.session(), key, first, RevocationReason.KEY_COMPROMISE);
		assertProblem("alreadyRevoked",
				() -> Certificate.revoke(client.session(), key, first, RevocationReason.KEY_COMPROMISE));
		assertThat(server.revoked()).containsExactly(first);
		X509Certificate second = client.issue("b.example.org");
		assertProblem("unauthorized", () -> Certificate.revoke(client.session(), key, second, null));
		assertProblem("badRevocationReason",
				() -> Certificate.revoke(client.session().login(account.getLocation(), client.accountKey()), second,
						RevocationReason.CA_COMPROMISE));
	}

	@Test
	void datesComeFromTheClock() throws Exception {
		Clock nextYear = Clock.offset(Clock.systemUTC(), Duration.ofDays(365));
		AcmeTestServer server = start(builder().clock(nextYear));
		X509Certificate certificate = client(server).issue("a.example.org");
		assertThat(certificate.getNotAfter().toInstant()).isAfter(nextYear.instant());
		certificate.checkValidity(Date.from(nextYear.instant()));
	}

	@Test
	void garbageIsHandedOutAsACertificateWhenAskedFor() throws Exception {
		AcmeTestServer server = start(builder());
		server.behaviour().wrongCertificate(Optional.of(WrongCertificate.GARBAGE));
		AcmeClient client = client(server);
		assertThatExceptionOfType(AcmeProtocolException.class).isThrownBy(() -> client.issue("a.example.org"));
	}

}
