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

package io.github.acmeboot.sample.token;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.acmeboot.testsupport.SettableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link WatchedTokenStore}.
 */
@ExtendWith(OutputCaptureExtension.class)
class WatchedTokenStoreTests {

	private static final TokenDigest DIGEST = new TokenDigest("a");

	private final SettableClock clock = new SettableClock(Instant.parse("2030-01-01T00:00:00Z"));

	private final Set<Verb> failing = EnumSet.noneOf(Verb.class);

	private final WatchedTokenStore store = new WatchedTokenStore(new FailingStore(), this.clock);

	@Test
	void aStoreThatIsFullIsReportedOnceWhateverElseSucceeds(CapturedOutput output) {
		this.failing.add(Verb.SAVE);
		for (int request = 0; request < 10; request++) {
			assertThatExceptionOfType(TokenStoreException.class).isThrownBy(this::save);
			this.store.find(List.of(DIGEST));
			this.store.delete(DIGEST);
			this.clock.advance(Duration.ofSeconds(1));
		}
		assertThat(output).containsOnlyOnce(
				"SAVE failed. Requests for which tokens have to be saved are answered with 503 until that works again")
			.doesNotContain("again; the store");
		this.failing.clear();
		save();
		save();
		assertThat(output)
			.containsOnlyOnce("Tokens can be saved again; the store was in trouble since 2030-01-01T00:00:00Z");
	}

	@Test
	void aStoreThatDoesNothingIsReportedOnceForEachThingItDoesNot(CapturedOutput output) {
		this.failing.addAll(EnumSet.allOf(Verb.class));
		for (int request = 0; request < 10; request++) {
			assertThatExceptionOfType(TokenStoreException.class).isThrownBy(this::save);
			assertThatExceptionOfType(TokenStoreException.class).isThrownBy(() -> this.store.find(List.of(DIGEST)));
			assertThatExceptionOfType(TokenStoreException.class).isThrownBy(() -> this.store.delete(DIGEST));
		}
		assertThat(output).containsOnlyOnce("have to be saved")
			.containsOnlyOnce("have to be looked up")
			.containsOnlyOnce("have to be deleted");
		this.failing.clear();
		this.store.find(List.of(DIGEST));
		assertThat(output).contains("Tokens can be looked up again").doesNotContain("can be saved", "can be deleted");
	}

	private void save() {
		Instant now = this.clock.instant();
		this.store.save(DIGEST, new TokenDetails("shop", Scope.of(List.of()), now, now.plusSeconds(60)));
	}

	/**
	 * What a store does.
	 */
	private enum Verb {

		SAVE, FIND, DELETE

	}

	/**
	 * Fails at what it is told to.
	 */
	private final class FailingStore implements TokenStore {

		@Override
		public void save(TokenDigest digest, TokenDetails details) {
			attempt(Verb.SAVE);
		}

		@Override
		public Map<TokenDigest, TokenDetails> find(Collection<TokenDigest> digests) {
			attempt(Verb.FIND);
			return Map.of();
		}

		@Override
		public void delete(TokenDigest digest) {
			attempt(Verb.DELETE);
		}

		private void attempt(Verb verb) {
			if (WatchedTokenStoreTests.this.failing.contains(verb)) {
				throw new TokenStoreException(verb + " failed.", null);
			}
		}

	}

}
