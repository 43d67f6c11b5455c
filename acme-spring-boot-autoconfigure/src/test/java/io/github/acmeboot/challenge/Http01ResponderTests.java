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

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Http01Responder}.
 */
class Http01ResponderTests extends AbstractHttp01ResponderTests {

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
	void handlesWhatIsBelowTheWellKnownPath() {
		assertThat(Http01Responder.handles(PATH)).isTrue();
		assertThat(Http01Responder.handles("/.well-known/acme-challenge/../../x")).isTrue();
		assertThat(Http01Responder.handles("/.well-known/acme-challenge")).isFalse();
		assertThat(Http01Responder.handles("/x/.well-known/acme-challenge/a")).isFalse();
	}

}
