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

package io.github.acmeboot.sample.token.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.github.acmeboot.sample.token.Scope;
import io.github.acmeboot.sample.token.TokenDetails;
import io.github.acmeboot.sample.token.TokenDigest;
import io.github.acmeboot.sample.token.TokenStoreException;
import io.github.acmeboot.testsupport.SettableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link InMemoryTokenStore}.
 */
class InMemoryTokenStoreTests {

	private static final Duration LIFE = Duration.ofHours(1);

	private final SettableClock clock = new SettableClock(Instant.parse("2030-01-01T00:00:00Z"));

	private final InMemoryTokenStore store = new InMemoryTokenStore(this.clock, 2);

	@Test
	void aFullStoreRefusesAndDropsNothing() {
		save("a");
		save("b");
		assertThatExceptionOfType(TokenStoreException.class).isThrownBy(() -> save("c"))
			.withMessageContaining("'tokens.memory.max-tokens'")
			.withMessageContaining("'tokens.store'");
		assertThat(found("a", "b", "c")).containsExactlyInAnyOrder(new TokenDigest("a"), new TokenDigest("b"));
	}

	@Test
	void whatHasEndedMakesRoom() {
		save("a");
		this.clock.advance(LIFE.minusSeconds(1));
		save("b");
		assertThatExceptionOfType(TokenStoreException.class).isThrownBy(() -> save("c"));
		this.clock.advance(Duration.ofSeconds(1));
		save("c");
		assertThat(found("a", "b", "c")).containsExactlyInAnyOrder(new TokenDigest("b"), new TokenDigest("c"));
		assertThat(this.store.size()).isEqualTo(2);
	}

	@Test
	void whatIsDeletedMakesRoom() {
		for (int number = 0; number < 100; number++) {
			save("a" + number);
			this.store.delete(new TokenDigest("a" + number));
		}
		assertThat(this.store.size()).isZero();
	}

	private void save(String digest) {
		Instant now = this.clock.instant();
		this.store.save(new TokenDigest(digest), new TokenDetails("shop", Scope.of(List.of()), now, now.plus(LIFE)));
	}

	private Set<TokenDigest> found(String... digests) {
		return this.store.find(List.of(digests).stream().map(TokenDigest::new).toList()).keySet();
	}

}
