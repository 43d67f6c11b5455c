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

package io.github.acmeboot.store.jdbc;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import io.github.acmeboot.lock.Lease;
import io.github.acmeboot.peer.DatabaseServer;
import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.StoreException.Trouble;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.testsupport.peer.PeerProgram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What the store and the lock hold when something is wrong with a server.
 */
abstract class AbstractJdbcServerTests extends AbstractJdbcTests {

	private static final String KEY = "certificates/web";

	private static final String NAME = "renew/web";

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	protected abstract DatabaseServer server();

	/**
	 * Returns what makes the table refuse rows as if the disk was full.
	 * @return statements
	 */
	protected abstract List<String> asIfFull();

	@Override
	protected JdbcSetup.Place place() {
		return new JdbcSetup.Place(server().url(), server().user(), server().password());
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static StoreException failure(ThrowingCallable call) {
		return catchThrowableOfType(StoreException.class, call);
	}

	@Nested
	class InTrouble {

		private final JdbcSetup setup = new JdbcSetup(place()).createTable();

		private final StoredValue saved = this.setup.store().save(KEY, bytes("one"), WriteCondition.absent());

		@AfterEach
		void close() {
			this.setup.close();
		}

		@Test
		void aServerThatIsGoneIsToldInTimeAndNoticedWhenItIsBack() {
			server().kill();
			try {
				assertThat(failure(() -> save("two")).getTrouble()).isEqualTo(Trouble.UNREACHABLE);
				assertThat(failure(() -> this.setup.store().load(KEY)).getTrouble()).isEqualTo(Trouble.UNREACHABLE);
			}
			finally {
				server().restart();
			}
			assertIsBackWith(this.saved);
		}

		@Test
		void aServerThatIsFrozenHoldsNobodyUpAndDoesNothingLater() throws Exception {
			ExecutorService callers = Executors.newFixedThreadPool(12);
			server().freeze();
			try {
				List<Future<StoreException>> failures = new ArrayList<>();
				for (int caller = 0; caller < 12; caller++) {
					failures.add(callers.submit(() -> failure(() -> save("two"))));
				}
				for (Future<StoreException> failure : failures) {
					assertThat(failure.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).getTrouble())
						.isIn(Trouble.UNREACHABLE, Trouble.SLOW);
				}
			}
			finally {
				server().resume();
				callers.shutdownNow();
			}
			assertIsBackWith(this.saved);
		}

		@Test
		void aRowThatSomebodyLocksIsWaitedForNotLong() throws Exception {
			try (Connection other = server().connect(); Statement statement = other.createStatement()) {
				other.setAutoCommit(false);
				statement.execute("UPDATE ACME_STORE SET FENCE = FENCE + 0 WHERE ENTRY_KEY = '" + KEY + "'");
				StoreException slow = failure(() -> save("two"));
				assertThat(slow.getTrouble()).isEqualTo(Trouble.SLOW);
				assertThat(slow).hasMessageContaining(KEY).hasMessageContaining("keeps a lock on the table");
				other.rollback();
			}
			save("two");
		}

		@Test
		void aReadOnlyPoolLetsRead() {
			try (JdbcSetup readOnly = new JdbcSetup(place(), (config) -> config.setReadOnly(true))) {
				assertThat(readOnly.store().load(KEY)).contains(this.saved);
				StoreException refused = failure(
						() -> readOnly.store().save("other/key", bytes("two"), WriteCondition.absent()));
				assertThat(refused.getTrouble()).isEqualTo(Trouble.READ_ONLY);
				assertThat(refused).hasMessageContaining("replica");
			}
		}

		@Test
		void aWrongPasswordIsToldAndNotShown() {
			JdbcSetup.Place wrong = new JdbcSetup.Place(server().url(), server().user(), "wrong-secret");
			try (JdbcSetup denied = new JdbcSetup(wrong)) {
				StoreException refused = failure(() -> denied.store().load(KEY));
				assertThat(refused.getTrouble()).isEqualTo(Trouble.DENIED);
				assertThat(refused).hasMessageContaining("Check user and password");
				assertThat(refused).hasStackTraceContaining("acme").message().doesNotContain("wrong-secret");
			}
		}

		@Test
		void selectInsertUpdateAndDeleteAreEnough() {
			try (JdbcSetup limited = limited("SELECT, INSERT, UPDATE, DELETE")) {
				StoredValue value = limited.store()
					.save(KEY, bytes("two"), WriteCondition.version(this.saved.version()));
				limited.store().delete(KEY, value.version());
				assertThat(limited.store().list("certificates/")).isEmpty();
				limited.lock().tryAcquire(NAME, PATIENCE).orElseThrow().close();
			}
		}

		@Test
		void aMissingPrivilegeIsTold() {
			try (JdbcSetup limited = limited("SELECT")) {
				StoreException refused = failure(
						() -> limited.store().save("other/key", bytes("two"), WriteCondition.absent()));
				assertThat(refused.getTrouble()).isEqualTo(Trouble.DENIED);
				assertThat(refused).hasMessageContaining("'ACME_STORE'").hasMessageContaining("grant");
			}
		}

		@Test
		void aMissingTableIsToldWithTheWayToMakeIt() {
			server().execute("DROP TABLE ACME_STORE");
			assertThatExceptionOfType(StoreException.class).isThrownBy(() -> this.setup.store().load(KEY))
				.withMessageContaining("'ACME_STORE'")
				.withMessageContaining("schema-<platform>.sql")
				.withMessageContaining("acme.store.jdbc.initialize-schema");
		}

		@Test
		void aFullDiskIsTold() {
			asIfFull().forEach(server()::execute);
			StoreException full = failure(
					() -> this.setup.store().save("other/key", bytes("two"), WriteCondition.absent()));
			server().execute("DROP TABLE ACME_STORE");
			assertThat(full.getTrouble()).isEqualTo(Trouble.FULL);
			assertThat(full).hasMessageContaining("Make room");
		}

		private JdbcSetup limited(String privileges) {
			String user = "limited_" + privileges.length();
			server().execute(
					"CREATE USER " + user
							+ ((server().url().startsWith("jdbc:postgresql")) ? " PASSWORD 'x'" : " IDENTIFIED BY 'x'"),
					"GRANT " + privileges + " ON ACME_STORE TO " + user);
			return new JdbcSetup(new JdbcSetup.Place(server().url(), user, "x"));
		}

		private void save(String content) {
			this.setup.store().save(KEY, bytes(content), WriteCondition.version(this.saved.version()));
		}

		private void assertIsBackWith(StoredValue value) {
			Optional<StoredValue> found = Awaitility.await()
				.atMost(PATIENCE)
				.ignoreExceptionsInstanceOf(StoreException.class)
				.until(() -> this.setup.store().load(KEY), Optional::isPresent);
			assertThat(found).contains(value);
			save("three");
		}

	}

	@Nested
	class Leases {

		private final JdbcSetup setup = new JdbcSetup(place()).createTable();

		private final JdbcLeaseRegister register = this.setup.register();

		@AfterEach
		void close() {
			this.setup.close();
		}

		@Test
		void aLeaseEndsByTheTimeOfTheDatabase() {
			long fence = this.register.acquire(NAME, "one", PATIENCE).orElseThrow();
			assertThat(this.register.acquire(NAME, "two", PATIENCE)).isEmpty();
			letTimePass(PATIENCE);
			assertThat(this.register.extend(NAME, "one", PATIENCE)).isFalse();
			assertThat(this.register.acquire(NAME, "two", PATIENCE).orElseThrow()).isGreaterThan(fence);
			this.register.release(NAME, "one");
			assertThat(this.register.acquire(NAME, "three", PATIENCE)).isEmpty();
		}

		@Test
		void aLeaseThatWasExtendedLastsFromThenOn() {
			this.register.acquire(NAME, "one", PATIENCE);
			letTimePass(PATIENCE.dividedBy(2));
			assertThat(this.register.extend(NAME, "one", PATIENCE)).isTrue();
			letTimePass(PATIENCE.dividedBy(2));
			assertThat(this.register.acquire(NAME, "two", PATIENCE)).isEmpty();
		}

		@Test
		void theFenceGrowsWhenTheTableWasWipedOrTheClockWasSetBack() {
			long first = this.register.acquire(NAME, "one", PATIENCE).orElseThrow();
			Awaitility.await().pollDelay(Duration.ofMillis(2)).until(() -> true);
			this.setup.sql("DELETE FROM ACME_STORE");
			long second = this.register.acquire(NAME, "two", PATIENCE).orElseThrow();
			this.setup.sql("UPDATE ACME_STORE SET FENCE = FENCE + 1000000, HELD_UNTIL = 0");
			assertThat(second).isGreaterThan(first);
			assertThat(this.register.acquire(NAME, "three", PATIENCE)).hasValue(second + 1000001);
		}

		@Test
		void aHolderWhoseLeaseWasTakenIsTold() throws Exception {
			CountDownLatch lost = new CountDownLatch(1);
			try (Lease lease = this.setup.lock().tryAcquire(NAME, Duration.ofSeconds(9)).orElseThrow()) {
				lease.onLost(lost::countDown);
				this.setup
					.sql("UPDATE ACME_STORE SET HOLDER = 'another', HELD_UNTIL = HELD_UNTIL + " + PATIENCE.toMillis());
				assertThat(lost.await(30, TimeUnit.SECONDS)).isTrue();
				assertThat(lease.held()).isFalse();
			}
			assertThat(this.setup.register().extend(NAME, "another", PATIENCE)).isTrue();
		}

		@Test
		void aHolderWhoCannotRenewIsToldBeforeAnotherHolds() throws Exception {
			CountDownLatch lost = new CountDownLatch(1);
			try (Lease lease = this.setup.lock().tryAcquire(NAME, Duration.ofSeconds(8)).orElseThrow()) {
				lease.onLost(lost::countDown);
				server().freeze();
				try {
					assertThat(lost.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
				}
				finally {
					server().resume();
				}
				assertThat(lease.held()).isFalse();
			}
		}

		@Test
		void anAttemptThatFailedLocksNobodyOut() {
			server().freeze();
			try {
				assertThatExceptionOfType(StoreException.class)
					.isThrownBy(() -> this.setup.lock().tryAcquire(NAME, Duration.ofMinutes(10)));
			}
			finally {
				server().resume();
			}
			Awaitility.await()
				.atMost(PATIENCE)
				.ignoreExceptionsInstanceOf(StoreException.class)
				.until(() -> this.register.acquire(NAME, "another", PATIENCE).isPresent());
		}

		@Test
		void theLeaseOfAKilledProcessEnds() throws Exception {
			assertIsHeldUntilKilled(List.of());
		}

		@Test
		void theClockOfAProcessDoesNotMatter() throws Exception {
			Optional<Path> faketime = PeerProgram.find("faketime");
			Assumptions.assumeTrue(faketime.isPresent());
			assertIsHeldUntilKilled(List.of(faketime.orElseThrow().toString(), "-f", "-1d"));
			assertIsHeldUntilKilled(List.of(faketime.orElseThrow().toString(), "-f", "+1d"));
		}

		private void assertIsHeldUntilKilled(List<String> launcher) throws Exception {
			Duration timeToLive = Duration.ofSeconds(6);
			Process holder = LeaseHolder.start(place(), NAME, timeToLive, launcher);
			try {
				Awaitility.await()
					.during(timeToLive.plusSeconds(1))
					.atMost(PATIENCE)
					.until(() -> this.register.acquire(NAME, "another", PATIENCE).isEmpty());
			}
			finally {
				holder.descendants().forEach(ProcessHandle::destroyForcibly);
				holder.destroyForcibly().waitFor();
			}
			Awaitility.await()
				.atMost(PATIENCE)
				.until(() -> this.register.acquire(NAME, "another", PATIENCE).isPresent());
			this.register.release(NAME, "another");
		}

		private void letTimePass(Duration time) {
			this.setup.sql("UPDATE ACME_STORE SET HELD_UNTIL = HELD_UNTIL - " + time.toMillis());
		}

	}

}
