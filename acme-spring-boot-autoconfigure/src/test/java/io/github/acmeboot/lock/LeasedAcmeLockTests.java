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

package io.github.acmeboot.lock;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import io.github.acmeboot.store.StoreException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link LeasedAcmeLock} and {@link RegisteredLease}, in virtual time.
 */
class LeasedAcmeLockTests {

	private static final String NAME = "renew/web";

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private final VirtualLeaseTimer timer = new VirtualLeaseTimer();

	private final TestLeaseRegister register = new TestLeaseRegister(this.timer);

	private final LeasedAcmeLock lock = new LeasedAcmeLock(this.register, this.timer);

	private final LeasedAcmeLock other = new LeasedAcmeLock(this.register, this.timer);

	private final AtomicInteger losses = new AtomicInteger();

	@Test
	void aLeaseIsRenewedAtAThirdOfItsTime() {
		Lease lease = acquire();
		this.timer.advance(Duration.ofMillis(19_999));
		assertThat(this.register.extensions()).isZero();
		this.timer.advance(Duration.ofMillis(1));
		assertThat(this.register.extensions()).isEqualTo(1);
		this.timer.advance(Duration.ofHours(1));
		assertThat(this.register.extensions()).isEqualTo(181);
		assertThat(lease.held()).isTrue();
		assertThat(this.losses).hasValue(0);
	}

	@Test
	void aRenewalThatFailsIsRepeatedAndHarmsNothing() {
		Lease lease = acquire();
		this.timer.advance(Duration.ofSeconds(15));
		this.register.freeze();
		this.timer.advance(Duration.ofSeconds(10));
		assertThat(this.register.extensions()).isEqualTo(1);
		this.register.restart();
		this.timer.advance(Duration.ofSeconds(5));
		assertThat(this.register.extensions()).isEqualTo(2);
		this.timer.advance(MINUTE);
		assertThat(lease.held()).isTrue();
		assertThat(this.losses).hasValue(0);
	}

	@Test
	void aLeaseThatCannotBeRenewedEndsATenthBeforeOthersMayTakeIt() {
		Lease lease = acquire();
		this.register.freeze();
		this.timer.advance(Duration.ofMillis(53_999));
		assertThat(lease.held()).isTrue();
		assertThat(this.losses).hasValue(0);
		this.timer.advance(Duration.ofMillis(1));
		assertThat(lease.held()).isFalse();
		assertThat(this.losses).hasValue(1);
		this.register.restart();
		assertThat(this.other.tryAcquire(NAME, MINUTE)).isEmpty();
		this.timer.advance(Duration.ofSeconds(6));
		assertThat(this.other.tryAcquire(NAME, MINUTE)).isPresent();
	}

	@Test
	void theTimeIsCountedFromBeforeTheRequest() {
		this.register.beforeAnswering(() -> this.timer.pass(Duration.ofSeconds(4)));
		Lease lease = acquire();
		this.register.freeze();
		this.timer.advance(Duration.ofSeconds(50));
		assertThat(lease.held()).isFalse();
	}

	@Test
	void aLeaseThatIsOverWhenItIsAcquiredIsGivenBack() {
		this.register.beforeAnswering(() -> this.timer.pass(Duration.ofSeconds(55)));
		assertThat(this.lock.tryAcquire(NAME, MINUTE)).isEmpty();
		assertThat(this.register.holder(NAME)).isNull();
	}

	@Test
	void anExtensionThatIsAnsweredAfterTheEndDoesNotBringTheLeaseBack() {
		Lease lease = acquire();
		this.register.beforeAnswering(() -> this.timer.pass(Duration.ofSeconds(45)));
		this.timer.advance(Duration.ofSeconds(20));
		assertThat(lease.held()).isFalse();
		this.timer.advance(Duration.ofSeconds(1));
		assertThat(lease.held()).isFalse();
		assertThat(this.losses).hasValue(1);
	}

	@Test
	void aHolderWhoseLeaseWasForgottenIsTold() {
		Lease lease = acquire();
		this.register.forget();
		assertThat(lease.held()).isTrue();
		this.timer.advance(Duration.ofSeconds(20));
		assertThat(lease.held()).isFalse();
		assertThat(this.losses).hasValue(1);
	}

	@Test
	void aFrozenHolderKnowsAtOnceAndTakesNothingFromItsSuccessor() {
		Lease lease = acquire();
		this.timer.pass(Duration.ofSeconds(61));
		Lease successor = this.other.tryAcquire(NAME, MINUTE).orElseThrow();
		assertThat(lease.held()).isFalse();
		this.timer.advance(Duration.ZERO);
		assertThat(this.losses).hasValue(1);
		assertThat(this.register.extensions()).isZero();
		lease.close();
		assertThat(successor.held()).isTrue();
		assertThat(this.other.tryAcquire(NAME, MINUTE)).isEmpty();
		assertThat(successor.fence()).isGreaterThan(lease.fence());
	}

	@Test
	void aLossIsToldOnce() {
		acquire();
		this.register.forget();
		this.timer.advance(Duration.ofHours(1));
		assertThat(this.losses).hasValue(1);
	}

	@Test
	void everyoneWhoAskedIsToldEvenIfOneFails() {
		Lease lease = this.lock.tryAcquire(NAME, MINUTE).orElseThrow();
		lease.onLost(() -> {
			throw new IllegalStateException("broken");
		});
		lease.onLost(this.losses::incrementAndGet);
		this.register.forget();
		this.timer.advance(Duration.ofSeconds(20));
		assertThat(this.losses).hasValue(1);
	}

	@Test
	void aLossThatHappenedAlreadyIsToldAtOnce() {
		Lease lease = acquire();
		this.timer.pass(Duration.ofSeconds(55));
		AtomicInteger late = new AtomicInteger();
		lease.onLost(late::incrementAndGet);
		assertThat(late).hasValue(1);
		assertThat(this.losses).hasValue(1);
		lease.onLost(late::incrementAndGet);
		this.timer.advance(MINUTE);
		assertThat(late).hasValue(2);
		assertThat(this.losses).hasValue(1);
	}

	@Test
	void nobodyIsToldAfterClosing() {
		Lease lease = acquire();
		lease.close();
		lease.onLost(this.losses::incrementAndGet);
		this.timer.advance(Duration.ofHours(1));
		assertThat(this.losses).hasValue(0);
		assertThat(this.register.extensions()).isZero();
		assertThat(this.timer.scheduled()).isZero();
	}

	@Test
	void nobodyIsToldWhenTheLeaseIsClosedDuringItsLastRenewal() {
		Lease lease = acquire();
		this.register.forget();
		this.register.beforeAnswering(() -> {
			this.register.beforeAnswering(() -> {
			});
			lease.close();
		});
		this.timer.advance(MINUTE);
		assertThat(this.register.extensions()).isEqualTo(1);
		assertThat(this.losses).hasValue(0);
	}

	@Test
	void aLeaseMayBeClosedByWhoeverIsTold() {
		Lease lease = this.lock.tryAcquire(NAME, MINUTE).orElseThrow();
		lease.onLost(lease::close);
		this.register.forget();
		assertThatCode(() -> this.timer.advance(MINUTE)).doesNotThrowAnyException();
		assertThat(this.timer.scheduled()).isZero();
	}

	@Test
	void closingNeverThrowsAndIsRepeatedWhenItFails() {
		Lease lease = acquire();
		this.register.freeze();
		assertThatCode(lease::close).doesNotThrowAnyException();
		assertThat(lease.held()).isFalse();
		this.register.restart();
		assertThat(this.register.holder(NAME)).isNotNull();
		this.timer.advance(Duration.ofSeconds(1));
		assertThat(this.register.holder(NAME)).isNull();
	}

	@Test
	void closingTwiceReleasesOnce() {
		Lease lease = acquire();
		lease.close();
		lease.close();
		assertThat(this.register.releases()).isEqualTo(1);
	}

	@Test
	void anAttemptThatTimedOutIsUndoneAlthoughItIsCarriedOutLater() {
		this.register.freeze();
		assertThatExceptionOfType(StoreException.class).isThrownBy(() -> this.lock.tryAcquire(NAME, MINUTE));
		this.timer.advance(Duration.ofSeconds(30));
		this.register.thaw();
		this.timer.advance(Duration.ofSeconds(1));
		assertThat(this.register.holder(NAME)).isNull();
		assertThat(this.other.tryAcquire(NAME, MINUTE)).isPresent();
	}

	@Test
	void undoingEndsWithTheTimeOfTheAttemptAndHarmsNobody() {
		this.register.freeze();
		assertThatExceptionOfType(StoreException.class).isThrownBy(() -> this.lock.tryAcquire(NAME, MINUTE));
		this.register.restart();
		Lease lease = acquire();
		this.timer.advance(Duration.ofSeconds(61));
		int releases = this.register.releases();
		this.timer.advance(Duration.ofHours(1));
		assertThat(this.register.releases()).isEqualTo(releases);
		assertThat(lease.held()).isTrue();
	}

	@Test
	void anAttemptThatBreaksIsUndoneToo() {
		this.register.beforeAnswering(() -> {
			this.register.beforeAnswering(() -> {
			});
			throw new IllegalStateException("broken");
		});
		assertThatIllegalStateException().isThrownBy(() -> this.lock.tryAcquire(NAME, MINUTE));
		this.timer.advance(Duration.ZERO);
		assertThat(this.register.holder(NAME)).isNull();
	}

	@Test
	void aLockThatIsClosedRenewsNoMoreAndItsLeasesEndByThemselves() {
		Lease lease = acquire();
		this.lock.close();
		this.timer.advance(Duration.ofSeconds(53));
		assertThat(lease.held()).isTrue();
		assertThat(this.register.extensions()).isZero();
		this.timer.advance(Duration.ofSeconds(1));
		assertThat(lease.held()).isFalse();
		lease.close();
		assertThat(this.register.holder(NAME)).isNull();
	}

	@Test
	void aFailureAfterTheLockWasClosedIsReportedAsItIs() {
		this.lock.close();
		this.register.freeze();
		assertThatExceptionOfType(StoreException.class).isThrownBy(() -> this.lock.tryAcquire(NAME, MINUTE))
			.withMessage("No answer in time");
	}

	@Test
	void whatIsHeldByAnotherIsLeftAlone() {
		Lease lease = acquire();
		Optional<Lease> refused = this.other.tryAcquire(NAME, MINUTE);
		assertThat(refused).isEmpty();
		this.timer.advance(MINUTE);
		assertThat(lease.held()).isTrue();
		assertThat(this.register.releases()).isZero();
	}

	private Lease acquire() {
		Lease lease = this.lock.tryAcquire(NAME, MINUTE).orElseThrow();
		lease.onLost(this.losses::incrementAndGet);
		return lease;
	}

}
