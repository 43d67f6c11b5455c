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

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.RateLimit;
import io.github.acmeboot.issuer.account.AccountSettings;
import io.github.acmeboot.issuer.account.AccountSettings.ExternalBinding;
import io.github.acmeboot.issuer.clock.ClockSkews;
import io.github.acmeboot.issuer.order.OrderSettings;
import io.github.acmeboot.issuer.polling.Timeline;
import io.github.acmeboot.issuer.progress.AcmeObserver;
import io.github.acmeboot.issuer.progress.IssuanceProgress;
import io.github.acmeboot.issuer.protocol.AcmeClient;
import io.github.acmeboot.issuer.ratelimit.Limit;
import io.github.acmeboot.issuer.ratelimit.RateLimitSettings;
import io.github.acmeboot.store.ledger.LedgerRepository;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;
import io.github.acmeboot.store.repository.AccountRepository;
import io.github.acmeboot.store.repository.OrderJournal;
import io.github.acmeboot.store.repository.RevokedCertificates;
import io.github.acmeboot.test.AcmeTestServer;

/**
 * An issuer for tests, with a store and an http-01 server of its own.
 */
class TestIssuer implements AutoCloseable {

	static final String NAME = "ca";

	final InMemoryAcmeStore store;

	final AccountRepository accounts;

	final OrderJournal journal;

	final LedgerRepository ledgers;

	final Http01TestServer http01;

	final List<String> requests = new CopyOnWriteArrayList<>();

	private final List<IssuerSettings> aliases = new ArrayList<>();

	private final String directoryUrl;

	private volatile @Nullable SslBundle sslBundle;

	private AcmeObserver observer = AcmeObserver.NONE;

	private Clock clock = Clock.systemUTC();

	private Supplier<Timeline> timelines = Timeline::begin;

	private Optional<String> email = Optional.of("ops@example.org");

	private boolean termsOfServiceAgreed = true;

	private Optional<ExternalBinding> binding = Optional.empty();

	private Optional<String> profile = Optional.empty();

	private Optional<String> preferredChain = Optional.empty();

	private Duration read = Duration.ofSeconds(30);

	private Duration authorization = Duration.ofSeconds(30);

	private Duration order = Duration.ofSeconds(30);

	private Map<Limit, RateLimit> rateLimits = Map.of();

	private @Nullable AcmeCertificateIssuer issuer;

	TestIssuer(AcmeTestServer server) {
		this(server.directoryUrl().toString(), server.sslBundle(), new Http01TestServer());
		server.http01Port(this.http01.port());
	}

	/**
	 * Another instance, which shares store and http-01 server with a first one.
	 */
	TestIssuer(TestIssuer first) {
		this(first.directoryUrl, first.sslBundle, first.http01, first.store);
	}

	TestIssuer(String directoryUrl, @Nullable SslBundle sslBundle, Http01TestServer http01) {
		this(directoryUrl, sslBundle, http01, new InMemoryAcmeStore());
	}

	private TestIssuer(String directoryUrl, @Nullable SslBundle sslBundle, Http01TestServer http01,
			InMemoryAcmeStore store) {
		this.store = store;
		this.accounts = new AccountRepository(store);
		this.journal = new OrderJournal(store);
		this.ledgers = new LedgerRepository(store);
		this.directoryUrl = directoryUrl;
		this.sslBundle = sslBundle;
		this.http01 = http01;
	}

	TestIssuer sslBundle(@Nullable SslBundle sslBundle) {
		this.sslBundle = sslBundle;
		return this;
	}

	TestIssuer observer(AcmeObserver observer) {
		this.observer = observer;
		return this;
	}

	TestIssuer clock(Clock clock) {
		this.clock = clock;
		return this;
	}

	TestIssuer timelines(Supplier<Timeline> timelines) {
		this.timelines = timelines;
		return this;
	}

	TestIssuer email(String email) {
		this.email = Optional.of(email);
		return this;
	}

	TestIssuer noEmail() {
		this.email = Optional.empty();
		return this;
	}

	/**
	 * Configures another issuer with the same directory.
	 */
	TestIssuer alias(String name, String email) {
		this.aliases.add(settings(name, Optional.of(email)));
		return this;
	}

	TestIssuer termsOfServiceAgreed(boolean termsOfServiceAgreed) {
		this.termsOfServiceAgreed = termsOfServiceAgreed;
		return this;
	}

	TestIssuer binding(String keyId, String hmacKey) {
		this.binding = Optional.of(new ExternalBinding(keyId, hmacKey, "HS256"));
		return this;
	}

	TestIssuer profile(String profile) {
		this.profile = Optional.of(profile);
		return this;
	}

	TestIssuer preferredChain(String preferredChain) {
		this.preferredChain = Optional.of(preferredChain);
		return this;
	}

	TestIssuer read(Duration read) {
		this.read = read;
		return this;
	}

	TestIssuer authorization(Duration authorization) {
		this.authorization = authorization;
		return this;
	}

	TestIssuer order(Duration order) {
		this.order = order;
		return this;
	}

	TestIssuer rateLimits(Map<Limit, RateLimit> rateLimits) {
		this.rateLimits = rateLimits;
		return this;
	}

	/**
	 * Begins anew with the same store, as after a restart.
	 */
	TestIssuer restart() {
		close(this.issuer);
		this.issuer = null;
		return this;
	}

	IssuedCertificate issue(String... domains) {
		return issue(request(certificate(domains)));
	}

	IssuedCertificate issue(IssuanceRequest request) {
		return issuer().issue(request);
	}

	AcmeCertificateIssuer issuer() {
		AcmeCertificateIssuer current = this.issuer;
		if (current == null) {
			current = new AcmeCertificateIssuer(
					Stream.concat(Stream.of(settings(NAME, this.email)), this.aliases.stream()).toList(),
					new ChallengeSolvers(List.of(this.http01)), this.accounts, this.journal, this.ledgers,
					new RevokedCertificates(this.store),
					List.of((name, operation, outcome, duration) -> this.requests.add(operation + " " + outcome)),
					this.observer, new ClockSkews(this.clock), this.timelines);
			this.issuer = current;
		}
		return current;
	}

	AcmeException failure(String... domains) {
		return failure(request(certificate(domains)));
	}

	AcmeException failure(IssuanceRequest request) {
		return Assertions.catchThrowableOfType(AcmeException.class, () -> issue(request));
	}

	void complete() {
		issuer().complete(request(certificate("any.example.org")));
		this.requests.clear();
	}

	/**
	 * Returns the requests without polls that found nothing yet: those depend on the
	 * speed of the CA, two of the order are needed.
	 */
	List<String> neededRequests() {
		List<String> needed = new ArrayList<>(this.requests);
		for (long vain = count("order") - 2; vain > 0; vain--) {
			needed.remove("order success");
		}
		return needed;
	}

	long count(String operation) {
		return this.requests.stream().filter((request) -> request.startsWith(operation + " ")).count();
	}

	/**
	 * Asks for the successor of a certificate.
	 */
	static IssuanceRequest successor(IssuedCertificate replaced, Runnable refused, String... domains) {
		return new IssuanceRequest(certificate(domains), NAME, Optional.of(replaced), () -> {
		}, 1, IssuanceRequest.Occasion.DUE, Optional.of(new IssuanceRequest.Replacement(replaced, refused)),
				IssuanceProgress.UNOBSERVED);
	}

	static IssuanceRequest request(ManagedCertificate certificate) {
		return new IssuanceRequest(certificate, NAME, Optional.empty(), () -> {
		}, 1);
	}

	static ManagedCertificate certificate(String... domains) {
		return certificate(KeyType.EC_P256, false, domains);
	}

	static ManagedCertificate certificate(KeyType keyType, boolean reuseKey, String... domains) {
		return new ManagedCertificate("web", Arrays.stream(domains).map(Identifier::of).toList(), List.of(NAME),
				"http-01", keyType, reuseKey, null, null, true);
	}

	private IssuerSettings settings(String name, Optional<String> email) {
		return new IssuerSettings(
				new AcmeClient.Settings(name, () -> this.directoryUrl, () -> this.sslBundle, Duration.ofSeconds(5),
						this.read),
				new AccountSettings(name, email, this.termsOfServiceAgreed, this.binding),
				new OrderSettings(this.profile, this.preferredChain, this.authorization, this.order),
				new RateLimitSettings(true, this.rateLimits));
	}

	@Override
	public void close() {
		close(this.issuer);
		this.http01.close();
	}

	private static void close(@Nullable AcmeCertificateIssuer issuer) {
		if (issuer != null) {
			issuer.close();
		}
	}

}
