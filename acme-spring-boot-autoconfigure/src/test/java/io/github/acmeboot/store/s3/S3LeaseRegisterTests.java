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

package io.github.acmeboot.store.s3;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link S3LeaseRegister}, in virtual time.
 */
class S3LeaseRegisterTests {

	private static final String NAME = "renew/web";

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private final AcmeStore store = new InMemoryAcmeStore();

	private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 1000);

	private final S3LeaseRegister holder = register("2030-01-01T00:00:00Z");

	private final S3LeaseRegister other = register("2020-01-01T00:00:00Z");

	@Test
	void aLeaseIsOverWhenItWasSeenUnchangedForItsWholeTime() {
		this.holder.acquire(NAME, "one", MINUTE);
		pass(Duration.ofHours(1));
		assertThat(acquire(this.other)).isEmpty();
		pass(Duration.ofMillis(59_999));
		assertThat(acquire(this.other)).isEmpty();
		pass(Duration.ofMillis(1));
		assertThat(acquire(this.other)).isPresent();
	}

	@Test
	void theTimeOfTheLeaseCountsAndNotThatOfWhoWantsIt() {
		this.holder.acquire(NAME, "one", Duration.ofMinutes(5));
		assertThat(acquire(this.other)).isEmpty();
		pass(Duration.ofMinutes(4));
		assertThat(acquire(this.other)).isEmpty();
	}

	@Test
	void aLeaseThatIsRenewedIsNeverOver() {
		this.holder.acquire(NAME, "one", MINUTE);
		for (int turn = 0; turn < 20; turn++) {
			assertThat(acquire(this.other)).isEmpty();
			pass(Duration.ofSeconds(50));
			assertThat(this.holder.extend(NAME, "one", MINUTE)).isTrue();
			pass(Duration.ofSeconds(50));
		}
	}

	@Test
	void aReleasedLeaseIsOverAtOnce() {
		this.holder.acquire(NAME, "one", MINUTE);
		this.holder.release(NAME, "one");
		assertThat(acquire(this.other)).isPresent();
	}

	@Test
	void theFenceGrowsAlthoughTheClockWentBack() {
		long former = this.holder.acquire(NAME, "one", MINUTE).orElseThrow();
		this.holder.release(NAME, "one");
		assertThat(acquire(this.other)).hasValue(former + 1);
	}

	@Test
	void theFenceGrowsAlthoughTheBucketWasWiped() {
		long former = this.holder.acquire(NAME, "one", MINUTE).orElseThrow();
		this.store.delete("locks/renew%2fweb", this.store.version("locks/renew%2fweb").orElseThrow());
		assertThat(register("2030-01-01T00:00:01Z").acquire(NAME, "two", MINUTE).orElseThrow()).isGreaterThan(former);
	}

	@Test
	void whatIsNoLeaseIsReplaced() {
		this.store.save("locks/renew%2fweb", "hello".getBytes(StandardCharsets.UTF_8), WriteCondition.absent());
		assertThat(acquire(this.other)).isPresent();
	}

	@Test
	void nothingOfALeaseIsForgottenBetweenTwoLooks() {
		this.holder.acquire(NAME, "one", MINUTE);
		assertThat(acquire(this.other)).isEmpty();
		pass(Duration.ofMinutes(2));
		this.holder.extend(NAME, "one", MINUTE);
		assertThat(acquire(this.other)).isEmpty();
	}

	private OptionalLong acquire(S3LeaseRegister register) {
		return register.acquire(NAME, "two", MINUTE);
	}

	private void pass(Duration duration) {
		this.nanoTime.addAndGet(duration.toNanos());
	}

	private S3LeaseRegister register(String now) {
		return new S3LeaseRegister(this.store, Clock.fixed(Instant.parse(now), ZoneOffset.UTC), this.nanoTime::get);
	}

}
