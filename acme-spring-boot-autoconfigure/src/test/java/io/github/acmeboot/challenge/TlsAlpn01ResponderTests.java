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

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.ManagedCertificates;
import io.github.acmeboot.store.repository.ChallengeAnswers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TlsAlpn01Responder}.
 */
class TlsAlpn01ResponderTests {

	private static final String HOST = "example.com";

	private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

	private static final Instant EXPIRES = START.plus(Duration.ofMinutes(10));

	private final AtomicReference<Instant> now = new AtomicReference<>(START);

	private final CountingAcmeStore store = new CountingAcmeStore();

	private final ChallengeAnswers answers = new ChallengeAnswers(this.store, clock());

	private final ManagedCertificates certificates = new ManagedCertificates(List.of(certificate("web", HOST)));

	private final TlsAlpn01Responder responder = new TlsAlpn01Responder(this.answers, this.certificates, clock());

	@Test
	void answersWhatItPresentsUntilThatIsClosed() {
		PresentedChallenge presented = this.responder.present(challenge("one"));
		assertAnswered("one");
		presented.close();
		assertThat(this.responder.respond(HOST)).isEmpty();
	}

	@Test
	void answersWhatAnotherInstancePresents() {
		storeAnswer("one");
		assertAnswered("one");
		assertThat(this.responder.respond("www.example.com")).isEmpty();
	}

	@Test
	void answersNoLongerWhenExpired() {
		this.responder.present(challenge("one"));
		storeAnswer("one");
		this.now.set(EXPIRES);
		assertThat(this.responder.respond(HOST)).isEmpty();
	}

	@Test
	void ofSeveralAnswersTheOnePresentedLastIsGiven() {
		PresentedChallenge first = present("one");
		PresentedChallenge second = present("two");
		assertAnswered("two");
		first.close();
		assertAnswered("two");
		PresentedChallenge third = present("three");
		assertAnswered("three");
		third.close();
		this.answers.remove(TlsAlpn01Responder.TYPE, Identifier.of(HOST), "unknown");
		assertAnswered("two");
		second.close();
	}

	@Test
	void anAnswerOfAnotherInstanceThatCameLaterIsGiven() {
		present("one");
		assertAnswered("one");
		storeAnswer("two");
		this.now.set(START.plus(SharedAnswers.MOMENT));
		assertAnswered("two");
		present("three");
		assertAnswered("three");
		this.now.set(START.plus(SharedAnswers.MOMENT.multipliedBy(2)));
		assertAnswered("three");
	}

	@Test
	void anAnswerThatIsPresentedAgainCountsFromThen() {
		storeAnswer("one");
		storeAnswer("two");
		storeAnswer("one");
		assertAnswered("one");
	}

	@Test
	void itsOwnAnswerIsGivenThoughTheStoreIsOutOfReach() {
		present("one");
		this.store.failLoads();
		assertAnswered("one");
	}

	@Test
	void aCertificateIsMadeOncePerAnswer() {
		storeAnswer("one");
		ChallengeCertificate first = this.responder.respond(HOST).orElseThrow();
		this.now.set(START.plus(Duration.ofMinutes(1)));
		assertThat(this.responder.respond(HOST)).containsSame(first);
		storeAnswer("two");
		this.now.set(START.plus(Duration.ofMinutes(2)));
		assertThat(this.responder.respond(HOST)).get().isNotSameAs(first);
		present("three");
		ChallengeCertificate own = this.responder.respond(HOST).orElseThrow();
		assertThat(this.responder.respond(HOST)).containsSame(own);
	}

	@Test
	void anAliasStandsForOneCertificate() {
		present("one");
		ChallengeCertificate own = this.responder.respond(HOST).orElseThrow();
		assertThat(TlsAlpn01Responder.handles(own.alias())).isTrue();
		assertThat(this.responder.resolve(own.alias())).containsSame(own);
		present("two");
		assertThat(this.responder.resolve(own.alias())).containsSame(own);
		assertThat(this.responder.resolve("acme-tls/1:other")).isEmpty();
	}

	@Test
	void aHandshakeUnderWayEndsWithWhatItBeganWith() {
		AtomicLong nanoTime = new AtomicLong();
		TlsAlpn01Responder responder = new TlsAlpn01Responder(this.answers, this.certificates, clock(), nanoTime::get);
		PresentedChallenge presented = responder.present(challenge("one"));
		ChallengeCertificate begunWith = responder.respond(HOST).orElseThrow();
		presented.close();
		assertThat(responder.respond(HOST)).isEmpty();
		assertThat(responder.resolve(begunWith.alias())).containsSame(begunWith);
		nanoTime.addAndGet(TlsAlpn01Responder.RETIREMENT.toNanos() + 1);
		responder.present(challenge("two"));
		assertThat(responder.respond(HOST)).isPresent();
		assertThat(responder.resolve(begunWith.alias())).isEmpty();
	}

	@Test
	void onlyWhoeverPresentsTheCertificateSeesItFetched() {
		AtomicInteger fetched = new AtomicInteger();
		AtomicInteger other = new AtomicInteger();
		this.responder.present(challenge("one")).onFetched(other::incrementAndGet);
		this.responder.present(challenge("two")).onFetched(fetched::incrementAndGet);
		X509Certificate presented = this.responder.respond(HOST).orElseThrow().certificate();
		this.responder.fetched(presented);
		this.responder.fetched(presented);
		assertThat(fetched).hasValue(2);
		assertThat(other).hasValue(0);
	}

	@Test
	void whereNoCertificateUsesTheChallengeNobodyAsksTheStore() {
		this.store.keepToThisMachine();
		storeAnswer("one");
		this.certificates.remove("web");
		int loads = this.store.loads();
		assertThat(this.responder.isUsed()).isFalse();
		assertThat(this.responder.respond(HOST)).isEmpty();
		assertThat(this.store.loads()).isEqualTo(loads);
		this.certificates.add(certificate("added", HOST));
		assertThat(this.responder.isUsed()).isTrue();
		assertAnswered("one");
	}

	@Test
	void anInstanceAnswersForOthersWhoseCertificatesItDoesNotKnow() {
		storeAnswer("one");
		this.certificates.remove("web");
		assertThat(this.responder.isUsed()).isTrue();
		assertAnswered("one");
	}

	@Test
	void randomNamesCostAFewReadsOfTheStore() {
		for (int i = 0; i < 1000; i++) {
			assertThat(this.responder.respond("random-" + i + ".example.org")).isEmpty();
		}
		assertThat(this.store.loads()).isLessThanOrEqualTo(SharedAnswers.FOREIGN_READS);
	}

	@Test
	void nothingSecretIsInTheText() {
		present("one");
		assertThat(this.responder.respond(HOST).orElseThrow().toString()).doesNotContain("one")
			.doesNotContain("PRIVATE");
	}

	private PresentedChallenge present(String token) {
		return StoredChallenge.present(this.answers, TlsAlpn01Responder.TYPE, challenge(token),
				this.responder::present);
	}

	private void storeAnswer(String token) {
		this.answers.add(TlsAlpn01Responder.TYPE, Identifier.of(HOST), token, token + ".thumbprint", EXPIRES);
	}

	private void assertAnswered(String token) {
		Optional<ChallengeCertificate> answer = this.responder.respond(HOST);
		assertThat(answer).isPresent();
		assertThat(answer.get().answers(token + ".thumbprint")).as("answers '%s'", token).isTrue();
	}

	private static ChallengeRequest challenge(String token) {
		return new ChallengeRequest(Identifier.of(HOST), token, token + ".thumbprint", EXPIRES);
	}

	private static ManagedCertificate certificate(String name, String host) {
		return new ManagedCertificate(name, List.of(Identifier.of(host)), List.of("ca"), TlsAlpn01Responder.TYPE,
				KeyType.EC_P256, false, null, null, true);
	}

	private Clock clock() {
		return ((InstantSource) this.now::get).withZone(ZoneOffset.UTC);
	}

}
