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

import java.net.http.HttpClient;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;

import org.awaitility.Awaitility;
import org.shredzone.acme4j.Account;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.OrderBuilder;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.Http01Challenge;
import org.shredzone.acme4j.connector.NetworkSettings;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.provider.GenericAcmeProvider;

import io.github.acmeboot.KeyType;
import io.github.acmeboot.test.pki.Keys;

/**
 * An independent client: acme4j as its documentation shows it.
 */
final class AcmeClient {

	private final AcmeTestServer server;

	private final ChallengeResponder responder;

	private final KeyPair accountKey = Keys.generate(KeyType.EC_P256);

	private final Session session;

	AcmeClient(AcmeTestServer server, ChallengeResponder responder) {
		this.server = server;
		this.responder = responder;
		this.session = new Session(server.directoryUrl(), new TrustingProvider(server));
	}

	Session session() {
		return this.session;
	}

	KeyPair accountKey() {
		return this.accountKey;
	}

	Account account() throws AcmeException {
		return account((builder) -> {
		});
	}

	Account account(Consumer<AccountBuilder> customizer) throws AcmeException {
		AccountBuilder builder = new AccountBuilder().useKeyPair(this.accountKey).agreeToTermsOfService();
		customizer.accept(builder);
		return builder.create(this.session);
	}

	Order order(Account account, Consumer<OrderBuilder> customizer, String... domains) throws AcmeException {
		OrderBuilder builder = account.newOrder();
		Arrays.stream(domains).forEach(builder::domain);
		customizer.accept(builder);
		return builder.create();
	}

	Order validated(Order order) throws AcmeException {
		for (Authorization authorization : order.getAuthorizations()) {
			if (authorization.getStatus() == Status.PENDING) {
				Http01Challenge challenge = authorization.findChallenge(Http01Challenge.class).orElseThrow();
				this.responder.answer(challenge.getToken(), challenge.getAuthorization());
				challenge.trigger();
			}
		}
		await(order, Status.READY, Status.INVALID);
		return order;
	}

	X509Certificate issue(String... domains) throws AcmeException {
		return issue(order(account(), (builder) -> {
		}, domains), Keys.generate(KeyType.EC_P256));
	}

	X509Certificate issue(Order order, KeyPair key) throws AcmeException {
		validated(order).execute(key);
		await(order, Status.VALID, Status.INVALID);
		return order.getCertificate().getCertificate();
	}

	void await(Order order, Status... statuses) {
		Awaitility.await().pollInterval(Duration.ofMillis(10)).atMost(Duration.ofSeconds(30)).until(() -> {
			order.fetch();
			return Arrays.asList(statuses).contains(order.getStatus());
		});
	}

	private static final class TrustingProvider extends GenericAcmeProvider {

		private final AcmeTestServer server;

		TrustingProvider(AcmeTestServer server) {
			this.server = server;
		}

		@Override
		public HttpClient createHttpClient(NetworkSettings settings) {
			return HttpClient.newBuilder().sslContext(this.server.sslBundle().createSslContext()).build();
		}

	}

}
