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
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.shredzone.acme4j.Certificate;
import org.shredzone.acme4j.Identifier;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.RevocationReason;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeNotSupportedException;
import org.shredzone.acme4j.exception.AcmeServerException;
import org.shredzone.acme4j.exception.AcmeUserActionRequiredException;

import io.github.acmeboot.KeyType;
import io.github.acmeboot.test.ca.Account;
import io.github.acmeboot.test.ca.Authorization;
import io.github.acmeboot.test.pki.Keys;
import io.github.acmeboot.test.pki.WrongCertificate;
import io.github.acmeboot.test.profile.Profile;
import io.github.acmeboot.test.protocol.Operation;
import io.github.acmeboot.test.protocol.Problem;
import io.github.acmeboot.test.protocol.ProblemType;
import io.github.acmeboot.test.protocol.RetryAfter;
import io.github.acmeboot.testsupport.SettableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for what changes at {@link AcmeTestServer} between two requests of a client.
 */
class ChangeOfMindTests {

	private final SettableClock clock = new SettableClock(Instant.parse("2026-01-02T03:04:05Z"));

	private final ChallengeResponder responder = new ChallengeResponder();

	private final AcmeTestServer server = AcmeTestServer.builder()
		.http01Port(this.responder.port())
		.asyncValidation(false)
		.clock(this.clock)
		.start();

	private final AcmeClient client = new AcmeClient(this.server, this.responder);

	@AfterEach
	void close() {
		this.server.close();
		this.responder.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT42S", "PT10M", "PT1H" })
	void anOrderIsProcessedForAsLongAsTheClockOfTheCaSays(String time) throws Exception {
		this.server.behaviour().issuanceDelay(Duration.parse(time));
		Order order = this.client.validated(order("a.example.org"));
		order.execute(Keys.generate(KeyType.EC_P256));
		this.clock.advance(Duration.parse(time).minusSeconds(1));
		order.fetch();
		assertThat(order.getStatus()).isEqualTo(Status.PROCESSING);
		this.clock.advance(Duration.ofSeconds(1));
		order.fetch();
		assertThat(order.getStatus()).isEqualTo(Status.VALID);
	}

	@ParameterizedTest
	@EnumSource(RetryAfter.class)
	void aSlowOrderTellsWhenToComeBack(RetryAfter form) throws Exception {
		this.server.behaviour().issuanceDelay(Duration.ofHours(1));
		this.server.behaviour().retryAfter(Duration.ofMinutes(5));
		this.server.behaviour().retryAfterForm(form);
		this.client.validated(order("a.example.org")).execute(Keys.generate(KeyType.EC_P256));
		List<String> header = this.server.requests()
			.get(this.server.requests().size() - 1)
			.response()
			.headers()
			.get("Retry-After");
		assertThat(header).containsExactly((form == RetryAfter.SECONDS) ? "300" : "Fri, 2 Jan 2026 03:09:05 GMT");
	}

	@Test
	void theDateOfTheAnswersCanBeWrong() throws Exception {
		RawClient raw = new RawClient(this.server);
		String directory = this.server.directoryUrl().toString();
		assertThat(RawClient.header(raw.get(directory), "Date")).isEqualTo("Fri, 2 Jan 2026 03:04:05 GMT");
		this.server.behaviour().clockSkew(Duration.ofHours(-3));
		assertThat(RawClient.header(raw.get(directory), "Date")).isEqualTo("Fri, 2 Jan 2026 00:04:05 GMT");
	}

	@Test
	void changedTermsRefuseEverythingUntilTheAccountAgrees() throws Exception {
		order("a.example.org");
		this.server.changeTermsOfService("https://ca.example.org/terms/2");
		assertThatExceptionOfType(AcmeUserActionRequiredException.class).isThrownBy(() -> order("a.example.org"))
			.satisfies((ex) -> {
				assertThat(ex.getTermsOfServiceUri())
					.hasValueSatisfying((terms) -> assertThat(terms).hasToString("https://ca.example.org/terms/2"));
				assertThat(ex.getProblem().getInstance()).hasValueSatisfying((instance) -> assertThat(instance)
					.hasToString("https://portal.example/agree?account=" + account().getId()));
			});
		assertThat(this.client.account().getStatus()).isEqualTo(Status.VALID);
		this.server.agreeToTermsOfService();
		order("a.example.org");
	}

	@Test
	void anAccountAgreesToChangedTermsItself() throws Exception {
		RawClient raw = new RawClient(this.server);
		KeyPair key = raw.key();
		String account = RawClient.header(raw.post(raw.newAccount(key)), "Location");
		this.server.changeTermsOfService("https://ca.example.org/terms/2");
		String order = "{\"identifiers\":[{\"type\":\"dns\",\"value\":\"a.example.org\"}]}";
		RawClient.Jws refused = raw.jws(raw.url(Operation.NEW_ORDER), key, order).header("kid", account);
		assertThat(RawClient.problem(raw.post(refused))).isEqualTo("userActionRequired");
		raw.post(raw.jws(account, key, "{\"termsOfServiceAgreed\":true}").header("kid", account));
		HttpResponse<String> placed = raw
			.post(raw.jws(raw.url(Operation.NEW_ORDER), key, order).header("kid", account));
		assertThat(placed.statusCode()).isEqualTo(201);
	}

	@Test
	void theCaRevokesAnAccount() throws Exception {
		this.client.account();
		account().revoke();
		assertProblem("unauthorized", this.client::account);
	}

	@Test
	void anAuthorizationEndsBeforeItsTime() throws Exception {
		assertThat(statusAfter(Authorization::deactivate)).isEqualTo(Status.INVALID);
		assertThat(statusAfter(Authorization::expire)).isEqualTo(Status.INVALID);
		assertThat(statusAfter(Authorization::revoke)).isEqualTo(Status.INVALID);
		assertThat(statusAfter((one) -> one.invalidate(Problem.of(ProblemType.CAA, "forbidden"))))
			.isEqualTo(Status.INVALID);
	}

	@Test
	void anOrderFailsForTheReasonItWasGiven() throws Exception {
		Order order = order("a.example.org");
		this.server.orders().get(0).invalidate(Problem.of(ProblemType.CAA, "forbidden"));
		order.fetch();
		assertThat(order.getStatus()).isEqualTo(Status.INVALID);
		assertThat(order.getError().orElseThrow().getType().toString()).endsWith(":caa");
	}

	@Test
	void anOrderExpiresOrIsForgotten() throws Exception {
		Order expired = order("a.example.org");
		this.server.orders().get(0).expire();
		expired.fetch();
		assertThat(expired.getStatus()).isEqualTo(Status.INVALID);
		Order forgotten = order("b.example.org");
		this.server.forgetOrders();
		assertProblem("malformed", forgotten::fetch);
		assertThat(this.server.orders()).isEmpty();
	}

	@Test
	void aProfileComesAndGoes() throws Exception {
		assertThat(this.client.session().getMetadata().getProfiles()).isEmpty();
		this.server.behaviour().profiles().offer(Profile.of("short", Duration.ofHours(160)));
		assertThat(this.client.session().getMetadata().getProfiles()).containsExactly("short");
		this.server.faults().on(Operation.NEW_ORDER).apply((request, processing) -> {
			this.server.behaviour().profiles().withdraw("short");
			return processing.get();
		});
		assertProblem("invalidProfile",
				() -> this.client.order(this.client.account(), (builder) -> builder.profile("short"), "a.example.org"));
	}

	@Test
	void aProfileCanBeForAddressesOnlyAndForFewOfThem() throws Exception {
		this.server.behaviour()
			.profiles()
			.offer(Profile.of("ip", Duration.ofHours(160))
				.withIdentifierTypes(io.github.acmeboot.Identifier.Type.IP)
				.withMaxIdentifiers(1));
		Identifier address = Identifier.ip(InetAddress.getLoopbackAddress());
		assertProblem("unsupportedIdentifier",
				() -> this.client.order(this.client.account(), (builder) -> builder.profile("ip"), "a.example.org"));
		assertProblem("malformed", () -> this.client.order(this.client.account(),
				(builder) -> builder.profile("ip").identifiers(List.of(address, Identifier.ip("::1")))));
		assertThat(this.client.order(this.client.account(), (builder) -> builder.profile("ip").identifier(address))
			.getStatus()).isEqualTo(Status.PENDING);
	}

	@Test
	void theListOfOrdersHasAllThatAreNotInvalid() throws Exception {
		Order pending = order("a.example.org");
		order("b.example.org");
		this.server.orders().get(1).expire();
		Order ready = this.client.validated(order("c.example.org"));
		Iterator<Order> orders = this.client.account().getOrders();
		assertThat(orders).toIterable()
			.extracting(Order::getLocation)
			.containsExactly(pending.getLocation(), ready.getLocation());
	}

	@Test
	void aCaNeedNotListOrders() throws Exception {
		this.client.account();
		this.server.behaviour().orderList(false);
		assertThatExceptionOfType(AcmeNotSupportedException.class).isThrownBy(() -> this.client.account().getOrders());
	}

	@Test
	void anOrderForTheSameIsTheFormerOneWhenAskedForThat() throws Exception {
		this.server.behaviour().orderReuse(true);
		Order first = order("a.example.org", "b.example.org");
		Order same = order("b.example.org", "a.example.org");
		assertThat(same.getLocation()).isEqualTo(first.getLocation());
		assertThat(order("a.example.org").getLocation()).isNotEqualTo(first.getLocation());
		this.client.issue(same, Keys.generate(KeyType.EC_P256));
		assertThat(order("a.example.org", "b.example.org").getLocation()).isNotEqualTo(first.getLocation());
		assertThat(this.server.orders()).hasSize(3);
	}

	@Test
	void aCompromisedKeyIsNotCertifiedAgain() throws Exception {
		KeyPair key = Keys.generate(KeyType.EC_P256);
		X509Certificate certificate = this.client.issue(order("a.example.org"), key);
		Certificate.revoke(this.client.session(), key, certificate, RevocationReason.KEY_COMPROMISE);
		Order order = this.client.validated(order("a.example.org"));
		assertProblem("badCSR", () -> order.execute(key));
		order.execute(Keys.generate(KeyType.EC_P256));
	}

	@Test
	void whoControlsTheNamesMayRevoke() throws Throwable {
		X509Certificate certificate = this.client.issue("a.example.org");
		AcmeClient other = new AcmeClient(this.server, this.responder);
		ThrowingCallable revocation = () -> Certificate
			.revoke(other.session().login(other.account().getLocation(), other.accountKey()), certificate, null);
		assertProblem("unauthorized", revocation);
		other.issue("a.example.org");
		revocation.call();
		assertThat(this.server.revoked()).containsExactly(certificate);
	}

	@ParameterizedTest
	@EnumSource(value = RevocationReason.class,
			names = { "UNSPECIFIED", "KEY_COMPROMISE", "SUPERSEDED", "CESSATION_OF_OPERATION" })
	void subscribersMayGiveFourReasons(RevocationReason reason) throws Exception {
		Order order = order("a.example.org");
		this.client.issue(order, Keys.generate(KeyType.EC_P256));
		order.getCertificate().revoke(reason);
		assertThat(this.server.orders().get(0).getCertificate().orElseThrow().revocation())
			.hasValue(reason.getReasonCode());
	}

	@Test
	void certificatesCanLackANameComeTooEarlyOrHaveTheWrongIssuer() throws Exception {
		assertThat(issue(WrongCertificate.MISSING_NAME).get(0).getSubjectAlternativeNames())
			.containsExactly(List.of(2, "a.example.org"));
		assertThat(issue(WrongCertificate.NOT_YET_VALID).get(0).getNotBefore().toInstant())
			.isEqualTo(this.clock.instant().plus(Duration.ofDays(3)));
		List<X509Certificate> chain = issue(WrongCertificate.FOREIGN_CHAIN);
		assertThat(chain.get(0).getIssuerX500Principal()).isEqualTo(chain.get(1).getSubjectX500Principal());
		assertThatExceptionOfType(GeneralSecurityException.class)
			.isThrownBy(() -> chain.get(0).verify(chain.get(1).getPublicKey()));
	}

	private List<X509Certificate> issue(WrongCertificate wrong) throws Exception {
		this.server.behaviour().wrongCertificate(Optional.of(wrong));
		Order order = order("a.example.org", "b.example.org");
		this.client.issue(order, Keys.generate(KeyType.EC_P256));
		return order.getCertificate().getCertificateChain();
	}

	private Status statusAfter(Consumer<Authorization> end) throws Exception {
		Order order = order("a.example.org");
		List<io.github.acmeboot.test.ca.Order> orders = this.server.orders();
		end.accept(orders.get(orders.size() - 1).getAuthorizations().get(0));
		order.fetch();
		return order.getStatus();
	}

	private Account account() {
		return this.server.accounts().get(0);
	}

	private Order order(String... names) throws AcmeException {
		return this.client.order(this.client.account(), (builder) -> {
		}, names);
	}

	private void assertProblem(String type, ThrowingCallable call) {
		assertThatExceptionOfType(AcmeServerException.class).isThrownBy(call)
			.satisfies((ex) -> assertThat(ex.getType().toString()).endsWith(":" + type));
	}

}
