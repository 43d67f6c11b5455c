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

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

import io.github.acmeboot.peer.S3Faults;
import io.github.acmeboot.peer.S3Server;
import io.github.acmeboot.store.StaleWriteException;
import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.StoreException.Trouble;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.WriteCondition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link S3AcmeStore} when the bucket or its service does not behave.
 */
class S3StoreTroubleTests extends AbstractS3StoreTests {

	private static final Predicate<String> WRITES = (request) -> request.startsWith("PUT ");

	@Test
	void aWriteWhoseAnswerIsLostSucceeded() {
		server.faults().loseAnswers(WRITES);
		StoredValue saved = save("one", WriteCondition.absent());
		assertThat(this.store.load(KEY)).contains(saved);
		StoredValue second = save("two", WriteCondition.version(saved.version()));
		assertThat(this.store.load(KEY)).contains(second);
		assertThat(server.faults().requests()).filteredOn(WRITES).hasSizeGreaterThan(2);
	}

	@Test
	void aWriteThatWasCarriedOutAndAnsweredWithAnErrorSucceeded() {
		server.faults().falsify(WRITES, 500, "InternalError");
		StoredValue saved = save("one", WriteCondition.absent());
		assertThat(this.store.load(KEY)).contains(saved);
		this.store.delete(KEY, saved.version());
		assertThat(this.store.load(KEY)).isEmpty();
	}

	@Test
	void aWriteThatLostAgainstAnotherIsStaleAlthoughItsAnswerWasLost() {
		StoredValue former = save("one", WriteCondition.absent());
		AtomicBoolean overtaken = new AtomicBoolean();
		server.faults().become((request, backend) -> {
			if (WRITES.test(request) && overtaken.compareAndSet(false, true)) {
				save("theirs", WriteCondition.version(former.version()));
				backend.answer();
				return S3Faults.Answer.NONE;
			}
			return backend.answer();
		});
		assertThatExceptionOfType(StaleWriteException.class)
			.isThrownBy(() -> save("ours", WriteCondition.version(former.version())));
		assertThat(text()).isEqualTo("theirs");
	}

	@Test
	void aWriteThatMetAnotherOneIsRepeated() {
		AtomicInteger conflicts = new AtomicInteger();
		server.faults()
			.become((request, backend) -> (WRITES.test(request) && conflicts.incrementAndGet() <= 2)
					? S3Faults.Answer.error(409, "ConditionalRequestConflict") : backend.answer());
		save("one", WriteCondition.absent());
		assertThat(text()).isEqualTo("one");
	}

	@Test
	void aServiceThatIsBusyIsSlow() {
		server.faults().fail(WRITES, 503, "SlowDown");
		assertTrouble(Trouble.SLOW, () -> save("one", WriteCondition.absent()), "503 (SlowDown)");
		server.faults().none();
		assertThat(this.store.load(KEY)).isEmpty();
	}

	@Test
	void aServiceThatDoesNotAnswerIsSlow() {
		server.faults().delay(ALL, Duration.ofMinutes(1));
		assertTrouble(Trouble.SLOW, () -> this.store.load(KEY), "does not answer in time");
	}

	@Test
	void aServiceThatFailsCannotBeReached() {
		server.faults().fail(ALL, 500, "InternalError");
		assertTrouble(Trouble.UNREACHABLE, () -> this.store.load(KEY), "500 (InternalError)");
		assertTrouble(Trouble.UNREACHABLE, () -> this.store.list("certificates/"), "acme/certificates/");
	}

	@Test
	void aServiceThatIsDownCannotBeReachedUntilItIsUp() {
		StoredValue saved = save("one", WriteCondition.absent());
		server.stop();
		try {
			assertTrouble(Trouble.UNREACHABLE, () -> this.store.load(KEY), "cannot be reached");
			assertTrouble(Trouble.UNREACHABLE, () -> save("two", WriteCondition.version(saved.version())),
					"s3://" + this.bucket + "/acme/certificates/web.acme");
		}
		finally {
			server.restart();
		}
		assertThat(this.store.load(KEY)).contains(saved);
	}

	@Test
	void aServiceThatWasNeverThereCannotBeReached() {
		URI nowhere = S3Server.nowhere();
		try (S3Client stranger = S3Server.client(nowhere)) {
			assertTrouble(Trouble.UNREACHABLE, () -> new S3AcmeStore(stranger, "certs", "acme/").load(KEY),
					"Check its endpoint");
		}
	}

	@Test
	void aServiceThatLetsNobodyInIsDenied() {
		server.faults().fail(ALL, 403, "AccessDenied");
		assertTrouble(Trouble.DENIED, () -> this.store.load(KEY), "s3:GetObject");
		assertTrouble(Trouble.DENIED, () -> save("one", WriteCondition.absent()), "403 (AccessDenied)");
	}

	@Test
	void aBucketThatMayOnlyBeReadIsReadOnly() {
		server.faults().fail(WRITES, 403, "AccessDenied");
		assertTrouble(Trouble.READ_ONLY, () -> save("one", WriteCondition.absent()), "Allow s3:PutObject");
	}

	@Test
	void aBucketWithoutRoomIsFull() {
		server.faults().fail(WRITES, 507, "XMinioStorageFull");
		assertTrouble(Trouble.FULL, () -> save("one", WriteCondition.absent()), "Make room");
	}

	@Test
	void aBucketThatDoesNotExistIsNamed() {
		S3AcmeStore missing = new S3AcmeStore(client, "no-such-bucket", "acme/");
		for (Runnable use : List.<Runnable>of(() -> missing.load(KEY), () -> missing.version(KEY),
				() -> missing.list("certificates/"), () -> missing.save(KEY, new byte[0], WriteCondition.absent()))) {
			assertTrouble(Trouble.OTHER, use, "s3://no-such-bucket/acme/certificates/");
			assertTrouble(Trouble.OTHER, use, "acme.store.s3.bucket");
		}
	}

	@Test
	void aThreadThatIsInterruptedWhileItWaitsSavesAllTheSame() throws Exception {
		interruptedAt(WRITES, () -> save("one", WriteCondition.absent()));
		assertThat(text()).isEqualTo("one");
	}

	@Test
	void aThreadThatIsInterruptedWhileItWaitsLoadsAllTheSame() throws Exception {
		StoredValue saved = save("one", WriteCondition.absent());
		interruptedAt((request) -> request.startsWith("GET "), () -> assertThat(this.store.load(KEY)).contains(saved));
	}

	private static void interruptedAt(Predicate<String> requests, Runnable use) throws Exception {
		CountDownLatch asked = new CountDownLatch(1);
		CountDownLatch interrupted = new CountDownLatch(1);
		server.faults().become((request, backend) -> {
			if (requests.test(request)) {
				asked.countDown();
				assertThat(interrupted.await(1, TimeUnit.MINUTES)).isTrue();
			}
			return backend.answer();
		});
		AtomicBoolean stillInterrupted = new AtomicBoolean();
		Thread thread = new Thread(() -> {
			use.run();
			stillInterrupted.set(Thread.currentThread().isInterrupted());
		});
		thread.start();
		assertThat(asked.await(1, TimeUnit.MINUTES)).isTrue();
		thread.interrupt();
		interrupted.countDown();
		thread.join(60_000);
		assertThat(stillInterrupted).isTrue();
	}

	private static void assertTrouble(Trouble trouble, Runnable use, String message) {
		assertThatExceptionOfType(StoreException.class).isThrownBy(use::run)
			.withMessageContaining(message)
			.satisfies((ex) -> assertThat(ex.getTrouble()).isEqualTo(trouble));
	}

}
