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

package io.github.acmeboot.store.repository;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ChallengeAnswers}.
 */
class ChallengeAnswersTests {

	private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

	private static final Instant LATER = NOW.plusSeconds(60);

	private static final Identifier SHOP = Identifier.of("shop.example.com");

	private final InMemoryAcmeStore store = new InMemoryAcmeStore();

	private final ChallengeAnswers answers = new ChallengeAnswers(this.store, Clock.fixed(NOW, ZoneOffset.UTC));

	@Test
	void anAnswerIsFoundByTypeIdentifierAndToken() {
		this.answers.add("http-01", SHOP, "token", "token.thumb", LATER);
		assertThat(find("token")).contains("token.thumb");
		assertThat(find("other")).isEmpty();
		assertThat(this.answers.find("dns-01", SHOP)).isEmpty();
		assertThat(this.answers.find("http-01", Identifier.of("example.com"))).isEmpty();
		assertThat(this.store.list("challenges/")).containsExactly("challenges/http-01/shop.example.com");
	}

	@Test
	void severalAnswersOfOneIdentifierStandSideBySide() {
		String one = this.answers.add("http-01", SHOP, "one", "1", LATER);
		this.answers.add("http-01", SHOP, "two", "2", LATER);
		assertThat(find("one")).contains("1");
		assertThat(find("two")).contains("2");
		this.answers.remove("http-01", SHOP, one);
		assertThat(find("one")).isEmpty();
		assertThat(find("two")).contains("2");
	}

	@Test
	void aSecondAnswerToOneTokenCountsAndIsNotRemovedWithTheFirst() {
		String first = this.answers.add("http-01", SHOP, "one", "1", LATER);
		String second = this.answers.add("http-01", SHOP, "one", "2", LATER);
		assertThat(find("one")).contains("2");
		this.answers.remove("http-01", SHOP, first);
		assertThat(find("one")).contains("2");
		this.answers.remove("http-01", SHOP, second);
		assertThat(find("one")).isEmpty();
	}

	@Test
	void theAnswerAddedLastIsTheLastOneFound() {
		for (int i = 0; i < 10; i++) {
			this.answers.add("tls-alpn-01", SHOP, "token-" + (9 - i), "answer", LATER);
		}
		this.answers.add("tls-alpn-01", SHOP, "token-5", "answer", LATER);
		assertThat(this.answers.find("tls-alpn-01", SHOP).keySet()).containsExactly("token-9", "token-8", "token-7",
				"token-6", "token-4", "token-3", "token-2", "token-1", "token-0", "token-5");
	}

	@Test
	void anAnswerOfAnOlderVersionIsFound() {
		this.store.save("challenges/http-01/shop.example.com",
				("{\"answers\":[{\"token\":\"one\",\"keyAuthorization\":\"1\",\"expires\":\"" + LATER + "\"}]}")
					.getBytes(),
				WriteCondition.absent());
		assertThat(find("one")).contains("1");
	}

	@Test
	void theValueGoesWithItsLastAnswer() {
		String one = this.answers.add("http-01", SHOP, "one", "1", LATER);
		this.answers.remove("http-01", SHOP, one);
		assertThat(this.store.list("challenges/")).isEmpty();
		this.answers.remove("http-01", SHOP, one);
		assertThat(this.store.list("challenges/")).isEmpty();
	}

	@Test
	void anExpiredAnswerIsNotFoundAndGoesWithTheNextWrite() {
		this.answers.add("http-01", SHOP, "old", "secret-answer", NOW);
		assertThat(find("old")).isEmpty();
		this.answers.add("http-01", SHOP, "new", "1", LATER);
		assertThat(this.store.load("challenges/http-01/shop.example.com")).hasValueSatisfying(
				(value) -> assertThat(value.content()).asString().contains("new").doesNotContain("secret-answer"));
	}

	@Test
	void expiredAnswersAreTakenAwayAndPendingOnesStay() {
		Identifier other = Identifier.of("other.example.com");
		Identifier torn = Identifier.of("torn.example.com");
		this.answers.add("http-01", SHOP, "old", "1", NOW);
		this.answers.add("http-01", other, "old", "1", NOW);
		this.answers.add("http-01", other, "new", "1", LATER);
		this.store.save("challenges/http-01/torn.example.com", new byte[] { 1 }, WriteCondition.absent());
		this.answers.removeExpired();
		assertThat(this.store.list("challenges/")).containsExactly("challenges/http-01/other.example.com",
				"challenges/http-01/" + torn.value());
		assertThat(this.answers.find("http-01", other)).containsOnlyKeys("new");
	}

	@Test
	void theInstantsAreToTheClock() {
		this.answers.add("http-01", SHOP, "one", "1", LATER);
		ChallengeAnswers aMinuteLater = new ChallengeAnswers(this.store,
				Clock.offset(Clock.fixed(NOW, ZoneOffset.UTC), Duration.ofSeconds(60)));
		assertThat(aMinuteLater.find("http-01", SHOP)).isEmpty();
	}

	@Test
	void writersOfOneIdentifierDoNotLoseEachOthersAnswers() {
		CompletableFuture.allOf(IntStream.range(0, 8)
			.mapToObj((writer) -> CompletableFuture.runAsync(() -> IntStream.range(0, 50).forEach((round) -> {
				String token = writer + "-" + round;
				String id = this.answers.add("http-01", SHOP, token, token, LATER);
				assertThat(find(token)).contains(token);
				this.answers.remove("http-01", SHOP, id);
			})))
			.toArray(CompletableFuture[]::new)).join();
		assertThat(this.store.list("challenges/")).isEmpty();
	}

	@Test
	void whatCannotBeReadIsReplaced() {
		this.store.save("challenges/http-01/shop.example.com", new byte[] { 1 }, WriteCondition.absent());
		assertThat(find("one")).isEmpty();
		this.answers.add("http-01", SHOP, "one", "1", LATER);
		assertThat(find("one")).contains("1");
	}

	@Test
	void identifiersOfEveryKindHaveAPlace() {
		for (String identifier : new String[] { "2001:db8::1", "192.0.2.1",
				"a".repeat(60) + ("." + "b".repeat(60)).repeat(3) }) {
			this.answers.add("http-01", Identifier.of(identifier), "token", identifier, LATER);
			assertThat(this.answers.find("http-01", Identifier.of(identifier))).containsEntry("token", identifier);
		}
	}

	private Optional<String> find(String token) {
		return Optional.ofNullable(this.answers.find("http-01", SHOP).get(token));
	}

}
