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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

import io.github.acmeboot.peer.S3Faults;
import io.github.acmeboot.peer.S3Server;
import io.github.acmeboot.store.StaleWriteException;
import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.StoreException.Trouble;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.UnreadableValueException;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.codec.ValueFrame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link S3AcmeStore} when the bucket or its service does not behave.
 */
class S3StoreTroubleTests {

	private static final String KEY = "certificates/web";

	private static final Predicate<String> WRITES = (request) -> request.startsWith("PUT ");

	private static final Predicate<String> ALL = (request) -> true;

	private static final S3Server server = S3Server.start();

	private static final S3Client client = server.client();

	private static int buckets;

	private final String bucket = "certs-" + buckets++;

	private final S3AcmeStore store = new S3AcmeStore(client, this.bucket, "acme/", 2);

	@AfterAll
	static void stop() {
		client.close();
		server.close();
	}

	@BeforeEach
	void createBucket() {
		server.createBucket(this.bucket);
		server.faults().requests().clear();
	}

	@AfterEach
	void heal() {
		server.faults().none();
	}

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
	void whatAnotherProgramPutThereIsNotReadAndKeptAsideWhenReplaced() {
		put("certificates/web.acme", "hello".getBytes(StandardCharsets.UTF_8));
		UnreadableValueException unreadable = assertThatExceptionOfType(UnreadableValueException.class)
			.isThrownBy(() -> this.store.load(KEY))
			.withMessageContaining("s3://" + this.bucket + "/acme/certificates/web.acme")
			.actual();
		assertThat(this.store.version(KEY)).contains(unreadable.getVersion());
		assertThatExceptionOfType(UnreadableValueException.class)
			.isThrownBy(() -> save("one", WriteCondition.absent()));
		save("one", WriteCondition.version(unreadable.getVersion()));
		assertThat(text()).isEqualTo("one");
		assertThat(this.store.list("certificates/")).containsExactly(KEY);
		assertThat(keys()).containsExactly("acme/certificates/web.acme",
				"acme/certificates/web.acme." + unreadable.getVersion());
	}

	@Test
	void whatIsUnreadableCanBeDeletedKnowingly() {
		put("certificates/web.acme", "hello".getBytes(StandardCharsets.UTF_8));
		assertThatExceptionOfType(UnreadableValueException.class).isThrownBy(() -> this.store.delete(KEY, "other"));
		this.store.delete(KEY, this.store.version(KEY).orElseThrow());
		assertThat(this.store.load(KEY)).isEmpty();
		assertThat(keys()).hasSize(2);
	}

	@Test
	void aVersionIsFoundWithoutMovingTheContent() {
		StoredValue saved = save("one", WriteCondition.absent());
		server.faults().requests().clear();
		assertThat(this.store.version(KEY)).contains(saved.version());
		assertThat(server.faults().requests()).containsExactly("HEAD /" + this.bucket + "/acme/certificates/web.acme");
		this.store.delete(KEY, saved.version());
		assertThat(this.store.version(KEY)).isEmpty();
	}

	@Test
	void aWriteIsOneReadAndOneWrite() {
		StoredValue saved = save("one", WriteCondition.absent());
		server.faults().requests().clear();
		save("two", WriteCondition.version(saved.version()));
		String object = " /" + this.bucket + "/acme/certificates/web.acme";
		assertThat(server.faults().requests()).containsExactly("GET" + object, "PUT" + object);
	}

	@Test
	void anObjectThatLostItsMetadataInABackupIsStillAValue() {
		StoredValue value = new StoredValue("one".getBytes(StandardCharsets.UTF_8), "0f-1");
		put("certificates/web.acme", new ValueFrame(value, 7).toBytes());
		assertThat(this.store.load(KEY)).contains(value);
		assertThat(this.store.version(KEY)).contains("0f-1");
		assertThatExceptionOfType(StaleWriteException.class)
			.isThrownBy(() -> save("two", WriteCondition.version("0f-1").fencedBy(6)));
	}

	@Test
	void aDeletedValueLeavesAnEmptyObjectThatIsNotListed() {
		this.store.delete(KEY, save("one", WriteCondition.absent()).version());
		assertThat(keys()).containsExactly("acme/certificates/web.acme");
		assertThat(this.store.list("certificates/")).isEmpty();
		save("two", WriteCondition.absent());
		assertThat(text()).isEqualTo("two");
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

	@Test
	void ofFiftyWritersOneSucceeds() throws Exception {
		StoredValue former = save("former", WriteCondition.absent());
		AtomicInteger succeeded = new AtomicInteger();
		CyclicBarrier start = new CyclicBarrier(50);
		ExecutorService threads = Executors.newFixedThreadPool(50);
		try {
			threads.invokeAll(IntStream.range(0, 50).mapToObj((writer) -> Executors.callable(() -> {
				await(start);
				try {
					save("same", WriteCondition.version(former.version()));
					succeeded.incrementAndGet();
				}
				catch (StaleWriteException ex) {
					assertThat(ex).hasMessageContaining(KEY);
				}
			})).toList()).forEach((future) -> assertThat(future).succeedsWithin(Duration.ofMinutes(2)));
		}
		finally {
			threads.shutdownNow();
		}
		assertThat(succeeded).hasValue(1);
	}

	@Test
	void noExceptionShowsWhatIsStored() {
		server.faults().fail(ALL, 500, "InternalError");
		assertThatExceptionOfType(StoreException.class)
			.isThrownBy(() -> save("secret-content", WriteCondition.absent()))
			.satisfies((ex) -> assertThat(ex).hasStackTraceContaining("S3").hasMessageNotContaining("secret-content"));
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

	private static void await(CyclicBarrier barrier) {
		try {
			barrier.await(1, TimeUnit.MINUTES);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void assertTrouble(Trouble trouble, Runnable use, String message) {
		assertThatExceptionOfType(StoreException.class).isThrownBy(use::run)
			.withMessageContaining(message)
			.satisfies((ex) -> assertThat(ex.getTrouble()).isEqualTo(trouble));
	}

	private StoredValue save(String content, WriteCondition condition) {
		return this.store.save(KEY, content.getBytes(StandardCharsets.UTF_8), condition);
	}

	private String text() {
		return new String(this.store.load(KEY).orElseThrow().content(), StandardCharsets.UTF_8);
	}

	private void put(String key, byte[] content) {
		client.putObject((request) -> request.bucket(this.bucket).key("acme/" + key), RequestBody.fromBytes(content));
	}

	private List<String> keys() {
		return client.listObjectsV2((request) -> request.bucket(this.bucket))
			.contents()
			.stream()
			.map(S3Object::key)
			.sorted()
			.toList();
	}

}
