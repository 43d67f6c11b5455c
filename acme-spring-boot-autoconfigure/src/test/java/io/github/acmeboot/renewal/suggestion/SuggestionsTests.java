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

package io.github.acmeboot.renewal.suggestion;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.issuer.CertificateIssuer;
import io.github.acmeboot.issuer.IssuanceRequest;
import io.github.acmeboot.issuer.RenewalInfo;
import io.github.acmeboot.renewal.TestCertificates;
import io.github.acmeboot.renewal.plan.RenewalPlanner;
import io.github.acmeboot.renewal.plan.RequestTerms;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;
import io.github.acmeboot.store.repository.CertificateState;
import io.github.acmeboot.store.repository.CertificateState.Ordered;
import io.github.acmeboot.store.repository.CertificateState.Suggestion;
import io.github.acmeboot.store.repository.CertificateState.Window;
import io.github.acmeboot.store.repository.StateRepository;
import io.github.acmeboot.store.repository.Stored;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Suggestions}.
 */
class SuggestionsTests {

	private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

	private final StateRepository states = new StateRepository(new InMemoryAcmeStore());

	private final List<String> events = new CopyOnWriteArrayList<>();

	private Runnable whileAsking = () -> {
	};

	private final CertificateIssuer issuer = new CertificateIssuer() {

		@Override
		public IssuedCertificate issue(IssuanceRequest request) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void complete(IssuanceRequest request) {
		}

		@Override
		public Optional<RenewalInfo> renewalInfo(String issuer, IssuedCertificate certificate) {
			SuggestionsTests.this.events.add("asked");
			SuggestionsTests.this.whileAsking.run();
			return Optional.empty();
		}

	};

	private final Suggestions suggestions = suggestions();

	@Test
	void aCaThatHangsHoldsOneThreadAndTheNextCertificateIsWokenWhenItIsDone() {
		this.whileAsking = () -> {
			assertThat(look("shop")).isEqualTo(Instant.MAX);
			this.events.add("answered");
		};
		look("web");
		assertThat(this.events).containsExactly("asked", "answered", "woken shop");
	}

	@Test
	void anInterruptIsKeptAndTheCaIsAskedAgainLater() {
		this.whileAsking = () -> {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("interrupted");
		};
		look("web");
		assertThat(Thread.interrupted()).isTrue();
		assertThat(this.states.find("web").orElseThrow().value().suggestion())
			.satisfies((suggestion) -> assertThat(suggestion.failures()).isZero())
			.satisfies((suggestion) -> assertThat(suggestion.next()).isEqualTo(NOW.plus(Duration.ofHours(1))));
	}

	@Test
	void ofFiftyInstancesThatLookAtTheSameMomentOneAsks() throws Exception {
		ManagedCertificate wanted = TestCertificates.wanted("web");
		CertificateState state = store(wanted);
		IssuedCertificate held = TestCertificates.issued(NOW, Duration.ofDays(90));
		CountDownLatch ready = new CountDownLatch(50);
		ExecutorService threads = Executors.newFixedThreadPool(50);
		for (int i = 0; i < 50; i++) {
			Suggestions instance = suggestions();
			threads.submit(() -> {
				ready.countDown();
				ready.await();
				return instance.look(wanted, held, state, () -> {
				});
			});
		}
		threads.shutdown();
		assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
		assertThat(this.events).containsExactly("asked");
	}

	@Test
	void whoeverWasFrozenBeforeTheAnswerWasStoredLeavesALaterOneAlone() {
		this.whileAsking = () -> {
			Stored<CertificateState> stored = this.states.find("web").orElseThrow();
			Suggestion claimed = Objects.requireNonNull(stored.value().suggestion());
			Window later = new Window(NOW, NOW, NOW, null);
			this.states.save("web", stored.value()
				.withSuggestion(new Suggestion(claimed.serial(), later, NOW.plus(Duration.ofHours(8)), 0, false)),
					WriteCondition.version(stored.version()));
		};
		look("web");
		assertThat(this.states.find("web").orElseThrow().value().suggestion())
			.satisfies((suggestion) -> assertThat(suggestion.window()).isNotNull())
			.satisfies((suggestion) -> assertThat(suggestion.next()).isEqualTo(NOW.plus(Duration.ofHours(8))));
	}

	private Instant look(String name) {
		ManagedCertificate wanted = TestCertificates.wanted(name);
		return this.suggestions.look(wanted, TestCertificates.issued(NOW, Duration.ofDays(90)), store(wanted),
				() -> this.events.add("woken " + name));
	}

	private CertificateState store(ManagedCertificate wanted) {
		CertificateState state = new CertificateState(new Ordered(wanted.identifiers(), wanted.keyType(), null, "ca"),
				null, null, null, null, null);
		this.states.save(wanted.name(), state, WriteCondition.absent());
		return state;
	}

	private Suggestions suggestions() {
		return new Suggestions(this.issuer, this.states, new RenewalPlanner(new RequestTerms(this.issuer), true, true),
				() -> 0, Clock.fixed(NOW, ZoneOffset.UTC));
	}

}
