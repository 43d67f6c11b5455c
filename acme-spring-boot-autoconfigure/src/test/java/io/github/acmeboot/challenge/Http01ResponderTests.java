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

package io.github.acmeboot.challenge;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.ManagedCertificates;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;
import io.github.acmeboot.store.repository.ChallengeAnswers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Http01Responder}.
 */
class Http01ResponderTests {

	private static final String TOKEN = "evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA";

	private static final String ANSWER = TOKEN + ".nP1qzpXGymHBrUEepNY9HCsQk7K8KhOypzEt62jcerQ";

	private static final String PATH = Http01Responder.PATH + TOKEN;

	private static final String HOST = "example.com";

	private static final String SOURCE = "192.0.2.1";

	private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

	private static final Instant EXPIRES = START.plus(Duration.ofMinutes(10));

	private final AtomicReference<Instant> now = new AtomicReference<>(START);

	private final CountingAcmeStore store = new CountingAcmeStore();

	private final ChallengeAnswers answers = new ChallengeAnswers(this.store, clock());

	private final Http01Responder responder = responder(List.of());

	@Test
	void answersWhatAnotherInstancePresents() {
		store(HOST);
		Http01Answer answer = get(PATH);
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.body()).isEqualTo(ANSWER);
		assertThat(answer.headers()).containsEntry("Content-Type", "application/octet-stream")
			.containsEntry("Cache-Control", "no-store");
	}

	@Test
	void answersWhatItPresentsWithoutAskingTheStore() {
		this.responder.present(challenge(HOST));
		assertThat(get(PATH).body()).isEqualTo(ANSWER);
		assertThat(this.store.loads()).isZero();
	}

	@Test
	void answersNoLongerWhenClosed() {
		this.responder.present(challenge(HOST)).close();
		assertThat(get(PATH)).isEqualTo(Http01Answer.NOT_FOUND);
	}

	@Test
	void closingAFormerAnswerLeavesItsSuccessor() {
		PresentedChallenge former = this.responder.present(challenge(HOST));
		this.responder.present(challenge(HOST));
		former.close();
		assertThat(get(PATH).status()).isEqualTo(200);
	}

	@Test
	void answersNoLongerWhenExpired() {
		this.responder.present(challenge(HOST));
		store(HOST);
		this.now.set(EXPIRES);
		assertThat(get(PATH)).isEqualTo(Http01Answer.NOT_FOUND);
	}

	@Test
	void answersToTheHostOnly() {
		store(HOST);
		this.responder.present(challenge(HOST));
		assertThat(respond("GET", PATH, "www.example.com", SOURCE)).isEqualTo(Http01Answer.NOT_FOUND);
		assertThat(respond("GET", PATH, null, SOURCE)).isEqualTo(Http01Answer.NOT_FOUND);
	}

	@ParameterizedTest
	@ValueSource(strings = { "EXAMPLE.com", "example.com.", "example.com:80" })
	void knowsTheHostHoweverItIsWritten(String host) {
		this.responder.present(challenge(HOST));
		assertThat(respond("GET", PATH, host, SOURCE).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "192.0.2.80", "2001:db8::80" })
	void answersForAddresses(String address) {
		this.responder.present(challenge(address));
		String host = (address.indexOf(':') < 0) ? address : "[" + address + "]";
		assertThat(respond("GET", PATH, host, SOURCE).body()).isEqualTo(ANSWER);
		assertThat(respond("GET", PATH, host + ":80", SOURCE).body()).isEqualTo(ANSWER);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a/b", "../x", "../../x", "%2e%2e/x", "%252e", "evaGxfADs6pSRb2L%2FAv9", "a.b", "a;b",
			TOKEN + "/", TOKEN + "?x", "a b", "\u00e4" })
	void findsNothingAtAPathOfAnotherShape(String token) {
		assertThat(get(Http01Responder.PATH + token)).isEqualTo(Http01Answer.NOT_FOUND);
		assertThat(this.store.loads()).isZero();
	}

	@Test
	void findsNothingForAnOverlongToken() {
		assertThat(get(Http01Responder.PATH + "a".repeat(129))).isEqualTo(Http01Answer.NOT_FOUND);
		assertThat(get(Http01Responder.PATH + "a".repeat(100_000))).isEqualTo(Http01Answer.NOT_FOUND);
		assertThat(this.store.loads()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get", "FOO", "" })
	void refusesOtherMethods(String method) {
		this.responder.present(challenge(HOST));
		Http01Answer answer = respond(method, PATH, HOST, SOURCE);
		assertThat(answer.status()).isEqualTo(405);
		assertThat(answer.headers()).containsEntry("Allow", "GET, HEAD");
		assertThat(answer.body()).isEmpty();
	}

	@Test
	void answersAllowedSourcesOnly() {
		Http01Responder guarded = responder(List.of("192.0.2.0/24"));
		guarded.present(challenge(HOST));
		assertThat(guarded.respond("GET", PATH, HOST, "192.0.2.77").status()).isEqualTo(200);
		assertThat(guarded.respond("GET", PATH, HOST, "198.51.100.1")).isEqualTo(Http01Answer.NOT_FOUND);
	}

	@Test
	void seesTheCaFetchTheAnswer() {
		AtomicInteger fetched = new AtomicInteger();
		this.responder.present(challenge(HOST)).onFetched(fetched::incrementAndGet);
		get(PATH);
		get(PATH);
		respond("HEAD", PATH, HOST, SOURCE);
		respond("GET", PATH, "www.example.com", SOURCE);
		assertThat(fetched).hasValue(2);
	}

	@Test
	void aListenerThatFailsDoesNotCostTheAnswer() {
		PresentedChallenge presented = this.responder.present(challenge(HOST));
		AtomicInteger fetched = new AtomicInteger();
		presented.onFetched(() -> {
			throw new IllegalStateException("expected");
		});
		presented.onFetched(fetched::incrementAndGet);
		assertThat(get(PATH).status()).isEqualTo(200);
		assertThat(fetched).hasValue(1);
	}

	@Test
	void aScanCostsOneReadAMoment() {
		scan(HOST);
		assertThat(this.store.loads()).isEqualTo(1);
		this.now.set(START.plus(SharedAnswers.MOMENT));
		scan(HOST);
		assertThat(this.store.loads()).isEqualTo(2);
	}

	@Test
	void aScanOfHostsThatAreNotOursSharesAFewReads() {
		scanHostsThatAreNotOurs();
		assertThat(this.store.loads()).isEqualTo(SharedAnswers.FOREIGN_READS);
		this.now.set(START.plus(SharedAnswers.MOMENT));
		scanHostsThatAreNotOurs();
		assertThat(this.store.loads()).isEqualTo(2 * SharedAnswers.FOREIGN_READS);
	}

	@Test
	void aScanOfHostsThatAreNotOursLeavesOursAlone() {
		scanHostsThatAreNotOurs();
		store(HOST);
		assertThat(get(PATH).body()).isEqualTo(ANSWER);
	}

	@Test
	void aScanOfOneHostLeavesTheOthersAlone() {
		scan("example.net");
		store(HOST);
		assertThat(get(PATH).body()).isEqualTo(ANSWER);
	}

	@Test
	void whatAnotherInstancePresentsDuringAScanIsFoundAMomentLater() {
		scan(HOST);
		store(HOST);
		this.now.set(START.plus(SharedAnswers.MOMENT));
		scan(HOST);
		assertThat(get(PATH).body()).isEqualTo(ANSWER);
		assertThat(SharedAnswers.MOMENT).isLessThan(Duration.ofSeconds(1));
	}

	@Test
	void whoPresentsAnAnswerWaitsUntilNoScanHidesItFromOtherInstances() {
		scan(HOST);
		store(HOST);
		PresentedChallenge presented = responder(List.of()).present(challenge(HOST));
		assertThat(get(PATH)).isEqualTo(Http01Answer.NOT_FOUND);
		this.now.set(START.plus(presented.settlingTime()));
		assertThat(get(PATH).body()).isEqualTo(ANSWER);
	}

	@Test
	void whoPresentsAnAnswerWaitsForNobodyIfNobodySharesTheStore() {
		ChallengeAnswers answers = new ChallengeAnswers(new InMemoryAcmeStore(), clock());
		PresentedChallenge presented = responder(answers, List.of()).present(challenge(HOST));
		assertThat(presented.settlingTime()).isZero();
	}

	@Test
	void answersForAHostThatOnlyAnotherInstanceKnowsYet() {
		store("new.example.org");
		assertThat(respond("GET", PATH, "new.example.org", SOURCE).body()).isEqualTo(ANSWER);
	}

	@Test
	void theHostsOfAWildcardAreNotOurs() {
		for (int i = 0; i < 1000; i++) {
			respond("GET", PATH, "host" + i + ".wild.example.com", SOURCE);
		}
		assertThat(this.store.loads()).isEqualTo(SharedAnswers.FOREIGN_READS);
	}

	@Test
	void aClockThatIsSetBackDoesNotKeepWhatWasRead() {
		scan(HOST);
		store(HOST);
		this.now.set(START.minus(Duration.ofHours(1)));
		assertThat(get(PATH).body()).isEqualTo(ANSWER);
	}

	@Test
	void whatWasMissingIsFoundAsSoonAsThisInstancePresentsIt() {
		scan(HOST);
		assertThat(get(PATH)).isEqualTo(Http01Answer.NOT_FOUND);
		this.responder.present(challenge(HOST));
		assertThat(get(PATH).body()).isEqualTo(ANSWER);
	}

	@Test
	void oneReadIsGoodForAllTokens() {
		store(HOST);
		this.answers.add("http-01", Identifier.of(HOST), "other", "other.thumbprint", EXPIRES);
		int before = this.store.loads();
		for (int i = 0; i < 100; i++) {
			assertThat(get(PATH).body()).isEqualTo(ANSWER);
			assertThat(get(Http01Responder.PATH + "other").body()).isEqualTo("other.thumbprint");
		}
		assertThat(this.store.loads() - before).isEqualTo(1);
	}

	@Test
	void requestsAtOnceShareOneRead() throws Exception {
		store(HOST);
		int before = this.store.loads();
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			Callable<String> request = () -> get(PATH).body();
			for (Future<String> body : threads.invokeAll(Collections.nCopies(64, request))) {
				assertThat(body.get()).isEqualTo(ANSWER);
			}
		}
		finally {
			threads.shutdown();
		}
		assertThat(this.store.loads() - before).isEqualTo(1);
	}

	@Test
	void findsNothingWhileTheStoreIsOutOfReach() {
		store(HOST);
		this.store.failLoads();
		int before = this.store.loads();
		scan(HOST);
		assertThat(get(PATH)).isEqualTo(Http01Answer.NOT_FOUND);
		assertThat(this.store.loads() - before).isEqualTo(1);
	}

	@Test
	void handlesWhatIsBelowTheWellKnownPath() {
		assertThat(Http01Responder.handles(PATH)).isTrue();
		assertThat(Http01Responder.handles("/.well-known/acme-challenge/../../x")).isTrue();
		assertThat(Http01Responder.handles("/.well-known/acme-challenge")).isFalse();
		assertThat(Http01Responder.handles("/x/.well-known/acme-challenge/a")).isFalse();
	}

	private void scan(String host) {
		for (int i = 0; i < 10_000; i++) {
			assertThat(respond("GET", Http01Responder.PATH + "token" + i, host, SOURCE))
				.isEqualTo(Http01Answer.NOT_FOUND);
		}
	}

	private void scanHostsThatAreNotOurs() {
		for (int i = 0; i < 10_000; i++) {
			respond("GET", PATH, "host" + i + ".example.org", SOURCE);
		}
	}

	private Http01Answer get(String path) {
		return respond("GET", path, HOST, SOURCE);
	}

	private Http01Answer respond(String method, String path, @Nullable String host, String source) {
		return this.responder.respond(method, path, host, source);
	}

	private void store(String identifier) {
		int before = this.store.loads();
		this.answers.add("http-01", Identifier.of(identifier), TOKEN, ANSWER, EXPIRES);
		assertThat(this.store.loads()).isGreaterThan(before);
	}

	private Http01Responder responder(List<String> allowedSources) {
		return responder(this.answers, allowedSources);
	}

	private Http01Responder responder(ChallengeAnswers answers, List<String> allowedSources) {
		ManagedCertificates certificates = new ManagedCertificates(List.of(new ManagedCertificate("web",
				List.of(Identifier.of(HOST), Identifier.of("example.net"), Identifier.of("*.wild.example.com")),
				List.of("ca"), "http-01", KeyType.EC_P256, false, null, null, true)));
		return new Http01Responder(answers, certificates, new AllowedSources(allowedSources), clock());
	}

	private Clock clock() {
		return ((InstantSource) this.now::get).withZone(ZoneOffset.UTC);
	}

	private ChallengeRequest challenge(String identifier) {
		return new ChallengeRequest(Identifier.of(identifier), TOKEN, ANSWER, EXPIRES);
	}

}
