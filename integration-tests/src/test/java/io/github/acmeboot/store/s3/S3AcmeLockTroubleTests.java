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

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

import io.github.acmeboot.lock.Lease;
import io.github.acmeboot.lock.LeasedAcmeLock;
import io.github.acmeboot.peer.S3Faults;
import io.github.acmeboot.peer.S3Server;
import io.github.acmeboot.store.StoreException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the lock in a bucket when the bucket's service does not behave.
 */
class S3AcmeLockTroubleTests {

	private static final String NAME = "renew/web";

	private final S3Server server = S3Server.start();

	private final S3Client client = this.server.client();

	private final LeasedAcmeLock lock = lock();

	private final LeasedAcmeLock other = lock();

	@AfterEach
	void stop() {
		this.lock.close();
		this.other.close();
		this.client.close();
		this.server.close();
	}

	@Test
	void aHolderThatCannotRenewIsToldAndItsSuccessorIsLeftAlone() throws Exception {
		this.server.createBucket("certs");
		Duration timeToLive = Duration.ofSeconds(6);
		Lease lease = this.lock.tryAcquire(NAME, timeToLive).orElseThrow();
		CountDownLatch lost = new CountDownLatch(1);
		lease.onLost(lost::countDown);
		this.server.faults().fail((request) -> true, 503, "ServiceUnavailable");
		assertThat(lost.await(1, TimeUnit.MINUTES)).isTrue();
		assertThat(lease.held()).isFalse();
		this.server.faults().none();
		Lease successor = Awaitility.await()
			.atMost(Duration.ofMinutes(1))
			.until(() -> this.other.tryAcquire(NAME, Duration.ofMinutes(1)).orElse(null), (found) -> found != null);
		assertThat(successor.fence()).isGreaterThan(lease.fence());
		lease.close();
		assertThat(this.lock.tryAcquire(NAME, timeToLive)).isEmpty();
		assertThat(successor.held()).isTrue();
	}

	@Test
	void anAttemptWhoseAnswersAreAllLostIsUndone() {
		this.server.createBucket("certs");
		this.server.faults().become((request, backend) -> {
			backend.answer();
			return S3Faults.Answer.error(500, "InternalError");
		});
		assertThatExceptionOfType(StoreException.class)
			.isThrownBy(() -> this.lock.tryAcquire(NAME, Duration.ofMinutes(1)));
		this.server.faults().none();
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.until(() -> this.other.tryAcquire(NAME, Duration.ofMinutes(1)).isPresent());
	}

	@Test
	void aHolderIsToldWhenTheBucketWasWiped() throws Exception {
		this.server.createBucket("certs");
		Lease lease = this.lock.tryAcquire(NAME, Duration.ofSeconds(6)).orElseThrow();
		CountDownLatch lost = new CountDownLatch(1);
		lease.onLost(lost::countDown);
		this.client.deleteObject((request) -> request.bucket("certs").key("acme/locks/renew%2fweb.acme"));
		assertThat(lost.await(1, TimeUnit.MINUTES)).isTrue();
		assertThat(this.other.tryAcquire(NAME, Duration.ofMinutes(1)))
			.hasValueSatisfying((next) -> assertThat(next.fence()).isGreaterThan(lease.fence()));
	}

	private LeasedAcmeLock lock() {
		return new LeasedAcmeLock(new S3LeaseRegister(new S3AcmeStore(this.client, "certs", "acme/"), Clock.systemUTC(),
				System::nanoTime));
	}

}
