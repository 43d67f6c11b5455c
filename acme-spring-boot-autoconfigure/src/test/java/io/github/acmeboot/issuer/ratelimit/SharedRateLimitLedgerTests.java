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

package io.github.acmeboot.issuer.ratelimit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.issuer.protocol.Operation;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StaleWriteException;
import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.ledger.Ledger;
import io.github.acmeboot.store.ledger.LedgerRepository;
import io.github.acmeboot.testsupport.SettableClock;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RateLimitLedger} if several instances write it, or its store is in
 * trouble.
 */
@ExtendWith(OutputCaptureExtension.class)
class SharedRateLimitLedgerTests extends AbstractRateLimitLedgerTests {

	@Test
	void instancesCountTogether() throws Exception {
		List<RateLimitLedger> instances = IntStream.range(0, 4).mapToObj((i) -> instance(this.clock)).toList();
		ExecutorService executor = Executors.newFixedThreadPool(8);
		CountDownLatch start = new CountDownLatch(1);
		try {
			List<? extends Future<?>> orders = IntStream.range(0, 40).mapToObj((i) -> executor.submit(() -> {
				start.await();
				place(instances.get(i % 4), of("a" + i, "a" + i + ".example.com"));
				return i;
			})).toList();
			start.countDown();
			for (Future<?> order : orders) {
				order.get();
			}
		}
		finally {
			executor.shutdownNow();
		}
		assertThat(instance(this.clock).remaining(Limit.NEW_ORDERS, List.of(due("x")))).isEqualTo(260);
		assertThat(remaining(Limit.CERTIFICATES_PER_DOMAIN)).isEqualTo(10);
	}

	@Test
	void instancesThatOrderSideBySideNeverCrossALimit() throws Exception {
		IntStream.range(0, 47).forEach((i) -> place(this.ledger, due("a" + i + ".example.com")));
		CyclicBarrier start = new CyclicBarrier(12);
		CyclicBarrier proved = new CyclicBarrier(12);
		ExecutorService executor = Executors.newFixedThreadPool(12);
		try {
			List<Future<Boolean>> orders = IntStream.range(0, 12).mapToObj((i) -> executor.submit(() -> {
				Allowance allowance = instance(this.clock).allowance(of("w" + i, "w" + i + ".example.com"));
				allowance.check(() -> false);
				start.await(60, TimeUnit.SECONDS);
				boolean placed = isPlaced(allowance);
				proved.await(60, TimeUnit.SECONDS);
				if (placed) {
					allowance.before(Operation.FINALIZE);
				}
				return placed;
			})).toList();
			int placed = 0;
			for (Future<Boolean> order : orders) {
				placed += order.get() ? 1 : 0;
			}
			assertThat(placed).isEqualTo(3);
		}
		finally {
			executor.shutdownNow();
		}
		assertThat(remaining(Limit.CERTIFICATES_PER_DOMAIN)).isZero();
	}

	@Test
	void whatIsLeftForTheSameNamesIsNotOrderedUnderTwoNames() {
		issue(3, "www.example.com");
		this.ledger.allowance(of("one", "www.example.com")).before(Operation.NEW_ORDER);
		assertThat(refusal(instance(this.clock), of("two", "www.example.com"))).hasMessageContaining(
				"of the 5/7d certificates for exactly these names 3 are spent and 1 set aside for orders under way, "
						+ "and the last one is kept");
	}

	@Test
	void whatIsSetAsideForAnOrderIsFreeWhenNothingComesOfIt() {
		IntStream.range(0, 49).forEach((i) -> place(this.ledger, due("a" + i + ".example.com")));
		Allowance one = this.ledger.allowance(of("one", "one.example.com"));
		one.before(Operation.NEW_ORDER);
		assertThat(find(this.ledger, of("two", "two.example.com"))).isPresent();
		one.abandoned();
		assertThat(find(this.ledger, of("two", "two.example.com"))).isEmpty();
		one.before(Operation.NEW_ORDER);
		one.failed(Operation.NEW_ORDER, problem(Reason.REJECTED_IDENTIFIER, "rejectedIdentifier", null));
		assertThat(find(this.ledger, of("two", "two.example.com"))).isEmpty();
	}

	@Test
	void whatAKillHasLeftSetAsideHoldsUpNeitherTheCertificateItselfNorOthersForLong() {
		IntStream.range(0, 49).forEach((i) -> place(this.ledger, due("a" + i + ".example.com")));
		for (int i = 0; i < 20; i++) {
			instance(this.clock).allowance(of("one", "one.example.com")).before(Operation.NEW_ORDER);
		}
		assertThat(find(this.ledger, of("one", "one.example.com"))).isEmpty();
		assertThat(find(this.ledger, of("two", "two.example.com"))).isPresent();
		this.clock.advance(Duration.ofDays(1));
		assertThat(find(this.ledger, of("two", "two.example.com"))).isEmpty();
	}

	@Test
	void whatWasSpentByAClockThatIsAYearAheadCountsForItsPeriodFromNowOn() {
		SettableClock ahead = new SettableClock(START.plus(Duration.ofDays(365)));
		RateLimitLedger other = instance(ahead);
		IntStream.range(0, 4).forEach((i) -> place(other, due("www.example.com")));
		AcmeException refusal = refusal(this.ledger, due("www.example.com"));
		assertThat(refusal.getRetryAfter()).contains(START.plus(Duration.ofMinutes(2016)));
		this.clock.advance(Duration.ofMinutes(2016));
		assertThat(find(instance(this.clock), due("www.example.com"))).isEmpty();
	}

	@Test
	void aClockThatStartsLongAgoFreesNothing() {
		issue(4, "www.example.com");
		RateLimitLedger behind = instance(new SettableClock(Instant.EPOCH));
		assertThat(refusal(behind, due("www.example.com")).getRetryAfter())
			.contains(Instant.EPOCH.plus(Duration.ofMinutes(2016)));
		assertThat(find(instance(this.clock), due("www.example.com"))).isPresent();
	}

	@Test
	void aClockThatIsAheadFreesNothingThatItDoesNotSpend() {
		issue(4, "www.example.com");
		RateLimitLedger ahead = instance(new SettableClock(START.plus(Duration.ofDays(365))));
		IntStream.range(0, 10).forEach((i) -> place(ahead, due("a" + i + ".example.net")));
		assertThat(find(this.ledger, due("www.example.com"))).isPresent();
	}

	@Test
	void aLedgerThatCannotBeReadIsBegunAnewAndThatIsSaidOnce(CapturedOutput output) {
		save("not a ledger");
		assertThat(find(this.ledger, due("www.example.com"))).isEmpty();
		place(this.ledger, due("www.example.com"));
		assertThat(remaining(Limit.NEW_ORDERS)).isEqualTo(299);
		assertThat(output.getOut()).containsOnlyOnce("is lost and counted anew");
	}

	@Test
	void aStoreInTroubleKeepsNobodyFromOrdering(CapturedOutput output) {
		BrokenStore broken = new BrokenStore(this.store);
		broken.broken = true;
		RateLimitLedger alone = new RateLimitLedger("le", LETS_ENCRYPT, RateLimitSettings.DEFAULT,
				new LedgerRepository(broken), this.clock);
		IntStream.range(0, 4).forEach((i) -> place(alone, due("www.example.com")));
		assertThat(output.getOut()).containsOnlyOnce("this instance goes by what it knows itself. gone");
		assertThat(find(alone, due("www.example.com"))).isPresent();
	}

	@Test
	void whatWasSpentWhileTheStoreWasAwayIsKnownToAllWhenItIsBack() {
		BrokenStore broken = new BrokenStore(this.store);
		RateLimitLedger alone = new RateLimitLedger("le", LETS_ENCRYPT, RateLimitSettings.DEFAULT,
				new LedgerRepository(broken), this.clock);
		place(alone, due("www.example.com"));
		broken.broken = true;
		IntStream.range(0, 3).forEach((i) -> place(alone, due("www.example.com")));
		alone.allowance(due("a.example.com")).orderFailed();
		broken.broken = false;
		place(this.ledger, due("other.example.net"));
		assertThat(find(alone, due("www.example.com"))).isPresent();
		alone.allowance(due("b.example.com")).orderFailed();
		assertThat(find(this.ledger, due("www.example.com"))).isPresent();
		Ledger shared = repository().find(LETS_ENCRYPT).orElseThrow().ledger();
		assertThat(shared.failures()).containsOnlyKeys("a.example.com", "b.example.com");
		assertThat(shared.find(new Ledger.Key("certificates-per-domain", "example.net"))).isPresent();
	}

	@Test
	void whatCannotBeWrittenBecauseOthersAlwaysAreFirstIsCountedByThisInstance() {
		RateLimitLedger slow = new RateLimitLedger("le", LETS_ENCRYPT, RateLimitSettings.DEFAULT,
				new LedgerRepository(new BusyStore()), this.clock);
		IntStream.range(0, 4).forEach((i) -> place(slow, due("www.example.com")));
		assertThat(find(slow, due("www.example.com"))).isPresent();
	}

	@Test
	void whatTheStoreHasLostIsKnownByThisInstance() {
		issue(4, "www.example.com");
		this.store.delete(key(), this.store.version(key()).orElseThrow());
		assertThat(find(this.ledger, due("www.example.com"))).isPresent();
		place(this.ledger, due("www.example.net"));
		assertThat(find(instance(this.clock), due("www.example.com"))).isPresent();
	}

	private static boolean isPlaced(Allowance allowance) {
		try {
			allowance.before(Operation.NEW_ORDER);
			return true;
		}
		catch (LimitReachedException ex) {
			return false;
		}
	}

	private String key() {
		return this.store.list("ledger/").get(0);
	}

	private void save(String content) {
		place(this.ledger, due("www.example.com"));
		this.store.save(key(), content.getBytes(StandardCharsets.UTF_8),
				WriteCondition.version(this.store.version(key()).orElseThrow()));
	}

	/**
	 * A store where somebody else is always first.
	 */
	private static final class BusyStore implements AcmeStore {

		@Override
		public Optional<StoredValue> load(String key) {
			return Optional.empty();
		}

		@Override
		public StoredValue save(String key, byte[] content, WriteCondition condition) {
			throw new StaleWriteException(key, condition);
		}

		@Override
		public void delete(String key, String version) {
		}

		@Override
		public List<String> list(String prefix) {
			return List.of();
		}

	}

	/**
	 * A store that cannot be reached for some time.
	 */
	private static final class BrokenStore implements AcmeStore {

		private final AcmeStore delegate;

		private boolean broken;

		private BrokenStore(AcmeStore delegate) {
			this.delegate = delegate;
		}

		@Override
		public Optional<StoredValue> load(String key) {
			check();
			return this.delegate.load(key);
		}

		@Override
		public StoredValue save(String key, byte[] content, WriteCondition condition) {
			check();
			return this.delegate.save(key, content, condition);
		}

		@Override
		public void delete(String key, String version) {
			check();
			this.delegate.delete(key, version);
		}

		@Override
		public List<String> list(String prefix) {
			check();
			return this.delegate.list(prefix);
		}

		private void check() {
			if (this.broken) {
				throw new StoreException("gone", null);
			}
		}

	}

}
