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
import java.net.URI;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.shredzone.acme4j.Account;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Certificate;
import org.shredzone.acme4j.Identifier;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.RevocationReason;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.Http01Challenge;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeProtocolException;
import org.shredzone.acme4j.exception.AcmeServerException;
import org.shredzone.acme4j.exception.AcmeUserActionRequiredException;
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
class AcmeTestServerTests {

	private static final String MAC_KEY = "zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W";

	private final ChallengeResponder responder = new ChallengeResponder();

	private final List<AcmeTestServer> servers = new ArrayList<>();

	@AfterEach
	void close() {
		this.servers.forEach(AcmeTestServer::close);
		this.responder.close();
	}

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
	void accountsAreChangedRekeyedAndDeactivated() throws Exception {
		AcmeClient client = client(start(builder()));
		Account account = client.account();
		account.modify().addContact("mailto:ops@example.org").commit();
		assertThat(account.getContacts()).containsExactly(URI.create("mailto:ops@example.org"));
		account.changeKey(Keys.generate(KeyType.EC_P384));
		account.fetch();
		assertProblem("malformed",
				() -> client.session().login(account.getLocation(), client.accountKey()).getAccount().fetch());
		account.deactivate();
		assertProblem("unauthorized", account::fetch);
	}

	@Test
	void aKeyBelongsToOneAccount() throws Exception {
		AcmeTestServer server = start(builder());
		AcmeClient other = client(server);
		other.account();
		Account account = client(server).account();
		assertProblem("conflict", () -> account.changeKey(other.accountKey()));
	}

	@Test
	void onlyExistingAccountsAreFoundWhenAskedForThose() {
		AcmeClient client = client(start(builder()));
		assertProblem("accountDoesNotExist", () -> client.account((builder) -> builder.onlyExisting()));
	}

	@Test
	void contactsMustBeMailAddresses() {
		AcmeClient client = client(start(builder()));
		assertProblem("unsupportedContact", () -> client.account((builder) -> builder.addContact("tel:+1234")));
		assertProblem("invalidContact", () -> client.account((builder) -> builder.addContact("mailto:nobody@local")));
	}

	@Test
	void theTermsMustBeAgreed() {
		AcmeTestServer server = start(builder().termsOfService("https://ca.example.org/terms"));
		RawClient client = new RawClient(server);
		assertThatExceptionOfType(AcmeUserActionRequiredException.class)
			.isThrownBy(() -> new AccountBuilder().useKeyPair(client.key()).create(client(server).session()))
			.satisfies((ex) -> assertThat(ex.getTermsOfServiceUri())
				.hasValueSatisfying((terms) -> assertThat(terms).hasToString("https://ca.example.org/terms")));
	}

	@Test
	void anExternalAccountIsRequiredAndVerified() throws Exception {
		AcmeTestServer server = start(builder().externalAccount("kid-1", MAC_KEY));
		AcmeClient client = client(server);
		RawClient raw = new RawClient(server);
		assertThat(RawClient.problem(raw.post(raw.newAccount(raw.key())))).isEqualTo("externalAccountRequired");
		assertProblem("unauthorized", () -> client.account((builder) -> builder.withKeyIdentifier("kid-2", MAC_KEY)));
		assertProblem("malformed",
				() -> client.account((builder) -> builder.withKeyIdentifier("kid-1", MAC_KEY.replace('z', 'y'))));
		assertThat(client.account((builder) -> builder.withKeyIdentifier("kid-1", MAC_KEY)).getStatus())
			.isEqualTo(Status.VALID);
	}

	@ParameterizedTest
	@ValueSource(strings = { "HS256", "HS384", "HS512" })
	void anExternalAccountIsBoundByEveryMacAlgorithm(String algorithm) throws Exception {
		String key = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[64]);
		AcmeTestServer server = start(builder().externalAccount("kid-1", key));
		Account account = client(server)
			.account((builder) -> builder.withKeyIdentifier("kid-1", key).withMacAlgorithm(algorithm));
		assertThat(account.getStatus()).isEqualTo(Status.VALID);
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
	void validationTakesAsLongAsItWasTold() throws Exception {
		AcmeClient client = client(start(builder().validationDelay(Duration.ofMillis(500))));
		Order order = client.order(client.account(), (builder) -> {
		}, "a.example.org");
		long start = System.nanoTime();
		assertThat(client.validated(order).getStatus()).isEqualTo(Status.READY);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(500));
	}

	@Test
	void garbageIsHandedOutAsACertificateWhenAskedFor() throws Exception {
		AcmeTestServer server = start(builder());
		server.behaviour().wrongCertificate(Optional.of(WrongCertificate.GARBAGE));
		AcmeClient client = client(server);
		assertThatExceptionOfType(AcmeProtocolException.class).isThrownBy(() -> client.issue("a.example.org"));
	}

	@Test
	void forgottenAccountsDoNotExist() throws Exception {
		AcmeTestServer server = start(builder());
		Account account = client(server).account();
		assertThat(server.accountCount()).isOne();
		server.forgetAccounts();
		assertProblem("accountDoesNotExist", account::fetch);
	}

	private Status statusOfNewOrder(AcmeClient client) throws AcmeException {
		return client.order(client.account(), (builder) -> {
		}, "a.example.org").getStatus();
	}

	private void assertProblem(String type, ThrowingCallable call) {
		assertThatExceptionOfType(AcmeServerException.class).isThrownBy(call)
			.satisfies((ex) -> assertThat(ex.getType().toString()).endsWith(":" + type));
	}

	private AcmeTestServerBuilder builder() {
		return AcmeTestServer.builder().http01Port(this.responder.port());
	}

	private AcmeTestServer start(AcmeTestServerBuilder builder) {
		AcmeTestServer server = builder.start();
		this.servers.add(server);
		return server;
	}

	private AcmeClient client(AcmeTestServer server) {
		return new AcmeClient(server, this.responder);
	}

}
