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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import io.github.acmeboot.lock.Lease;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.WriteCondition;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FileAcmeStore} and {@link FileAcmeLock} with several real processes.
 */
class FileAcmeStoreProcessTests {

	private static final int TIMES = 50;

	@TempDir
	private Path directory;

	@Test
	void noUpdateOfAnyProcessIsLost() throws Exception {
		try (StoreProcess first = increment(); StoreProcess second = increment(); StoreProcess third = increment()) {
			first.await("done");
			second.await("done");
			third.await("done");
		}
		assertThat(load()).isEqualTo(String.valueOf(3 * TIMES));
	}

	@Test
	void aLockHeldByAnotherProcessIsNotAcquired() throws Exception {
		try (StoreProcess holder = StoreProcess.start("hold", this.directory); FileAcmeLock lock = lock()) {
			holder.await("held ");
			assertThat(lock.tryAcquire(StoreProcess.LOCK, Duration.ofSeconds(60))).isEmpty();
		}
	}

	@Test
	void theLockOfAKilledProcessIsFreeAndTheFenceGrows() throws Exception {
		try (StoreProcess holder = StoreProcess.start("hold", this.directory); FileAcmeLock lock = lock()) {
			long fence = Long.parseLong(holder.await("held "));
			holder.kill();
			try (Lease lease = lock.tryAcquire(StoreProcess.LOCK, Duration.ofSeconds(60)).orElseThrow()) {
				assertThat(lease.fence()).isGreaterThan(fence);
			}
		}
	}

	@Test
	void whatElseThisProcessDoesWithTheLockDoesNotLetAnotherProcessIn() throws Exception {
		try (FileAcmeLock lock = lock();
				FileAcmeLock other = lock();
				Lease lease = lock.tryAcquire(StoreProcess.LOCK, Duration.ofSeconds(60)).orElseThrow()) {
			assertThat(other.tryAcquire(StoreProcess.LOCK, Duration.ofSeconds(60))).isEmpty();
			try (StoreProcess process = StoreProcess.start("try", this.directory)) {
				assertThat(process.await("acquired ")).isEqualTo("false");
			}
			assertThat(lease.held()).isTrue();
		}
		try (StoreProcess process = StoreProcess.start("try", this.directory)) {
			assertThat(process.await("acquired ")).isEqualTo("true");
		}
	}

	@RepeatedTest(5)
	void aProcessKilledWhileItWritesLeavesAWholeValue(RepetitionInfo repetition) throws Exception {
		try (StoreProcess writer = StoreProcess.start("churn", this.directory)) {
			writer.await("saved " + (repetition.getCurrentRepetition() * 3));
			Path temporaries = this.directory.resolve(".tmp");
			Awaitility.await()
				.pollInterval(Duration.ofNanos(1))
				.pollDelay(Duration.ZERO)
				.until(() -> temporaries.toFile().list().length > 0);
			writer.kill();
		}
		assertThat(load().chars().distinct().count()).isEqualTo(1);
		FileAcmeStore store = new FileAcmeStore(this.directory);
		store.save(StoreProcess.KEY, new byte[] { 'x' }, WriteCondition.unchanged(store.load(StoreProcess.KEY)));
		assertThat(load()).isEqualTo("x");
		assertThat(this.directory.resolve(".tmp")).isEmptyDirectory();
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void whereThereIsNoRoomTheFormerValueStays() throws Exception {
		try (StoreProcess writer = StoreProcess.start("save", this.directory, 100)) {
			writer.await("saved");
		}
		List<String> limited = List.of("sh", "-c", "ulimit -f 64; exec \"$@\"", "sh");
		try (StoreProcess writer = StoreProcess.start(limited, "save", this.directory, 1 << 20)) {
			assertThat(writer.await("refused ")).contains(this.directory.resolve("certificates/web.acme").toString())
				.contains("Check that the disk is not full");
		}
		assertThat(load()).hasSize(100);
		assertThat(this.directory.resolve(".tmp")).isEmptyDirectory();
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void nobodyButTheOwnerGetsInWhateverTheUmask() throws Exception {
		Path created = this.directory.resolve("some/where/acme");
		List<String> open = List.of("sh", "-c", "umask 000; exec \"$@\"", "sh");
		try (StoreProcess writer = StoreProcess.start(open, "save", created, 100)) {
			writer.await("saved");
		}
		try (Stream<Path> paths = Files.walk(this.directory.resolve("some"))) {
			assertThat(paths).hasSizeGreaterThan(5)
				.allSatisfy((path) -> assertThat(permissions(path)).endsWith("------"));
		}
	}

	private StoreProcess increment() throws IOException {
		return StoreProcess.start("increment", this.directory, TIMES);
	}

	private FileAcmeLock lock() {
		return new FileAcmeLock(this.directory, Clock.systemUTC());
	}

	private String load() {
		StoredValue value = new FileAcmeStore(this.directory).load(StoreProcess.KEY).orElseThrow();
		return new String(value.content(), StandardCharsets.US_ASCII);
	}

	private static String permissions(Path path) throws IOException {
		return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
	}

}
