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

package io.github.acmeboot.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

import io.github.acmeboot.test.AcmeTestServer;
import io.github.acmeboot.test.protocol.Operation;
import io.github.acmeboot.test.ratelimit.Limit;
import io.github.acmeboot.test.ratelimit.RateLimits;
import io.github.acmeboot.testsupport.FreePort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A process that is killed again and again while a domain fails, at a CA with the limits
 * of Let's Encrypt.
 */
@Timeout(1800)
class CrashLoopTests {

	private static final int FAILURES = 5;

	private static final String STATE = "state/web";

	private static final Duration LOOK = Duration.ofMillis(20);

	private static final Duration WITHOUT_NEWS = Duration.ofSeconds(4);

	private static final Pattern NEXT_ATTEMPT = Pattern.compile("\"nextAttempt\":\"([^\"]+)\"");

	/**
	 * How soon the schedule lets a failure be followed by another attempt at the
	 * earliest.
	 */
	private static final Duration FIRST_RETRY = Duration.ofSeconds(48);

	@RegisterExtension
	private final Fleets fleets = new Fleets();

	@TempDir
	private Path directory;

	@Test
	void withItsStoreItStaysUnderTheLimits() {
		Loop loop = loop(RateLimits.letsEncrypt(), FAILURES);
		loop.run(Extent.starts(), Loop::byTurns, () -> {
		});
		AcmeTestServer ca = loop.ca();
		assertThat(ca.accountCount()).isOne();
		assertThat(ca.orders()).hasSizeGreaterThanOrEqualTo(2);
		assertThat(loop.ordersSinceTheFailure()).isLessThanOrEqualTo(2 * loop.sinceTheFailure().dividedBy(FIRST_RETRY));
		assertThat(ca.rateLimiter().refusals()).isZero();
		assertThat(ca.rateLimiter().spent(Limit.FAILED_AUTHORIZATIONS).values()).allMatch((spent) -> spent <= FAILURES);
	}

	/**
	 * Nobody ever lives to see that the domain fails: only the ledger is in the way.
	 */
	@Test
	void killedBeforeItKnowsOfTheFailureItStaysUnderTheLimits() {
		int limit = Math.max(2, Extent.starts() / 4);
		Loop loop = loop(RateLimits.letsEncrypt().with(Limit.FAILED_AUTHORIZATIONS, limit, Duration.ofHours(1)), limit);
		loop.run(2 * limit, (start) -> Optional.of(Operation.CHALLENGE), () -> {
		});
		AcmeTestServer ca = loop.ca();
		assertThat(ca.accountCount()).isOne();
		assertThat(ca.orders()).hasSize(limit);
		assertThat(ca.rateLimiter().refusals()).isZero();
		assertThat(ca.rateLimiter().spent(Limit.FAILED_AUTHORIZATIONS).values()).allMatch((spent) -> spent <= limit);
	}

	/**
	 * Nobody remembers anything: each start makes an account and an order, until the CA
	 * gives no more accounts. Each account has one order, and one failure at most.
	 */
	@Test
	void withADiskThatIsWipedItIsStoppedByTheLimitOfAccounts() {
		int limit = Math.max(2, Extent.starts() / 2);
		Loop loop = loop(RateLimits.letsEncrypt().with(Limit.NEW_ACCOUNTS, limit, Duration.ofHours(3)), FAILURES);
		loop.run(2 * limit, Loop::byTurns, this::wipe);
		AcmeTestServer ca = loop.ca();
		assertThat(ca.accountCount()).isEqualTo(limit);
		assertThat(ca.orders()).hasSizeLessThanOrEqualTo(limit);
		assertThat(ca.rateLimiter().spent(Limit.NEW_ORDERS).values()).allMatch((spent) -> spent == 1);
		assertThat(ca.rateLimiter().spent(Limit.FAILED_AUTHORIZATIONS).values()).allMatch((spent) -> spent == 1);
	}

	private Loop loop(RateLimits limits, int failures) {
		Fleet<TestServerCa> fleet = this.fleets.with(new FileStore(this.directory.resolve("store")),
				(port) -> new TestServerCa(
						AcmeTestServer.builder().rateLimits(limits).http01Port(FreePort.next()).start()));
		Map.of("new-accounts", "10/3h", "new-orders", "300/3h", "certificates-per-domain", "50/7d",
				"certificates-per-identifier-set", "5/7d", "failed-authorizations", failures + "/1h")
			.forEach((limit, value) -> fleet.with("acme.issuers.ca.rate-limits." + limit, value));
		return new Loop(fleet);
	}

	private void wipe() {
		try {
			FileSystemUtils.deleteRecursively(this.directory.resolve("store"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Starts a process and kills it: by turns as soon as the CA has an order, as soon as
	 * it is to validate, and when the failure is recorded. What the CA answers last does
	 * not reach the process, so that it does nothing more until it is killed. One that
	 * asks the CA for nothing for a while, and does not mean to soon, rests, and is
	 * killed as well.
	 */
	private static final class Loop {

		private final Fleet<TestServerCa> fleet;

		private Instant failure = Instant.MAX;

		private int ordersUntilTheFailure;

		/**
		 * Makes a loop.
		 * @param fleet the fleet, of one instance at a time
		 */
		Loop(Fleet<TestServerCa> fleet) {
			this.fleet = fleet;
		}

		AcmeTestServer ca() {
			return this.fleet.ca().server();
		}

		long ordersSinceTheFailure() {
			return ca().orders().size() - this.ordersUntilTheFailure;
		}

		Duration sinceTheFailure() {
			return Duration.between(this.failure, Instant.now());
		}

		/**
		 * Starts and kills.
		 * @param starts how often
		 * @param last what the process asks the CA last, or empty to kill it when the
		 * failure is recorded
		 * @param between what happens between two processes
		 */
		void run(int starts, IntFunction<Optional<Operation>> last, Runnable between) {
			Instant begin = Instant.now();
			List<String> table = new ArrayList<>();
			for (int start = 1; start <= starts; start++) {
				int accounts = ca().accountCount();
				int orders = ca().orders().size();
				int refusals = ca().rateLimiter().refusals();
				Instant started = Instant.now();
				String end = startAndKill(last.apply(start));
				table.add("%5d | %5d s | %-22s | %8d | %6d | %8d".formatted(start,
						Duration.between(begin, started).toSeconds(), end, ca().accountCount() - accounts,
						ca().orders().size() - orders, ca().rateLimiter().refusals() - refusals));
				between.run();
			}
			System.out.println("start | after   | killed                 | accounts | orders | refusals\n"
					+ String.join("\n", table) + "\nfailed authorizations by account: "
					+ ca().rateLimiter().spent(Limit.FAILED_AUTHORIZATIONS));
		}

		private String startAndKill(Optional<Operation> last) {
			ca().resetRequests();
			Optional<HeldAnswer> held = last.map(this.fleet.ca()::hold);
			Instance instance = this.fleet.start(1).get(0);
			try {
				return held.map((answer) -> await("after " + last.orElseThrow().value(), instance, answer::isReached))
					.orElseGet(() -> afterTheFailure(instance));
			}
			finally {
				this.fleet.kill(instance);
				ca().faults().clear();
				held.ifPresent(HeldAnswer::release);
			}
		}

		static Optional<Operation> byTurns(int start) {
			return switch (start % 3) {
				case 1 -> Optional.of(Operation.NEW_ORDER);
				case 2 -> Optional.of(Operation.CHALLENGE);
				default -> Optional.empty();
			};
		}

		private String afterTheFailure(Instance instance) {
			Instant begin = Instant.now();
			String end = await("after the failure", instance, () -> instance.saved(STATE, Instant.EPOCH).isPresent());
			if (begin.isBefore(this.failure)) {
				this.failure = begin;
				this.ordersUntilTheFailure = ca().orders().size();
			}
			return end;
		}

		private String await(String moment, Instance instance, BooleanSupplier reached) {
			Silence silence = new Silence();
			this.fleet.await()
				.pollInterval(LOOK)
				.until(() -> reached.getAsBoolean() || (silence.lasts() && rests(instance)));
			return reached.getAsBoolean() ? moment : "at rest";
		}

		private static boolean rests(Instance instance) {
			Matcher next = NEXT_ATTEMPT.matcher(instance.ask("acme/web"));
			return next.find() && Instant.parse(next.group(1)).isAfter(Instant.now());
		}

		/**
		 * How long the CA has not been asked for anything.
		 */
		private final class Silence {

			private int requests;

			private Instant begin = Instant.now();

			boolean lasts() {
				int heard = ca().requests().size();
				if (heard != this.requests) {
					this.requests = heard;
					this.begin = Instant.now();
				}
				return this.begin.plus(WITHOUT_NEWS).isBefore(Instant.now());
			}

		}

	}

}
