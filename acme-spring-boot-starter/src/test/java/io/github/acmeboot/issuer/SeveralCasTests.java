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
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.issuer.account.AccountSettings;
import io.github.acmeboot.issuer.account.AccountSettings.ExternalBinding;
import io.github.acmeboot.issuer.clock.ClockSkews;
import io.github.acmeboot.issuer.order.OrderSettings;
import io.github.acmeboot.issuer.progress.AcmeObserver;
import io.github.acmeboot.issuer.protocol.AcmeClient;
import io.github.acmeboot.issuer.ratelimit.RateLimitSettings;
import io.github.acmeboot.store.ledger.LedgerRepository;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;
import io.github.acmeboot.store.repository.AccountRepository;
import io.github.acmeboot.store.repository.OrderEntry;
import io.github.acmeboot.store.repository.OrderJournal;
import io.github.acmeboot.store.repository.RevokedCertificates;
import io.github.acmeboot.store.repository.StoredAccount;
import io.github.acmeboot.test.AcmeTestServer;
import io.github.acmeboot.test.protocol.Operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests with two CAs that share a store, as staging and production do.
 */
@Timeout(60)
class SeveralCasTests {

	private static final String HMAC_KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY";

	private final AcmeTestServer staging = AcmeTestServer.start();

	private final AcmeTestServer production = AcmeTestServer.builder().externalAccount("kid", HMAC_KEY).start();

	private final Http01TestServer http01 = new Http01TestServer();

	private final InMemoryAcmeStore store = new InMemoryAcmeStore();

	private final AccountRepository accounts = new AccountRepository(this.store);

	private final OrderJournal journal = new OrderJournal(this.store);

	private final AcmeCertificateIssuer issuer = new AcmeCertificateIssuer(
			List.of(settings("staging", this.staging, Optional.empty()),
					settings("production", this.production,
							Optional.of(new ExternalBinding("kid", HMAC_KEY, "HS256")))),
			new ChallengeSolvers(List.of(this.http01)), this.accounts, this.journal, new LedgerRepository(this.store),
			new RevokedCertificates(this.store), List.of(), AcmeObserver.NONE, new ClockSkews(Clock.systemUTC()));

	SeveralCasTests() {
		this.staging.http01Port(this.http01.port());
		this.production.http01Port(this.http01.port());
	}

	@AfterEach
	void close() {
		this.issuer.close();
		this.http01.close();
		this.staging.close();
		this.production.close();
	}

	@Test
	void eachHasItsOwnAccountBoundWhereThatIsAskedFor() {
		this.issuer.issue(request("staging"));
		this.issuer.issue(request("production"));
		StoredAccount one = account(this.staging);
		StoredAccount other = account(this.production);
		assertThat(one.keyPair().getPublic()).isNotEqualTo(other.keyPair().getPublic());
		assertThat(one.location()).hasPort(this.staging.port());
		assertThat(other.location()).hasPort(this.production.port());
		assertThat(this.staging.accountCount()).isOne();
		assertThat(this.production.accountCount()).isOne();
	}

	@Test
	void eachIssuesItsOwnCertificate() {
		IssuedCertificate one = this.issuer.issue(request("staging"));
		IssuedCertificate other = this.issuer.issue(request("production"));
		assertThat(this.staging.issued()).containsExactly(one.leaf());
		assertThat(this.production.issued()).containsExactly(other.leaf());
		assertThat(one.leaf().getPublicKey()).isNotEqualTo(other.leaf().getPublicKey());
	}

	@Test
	void anOrderParkedWithOneOutlivesAnOrderWithTheOther() {
		this.staging.behaviour().holdOrders();
		assertThat(failure("staging").getReason()).isEqualTo(Reason.TIMEOUT);
		OrderEntry parked = this.journal.find("web").get(0);
		this.production.faults().on(Operation.FINALIZE).times(1).dropConnection();
		assertThat(failure("production").getReason()).isEqualTo(Reason.NETWORK);
		assertThat(this.journal.find("web")).hasSize(2);
		this.staging.behaviour().releaseOrders();
		IssuedCertificate issued = this.issuer.resume(request("staging")).orElseThrow();
		assertThat(parked.keyPair()).isNotNull();
		assertThat(issued.leaf().getPublicKey()).isEqualTo(parked.keyPair().getPublic());
		this.issuer.complete(request("staging"));
		assertThat(this.journal.find("web")).isEmpty();
		assertThat(this.staging.orders()).hasSize(1);
		assertThat(this.production.orders()).hasSize(1);
	}

	@Test
	void nothingIsGoneOnWithWhereNothingIsUnderWay() {
		this.staging.behaviour().holdOrders();
		failure("staging");
		assertThat(this.issuer.resume(request("production"))).isEmpty();
		assertThat(this.production.requests()).isEmpty();
	}

	private StoredAccount account(AcmeTestServer server) {
		return this.accounts.find(server.directoryUrl()).orElseThrow().value();
	}

	private AcmeException failure(String issuer) {
		return catchThrowableOfType(AcmeException.class, () -> this.issuer.issue(request(issuer)));
	}

	private static IssuanceRequest request(String issuer) {
		return new IssuanceRequest(new ManagedCertificate("web", List.of(Identifier.of("a.example.org")),
				List.of("staging", "production"), "http-01", KeyType.EC_P256, false, null, null, true), issuer,
				Optional.empty(), () -> {
				}, 1);
	}

	private static IssuerSettings settings(String name, AcmeTestServer server, Optional<ExternalBinding> binding) {
		URI directory = server.directoryUrl();
		return new IssuerSettings(
				new AcmeClient.Settings(name, directory::toString, server::sslBundle, Duration.ofSeconds(5),
						Duration.ofSeconds(10)),
				new AccountSettings(name, Optional.empty(), true, binding),
				new OrderSettings(Optional.empty(), Optional.empty(), Duration.ofSeconds(30), Duration.ofSeconds(1)),
				new RateLimitSettings(true, Map.of()));
	}

}
