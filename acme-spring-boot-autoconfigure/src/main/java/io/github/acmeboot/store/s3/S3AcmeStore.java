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

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StaleWriteException;
import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.UnreadableValueException;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.codec.ValueFrame;

/**
 * {@link AcmeStore} that keeps each value in an object of a bucket. Every write carries a
 * condition that the service checks; the version in the object makes each write another
 * object, even if its content is the same. A deleted value leaves an empty object, since
 * not every service can delete on a condition.
 */
public final class S3AcmeStore implements AcmeStore {

	private static final String VERSION = "acme-version";

	private static final int PAGE_SIZE = 1000;

	private final S3Objects objects;

	private final ObjectKeys keys;

	/**
	 * Creates a store.
	 * @param client the client, which is not closed
	 * @param bucket the name of the bucket
	 * @param prefix the start of the key of every object
	 */
	public S3AcmeStore(S3Client client, String bucket, String prefix) {
		this(client, bucket, prefix, PAGE_SIZE);
	}

	S3AcmeStore(S3Client client, String bucket, String prefix, int pageSize) {
		this.objects = new S3Objects(client, bucket, pageSize);
		this.keys = new ObjectKeys(prefix);
	}

	@Override
	public Optional<StoredValue> load(String key) {
		Optional<FoundObject> found = this.objects.get(this.keys.objectKey(key));
		if (found.filter(FoundObject::isUnreadable).isPresent()) {
			throw unreadable(key, found.get());
		}
		return found.flatMap(FoundObject::value);
	}

	@Override
	public Optional<String> version(String key) {
		Optional<HeadObjectResponse> head = this.objects.head(this.keys.objectKey(key));
		if (head.isPresent() && head.get().contentLength() == 0) {
			return Optional.empty();
		}
		return head.map((found) -> found.metadata().get(VERSION)).or(() -> AcmeStore.super.version(key));
	}

	@Override
	public StoredValue save(String key, byte[] content, WriteCondition condition) {
		Optional<FoundObject> found = this.objects.get(this.keys.objectKey(key));
		long fence = found.map(FoundObject::fence).orElse(0L);
		if (condition.fence() > 0 && condition.fence() < fence) {
			throw new StaleWriteException(key, condition);
		}
		StoredValue value = new StoredValue(content, UUID.randomUUID().toString());
		byte[] bytes = new ValueFrame(value, Math.max(fence, condition.fence())).toBytes();
		replace(key, found, condition, bytes, Map.of(VERSION, value.version()));
		return value;
	}

	@Override
	public void delete(String key, String version) {
		Optional<FoundObject> found = this.objects.get(this.keys.objectKey(key));
		if (found.flatMap(FoundObject::version).isPresent()) {
			replace(key, found, WriteCondition.version(version), new byte[0], Map.of());
		}
	}

	@Override
	public List<String> list(String prefix) {
		return this.objects.list(this.keys.objectPrefix(prefix))
			.stream()
			.flatMap((objectKey) -> this.keys.key(objectKey).stream())
			.sorted()
			.toList();
	}

	@Override
	public String toString() {
		return "S3AcmeStore[" + this.objects.location(this.keys.objectPrefix("")) + "]";
	}

	private void replace(String key, Optional<FoundObject> found, WriteCondition condition, byte[] bytes,
			Map<String, String> metadata) {
		String objectKey = this.keys.objectKey(key);
		Optional<FoundObject> unreadable = found.filter(FoundObject::isUnreadable);
		if (!found.flatMap(FoundObject::version).equals(condition.version())) {
			throw unreadable.<StoreException>map((object) -> unreadable(key, object))
				.orElseGet(() -> new StaleWriteException(key, condition));
		}
		unreadable.ifPresent((object) -> this.objects.copy(objectKey, object.tag(),
				objectKey + "." + object.version().orElseThrow()));
		if (!this.objects.put(objectKey, bytes, metadata, found)) {
			throw new StaleWriteException(key, condition);
		}
	}

	private UnreadableValueException unreadable(String key, FoundObject found) {
		return new UnreadableValueException(key, found.version().orElseThrow(),
				"Unable to read '" + this.objects.location(this.keys.objectKey(key))
						+ "': it is cut off, altered or from another program. "
						+ "Restore it from a backup; when it is written next, a copy is kept beside it.",
				null);
	}

}
