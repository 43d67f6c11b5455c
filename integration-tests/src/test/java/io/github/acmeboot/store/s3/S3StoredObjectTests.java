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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.S3Object;

import io.github.acmeboot.store.StaleWriteException;
import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.UnreadableValueException;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.codec.ValueFrame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the objects of {@link S3AcmeStore}: what is in the bucket, and what it costs.
 */
class S3StoredObjectTests extends AbstractS3StoreTests {

	private static final int WRITERS = 16;

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
	void ofManyWritersOneSucceeds() throws Exception {
		StoredValue former = save("former", WriteCondition.absent());
		AtomicInteger succeeded = new AtomicInteger();
		CyclicBarrier start = new CyclicBarrier(WRITERS);
		ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
		try {
			threads.invokeAll(IntStream.range(0, WRITERS).mapToObj((writer) -> Executors.callable(() -> {
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
