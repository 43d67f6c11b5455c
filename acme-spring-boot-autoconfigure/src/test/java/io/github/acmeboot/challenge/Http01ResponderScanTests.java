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

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;
import io.github.acmeboot.store.repository.ChallengeAnswers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for how seldom {@link Http01Responder} reads the store, whoever asks.
 */
class Http01ResponderScanTests extends AbstractHttp01ResponderTests {

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

}
