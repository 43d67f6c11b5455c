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

package io.github.acmeboot.sample.security;

import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.password.PasswordEncoder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link VerifiedSecrets}.
 */
class VerifiedSecretsTests {

	private final SlowEncoder slow = new SlowEncoder();

	private final VerifiedSecrets secrets = new VerifiedSecrets(this.slow);

	@Test
	void aSecretIsVerifiedSlowlyOnlyOnce() {
		for (int request = 0; request < 100; request++) {
			assertThat(this.secrets.matches("right", "[right]")).isTrue();
		}
		assertThat(this.slow.calls).hasValue(1);
	}

	@Test
	void aWrongSecretIsSlowEachTime() {
		this.secrets.matches("right", "[right]");
		assertThat(this.secrets.matches("wrong", "[right]")).isFalse();
		assertThat(this.secrets.matches("wrong", "[right]")).isFalse();
		assertThat(this.slow.calls).hasValue(3);
		assertThat(this.secrets.matches("right", "[right]")).isTrue();
		assertThat(this.slow.calls).hasValue(3);
	}

	@Test
	void aSecretOfOneClientIsNotThatOfAnother() {
		this.secrets.matches("right", "[right]");
		assertThat(this.secrets.matches("right", "[other]")).isFalse();
	}

	@Test
	void nothingIsNoSecret() {
		assertThat(this.secrets.matches(null, "[right]")).isFalse();
		assertThat(this.secrets.matches("right", null)).isFalse();
	}

	/**
	 * Counts how often it is asked.
	 */
	private static final class SlowEncoder implements PasswordEncoder {

		private final AtomicInteger calls = new AtomicInteger();

		@Override
		public @Nullable String encode(@Nullable CharSequence secret) {
			return "[" + secret + "]";
		}

		@Override
		public boolean matches(@Nullable CharSequence secret, @Nullable String encoded) {
			this.calls.incrementAndGet();
			return ("[" + secret + "]").equals(encoded);
		}

	}

}
