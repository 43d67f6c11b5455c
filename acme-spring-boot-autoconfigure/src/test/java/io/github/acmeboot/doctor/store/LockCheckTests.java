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

package io.github.acmeboot.doctor.store;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.doctor.Examination;
import io.github.acmeboot.doctor.Finding;
import io.github.acmeboot.doctor.Finding.Outcome;
import io.github.acmeboot.lock.AcmeLock;
import io.github.acmeboot.lock.Lease;
import io.github.acmeboot.store.StoreException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LockCheck}.
 */
class LockCheckTests {

	private final AtomicInteger held = new AtomicInteger();

	private final AtomicLong fences = new AtomicLong();

	@Test
	void aLockThatIsHeldByOnePassesAndIsReleased() {
		Finding finding = look((name, timeToLive) -> (this.held.get() == 0) ? lease(true, this.fences.incrementAndGet())
				: Optional.empty());
		assertThat(finding.outcome()).isEqualTo(Outcome.PASS);
		assertThat(finding.subject()).isEqualTo("doctor/web");
		assertThat(finding.seen()).contains("(fence 2)");
		assertThat(this.held).hasValue(0);
	}

	@Test
	void aLockThatTwoHoldFails() {
		assertThat(look((name, timeToLive) -> lease(true, this.fences.incrementAndGet())).seen())
			.isEqualTo("It was acquired twice at the same time.");
		assertThat(this.held).hasValue(0);
	}

	@Test
	void aFenceThatDoesNotGrowFails() {
		Finding finding = look((name, timeToLive) -> (this.held.get() == 0) ? lease(true, 7) : Optional.empty());
		assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
		assertThat(finding.seen()).isEqualTo("Its fence went from 7 to 7 and has to grow.");
	}

	@Test
	void aLeaseThatIsNotHeldFails() {
		assertThat(look((name, timeToLive) -> lease(false, 1)).outcome()).isEqualTo(Outcome.FAIL);
	}

	@Test
	void aLockThatAnotherInstanceHoldsMayBeOfItsDoctor() {
		assertThat(look((name, timeToLive) -> Optional.empty()).outcome()).isEqualTo(Outcome.WARN);
	}

	@Test
	void aBackEndThatCannotBeReachedFails() {
		Finding finding = look((name, timeToLive) -> {
			throw new StoreException("Unable to reach Redis.", null);
		});
		assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
		assertThat(finding.seen()).contains("Unable to reach Redis.");
	}

	private static Finding look(AcmeLock lock) {
		Examination examination = Examination
			.of(new ManagedCertificate("web", List.of(Identifier.of("www.example.org")), List.of("ca"), "http-01",
					KeyType.EC_P256, false, null, null, true), Duration.ofSeconds(60), Runnable::run);
		new LockCheck(lock).examine(examination);
		assertThat(examination.findings()).hasSize(1);
		return examination.findings().get(0);
	}

	private Optional<Lease> lease(boolean stillHeld, long fence) {
		this.held.incrementAndGet();
		return Optional.of(new Lease() {

			@Override
			public long fence() {
				return fence;
			}

			@Override
			public boolean held() {
				return stillHeld;
			}

			@Override
			public void onLost(Runnable listener) {
			}

			@Override
			public void close() {
				LockCheckTests.this.held.decrementAndGet();
			}

		});
	}

}
