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

package io.github.acmeboot.store.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.lock.Lease;
import io.github.acmeboot.store.StoreException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link FileLease}.
 */
class FileLeaseTests {

	private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

	private static final Duration TIME_TO_LIVE = Duration.ofMillis(30);

	@TempDir
	private Path directory;

	private FileAcmeLock lock;

	@BeforeEach
	void create() {
		this.lock = new FileAcmeLock(this.directory, Clock.fixed(NOW, ZoneOffset.UTC));
	}

	@AfterEach
	void close() {
		this.lock.close();
	}

	@Test
	void theFileOfTheLockStays() {
		acquire().close();
		assertThat(file()).isRegularFile();
	}

	@Test
	void theFenceStartsAtTheTimeAndGoesUpByOne() {
		for (int turn = 0; turn < 3; turn++) {
			Lease lease = acquire();
			assertThat(lease.fence()).isEqualTo(NOW.toEpochMilli() + turn);
			lease.close();
		}
		assertThat(file()).content().startsWith("0000000" + (NOW.toEpochMilli() + 2));
	}

	@Test
	void theFenceNeverGoesDownWithTheTime() {
		acquire().close();
		try (FileAcmeLock past = new FileAcmeLock(this.directory, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC))) {
			Lease lease = past.tryAcquire("renew/web", TIME_TO_LIVE).orElseThrow();
			assertThat(lease.fence()).isEqualTo(NOW.toEpochMilli() + 1);
			lease.close();
		}
	}

	@Test
	void aFileWithoutItsCounterIsNoObstacle() throws IOException {
		acquire().close();
		Files.writeString(file(), "torn");
		Lease lease = acquire();
		assertThat(lease.fence()).isEqualTo(NOW.toEpochMilli());
		lease.close();
	}

	@Test
	void aLeaseWhoseFileIsGoneIsLostAndItsHolderIsTold() throws IOException {
		AtomicInteger told = new AtomicInteger();
		Lease lease = acquire();
		lease.onLost(told::incrementAndGet);
		assertThat(told).hasValue(0);
		Files.delete(file());
		assertThat(lease.held()).isFalse();
		Awaitility.await().untilAtomic(told, (count) -> assertThat(count).isEqualTo(1));
		Awaitility.await().during(TIME_TO_LIVE.multipliedBy(3)).until(() -> told.get() == 1);
	}

	@Test
	void aLeaseWhoseFileWasReplacedIsLost() throws IOException {
		Lease lease = acquire();
		Files.move(Files.createFile(this.directory.resolve("other")), file(), StandardCopyOption.REPLACE_EXISTING);
		assertThat(lease.held()).isFalse();
	}

	@Test
	void aListenerThatComesAfterTheLossIsToldAtOnce() throws IOException {
		AtomicInteger told = new AtomicInteger();
		Lease lease = this.lock.tryAcquire("renew/web", Duration.ofHours(1)).orElseThrow();
		Files.delete(file());
		lease.onLost(told::incrementAndGet);
		assertThat(told).hasValue(1);
	}

	@Test
	void aBackEndThatCannotBeReachedIsReported() throws IOException {
		Path file = Files.createFile(this.directory.resolve("file"));
		try (FileAcmeLock broken = new FileAcmeLock(file, Clock.systemUTC())) {
			assertThatExceptionOfType(StoreException.class)
				.isThrownBy(() -> broken.tryAcquire("renew/web", TIME_TO_LIVE))
				.withMessageContaining(file.toString())
				.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(Reason.STORE));
		}
	}

	@Test
	void anAttemptThatFailsLeavesTheLockFree() {
		this.lock.close();
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(this::acquire);
		create();
		acquire().close();
	}

	private Lease acquire() {
		return this.lock.tryAcquire("renew/web", TIME_TO_LIVE).orElseThrow();
	}

	private Path file() {
		return this.directory.resolve("locks/renew%2fweb.lock");
	}

}
