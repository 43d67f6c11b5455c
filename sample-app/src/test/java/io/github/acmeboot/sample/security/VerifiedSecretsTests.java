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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.password.PasswordEncoder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link VerifiedSecrets}.
 */
class VerifiedSecretsTests {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private static final int AT_ONCE = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

	private static final int LOGINS = AT_ONCE + 10;

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
	void onlyHalfOfTheProcessorsVerifyAtTheSameTime() throws InterruptedException {
		List<Thread> logins = loginsWhoseVerificationHangs("wrong");
		assertThat(this.slow.running).hasValue(AT_ONCE);
		end(logins);
		assertThat(this.slow.calls).hasValue(LOGINS);
		assertThat(this.slow.running).hasValue(0);
	}

	@Test
	void whatIsRememberedDoesNotWaitForOthers() throws InterruptedException {
		this.secrets.matches("right", "[right]");
		List<Thread> logins = loginsWhoseVerificationHangs("wrong");
		assertThat(this.secrets.matches("right", "[right]")).isTrue();
		assertThat(this.slow.running).hasValue(AT_ONCE);
		end(logins);
	}

	@Test
	void whatHasBeenVerifiedInTheMeantimeIsNotVerifiedAgain() throws InterruptedException {
		end(loginsWhoseVerificationHangs("right"));
		assertThat(this.slow.calls).hasValue(AT_ONCE);
	}

	@Test
	void nothingIsNoSecret() {
		assertThat(this.secrets.matches(null, "[right]")).isFalse();
		assertThat(this.secrets.matches("right", null)).isFalse();
	}

	private List<Thread> loginsWhoseVerificationHangs(String secret) {
		this.slow.released = new CountDownLatch(1);
		List<Thread> logins = IntStream.range(0, LOGINS)
			.mapToObj((number) -> new Thread(() -> this.secrets.matches(secret, "[right]")))
			.toList();
		logins.forEach((login) -> login.setDaemon(true));
		logins.forEach(Thread::start);
		Awaitility.await().atMost(PATIENCE).until(() -> logins.stream().allMatch(VerifiedSecretsTests::isHeldUp));
		return logins;
	}

	private static boolean isHeldUp(Thread login) {
		return login.getState() == Thread.State.WAITING;
	}

	private void end(List<Thread> logins) throws InterruptedException {
		this.slow.released.countDown();
		for (Thread login : logins) {
			login.join(PATIENCE.toMillis());
		}
	}

	/**
	 * Counts how often it is asked, and takes as long as it is told to.
	 */
	private static final class SlowEncoder implements PasswordEncoder {

		private final AtomicInteger calls = new AtomicInteger();

		private final AtomicInteger running = new AtomicInteger();

		private volatile CountDownLatch released = new CountDownLatch(0);

		@Override
		public @Nullable String encode(@Nullable CharSequence secret) {
			return "[" + secret + "]";
		}

		@Override
		public boolean matches(@Nullable CharSequence secret, @Nullable String encoded) {
			this.calls.incrementAndGet();
			this.running.incrementAndGet();
			try {
				this.released.await();
				return ("[" + secret + "]").equals(encoded);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new IllegalStateException(ex);
			}
			finally {
				this.running.decrementAndGet();
			}
		}

	}

}
