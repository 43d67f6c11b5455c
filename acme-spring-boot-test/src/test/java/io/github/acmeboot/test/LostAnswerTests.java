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
import java.security.KeyPair;
import java.util.List;
import java.util.Map;

import org.jose4j.json.JsonUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.RevocationReason;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.exception.AcmeException;

import io.github.acmeboot.KeyType;
import io.github.acmeboot.test.fault.FaultPoint;
import io.github.acmeboot.test.pki.Keys;
import io.github.acmeboot.test.protocol.Operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for answers that {@link AcmeTestServer} does not give, though it did what it was
 * asked for, and for requests it never sees.
 */
class LostAnswerTests {

	private final ChallengeResponder responder = new ChallengeResponder();

	private final AcmeTestServer server = AcmeTestServer.builder()
		.http01Port(this.responder.port())
		.asyncValidation(false)
		.start();

	private final AcmeClient client = new AcmeClient(this.server, this.responder);

	private final RawClient raw = new RawClient(this.server);

	@AfterEach
	void close() {
		this.server.close();
		this.responder.close();
	}

	@BeforeEach
	void createTheAccount() throws Exception {
		this.client.account();
	}

	@Test
	void anOrderIsPlaced() {
		lost(Operation.NEW_ORDER, () -> order());
		assertThat(this.server.orders()).hasSize(1);
	}

	@Test
	void aChallengeIsValidated() throws Exception {
		Order order = order();
		lost(Operation.CHALLENGE, () -> this.client.validated(order));
		order.fetch();
		assertThat(order.getStatus()).isEqualTo(Status.READY);
	}

	@Test
	void anOrderIsFinalizedOnce() throws Exception {
		Order order = this.client.validated(order());
		KeyPair key = Keys.generate(KeyType.EC_P256);
		lost(Operation.FINALIZE, () -> order.execute(key));
		assertThatExceptionOfType(AcmeException.class).isThrownBy(() -> order.execute(key));
		assertThat(this.server.issued()).hasSize(1);
	}

	@Test
	void anAuthorizationIsDeactivated() throws Exception {
		Order order = order();
		lost(Operation.AUTHORIZATION, () -> order.getAuthorizations().get(0).deactivate());
		order.fetch();
		assertThat(order.getStatus()).isEqualTo(Status.INVALID);
	}

	@Test
	void anAccountIsDeactivated() throws Exception {
		lost(Operation.ACCOUNT, () -> this.client.account().deactivate());
		assertThatExceptionOfType(AcmeException.class).isThrownBy(this.client::account);
	}

	@Test
	void aKeyIsChangedAndFindsItsAccount() throws Exception {
		KeyPair key = this.raw.key();
		KeyPair newKey = this.raw.key();
		String account = RawClient.header(this.raw.post(this.raw.newAccount(key)), "Location");
		RawClient.Jws change = keyChange(account, key, newKey);
		this.server.faults().on(Operation.KEY_CHANGE).times(1).loseAnswer();
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.raw.post(change));
		HttpResponse<String> repeated = this.raw.post(keyChange(account, key, newKey));
		assertThat(RawClient.problem(repeated)).isEqualTo("malformed");
		HttpResponse<String> found = this.raw
			.post(this.raw.jws(this.raw.url(Operation.NEW_ACCOUNT), newKey, "{\"onlyReturnExisting\":true}")
				.header("jwk", this.raw.jwk(newKey)));
		assertThat(found.statusCode()).isEqualTo(200);
		assertThat(RawClient.header(found, "Location")).isEqualTo(account);
	}

	@Test
	void aCertificateIsRevoked() throws Exception {
		Order order = order();
		this.client.issue(order, Keys.generate(KeyType.EC_P256));
		lost(Operation.REVOKE_CERT, () -> order.getCertificate().revoke(RevocationReason.SUPERSEDED));
		assertThat(this.server.revoked()).hasSize(1);
	}

	@Test
	void aReplacementIsNotPlacedAgain() throws Exception {
		this.client.issue("a.example.org");
		lost(Operation.NEW_ORDER, this::replacement);
		assertThatExceptionOfType(AcmeException.class).isThrownBy(this::replacement)
			.withMessageContaining("replaced already");
		assertThat(this.server.orders()).hasSize(2);
	}

	@ParameterizedTest
	@EnumSource(Disconnection.class)
	void whatNeverArrivesIsNotDone(Disconnection how) {
		how.apply(this.server.faults().on(Operation.NEW_ORDER).times(1));
		assertThatExceptionOfType(AcmeException.class).isThrownBy(this::order);
		assertThat(this.server.orders()).isEmpty();
	}

	@Test
	void theConnectionCanBeResetOnceItIsDone() {
		this.server.faults().on(Operation.NEW_ORDER).resetAfterwards();
		assertThatExceptionOfType(AcmeException.class).isThrownBy(this::order);
		assertThat(this.server.orders()).hasSize(1);
	}

	@Test
	void aProxyAnswersInHtml() throws Exception {
		this.server.faults().on(Operation.NEW_ACCOUNT).html(502);
		HttpResponse<String> response = this.raw.post(this.raw.newAccount(this.raw.key()));
		assertThat(response.statusCode()).isEqualTo(502);
		assertThat(response.body()).isEqualTo("<html><body><h1>502</h1></body></html>");
	}

	@Test
	void nineOfTenNoncesCanBeRejected() throws Exception {
		this.server.behaviour().badNonceRate(0.9);
		int rejected = 0;
		for (int i = 0; i < 200; i++) {
			HttpResponse<String> response = this.raw.post(this.raw.newAccount(this.client.accountKey()));
			rejected += (response.statusCode() == 400) ? 1 : 0;
		}
		assertThat(rejected).isBetween(160, 198);
	}

	private RawClient.Jws keyChange(String account, KeyPair key, KeyPair newKey) throws Exception {
		String url = this.raw.url(Operation.KEY_CHANGE);
		String payload = JsonUtil.toJson(Map.of("account", account, "oldKey", this.raw.jwk(key)));
		RawClient.Jws inner = new RawClient.Jws(url, newKey, payload).header("url", url)
			.header("jwk", this.raw.jwk(newKey));
		return this.raw.jws(url, key, JsonUtil.toJson(inner.json())).header("kid", account);
	}

	private Order order() throws AcmeException {
		return this.client.order(this.client.account(), (builder) -> {
		}, "a.example.org");
	}

	private Order replacement() throws AcmeException {
		return this.client.order(this.client.account(), (builder) -> builder.replaces(this.server.issued().get(0)),
				"a.example.org");
	}

	private void lost(Operation operation, Request request) {
		this.server.faults().on(operation).times(1).loseAnswer();
		assertThatExceptionOfType(AcmeException.class).isThrownBy(request::send);
		List<Operation> operations = this.server.requests().stream().map((one) -> one.operation()).toList();
		assertThat(operations.get(operations.size() - 1)).isEqualTo(operation);
	}

	private interface Request {

		void send() throws AcmeException;

	}

	private enum Disconnection {

		DROP {

			@Override
			void apply(FaultPoint fault) {
				fault.dropConnection();
			}

		},

		RESET {

			@Override
			void apply(FaultPoint fault) {
				fault.resetConnection();
			}

		};

		abstract void apply(FaultPoint fault);

	}

}
