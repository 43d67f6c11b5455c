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

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;

import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.StoreException.Trouble;

/**
 * The objects of a bucket. Every request ends within seconds, and is carried out on a
 * thread that is interrupted too, which stays so.
 */
final class S3Objects {

	private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(2);

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private static final int MAX_ATTEMPTS = 3;

	private static final AwsRequestOverrideConfiguration TIMEOUTS = AwsRequestOverrideConfiguration.builder()
		.apiCallAttemptTimeout(ATTEMPT_TIMEOUT)
		.apiCallTimeout(TIMEOUT)
		.build();

	private final S3Client client;

	private final String bucket;

	private final int pageSize;

	S3Objects(S3Client client, String bucket, int pageSize) {
		this.client = client;
		this.bucket = bucket;
		this.pageSize = pageSize;
	}

	/**
	 * Reads an object.
	 * @param key the key of the object
	 * @return the object, or empty if there is none
	 */
	Optional<FoundObject> get(String key) {
		try {
			ResponseBytes<GetObjectResponse> object = uninterrupted(() -> this.client
				.getObjectAsBytes((request) -> request.bucket(this.bucket).key(key).overrideConfiguration(TIMEOUTS)));
			return Optional.of(new FoundObject(object.asByteArrayUnsafe(), object.response().eTag()));
		}
		catch (SdkException ex) {
			return absent("read", key, ex);
		}
	}

	/**
	 * Reads what is known of an object without its content.
	 * @param key the key of the object
	 * @return the answer, or empty if there is neither the object nor, maybe, the bucket
	 */
	Optional<HeadObjectResponse> head(String key) {
		try {
			return Optional.of(uninterrupted(() -> this.client
				.headObject((request) -> request.bucket(this.bucket).key(key).overrideConfiguration(TIMEOUTS))));
		}
		catch (SdkException ex) {
			return absent("look at", key, ex);
		}
	}

	/**
	 * Writes an object if it is still what was read. When the answer leaves open whether
	 * it was written, or an attempt before the last one may have written it, the object
	 * is read back.
	 * @param key the key of the object
	 * @param bytes what to write; no two writes write the same
	 * @param metadata what {@link #head} finds
	 * @param expected what was read
	 * @return whether it was written
	 */
	boolean put(String key, byte[] bytes, Map<String, String> metadata, Optional<FoundObject> expected) {
		for (int attempt = 1;; attempt++) {
			try {
				uninterrupted(() -> this.client
					.putObject((request) -> condition(request.bucket(this.bucket).key(key).metadata(metadata), expected)
						.overrideConfiguration(TIMEOUTS), RequestBody.fromBytes(bytes)));
				return true;
			}
			catch (SdkException ex) {
				Optional<FoundObject> found = readBack(key, ex);
				if (found.isPresent() && Arrays.equals(found.get().bytes(), bytes)) {
					return true;
				}
				if (!found.map(FoundObject::tag).equals(expected.map(FoundObject::tag))) {
					return false;
				}
				if (attempt == MAX_ATTEMPTS || !S3Failures.isConflict(ex)) {
					throw refusal(key, ex);
				}
			}
		}
	}

	/**
	 * Copies an object within the bucket.
	 * @param key the key of the object
	 * @param tag what identifies what was read
	 * @param target the key of the copy
	 */
	void copy(String key, String tag, String target) {
		try {
			uninterrupted(() -> this.client.copyObject((request) -> request.sourceBucket(this.bucket)
				.sourceKey(key)
				.copySourceIfMatch(tag)
				.destinationBucket(this.bucket)
				.destinationKey(target)
				.overrideConfiguration(TIMEOUTS)));
		}
		catch (SdkException ex) {
			throw failure("keep a copy of", key, ex);
		}
	}

	/**
	 * Lists the objects that are not empty.
	 * @param prefix the start of their keys
	 * @return the keys of the objects
	 */
	List<String> list(String prefix) {
		try {
			return uninterrupted(() -> this.client
				.listObjectsV2Paginator((request) -> request.bucket(this.bucket)
					.prefix(prefix)
					.maxKeys(this.pageSize)
					.overrideConfiguration(TIMEOUTS))
				.contents()
				.stream()
				.filter((object) -> object.size() > 0)
				.map(S3Object::key)
				.toList());
		}
		catch (SdkException ex) {
			throw failure("list", prefix, ex);
		}
	}

	/**
	 * Returns where an object is, for people.
	 * @param key the key of the object
	 * @return a URI without credentials
	 */
	String location(String key) {
		return "s3://" + this.bucket + "/" + key;
	}

	private Optional<FoundObject> readBack(String key, SdkException ex) {
		try {
			return get(key);
		}
		catch (StoreException unread) {
			StoreException failure = failure("write", key, ex);
			failure.addSuppressed(unread);
			throw failure;
		}
	}

	private StoreException refusal(String key, SdkException ex) {
		if (!S3Failures.isRefused(ex)) {
			return failure("write", key, ex);
		}
		return new StoreException(Trouble.READ_ONLY, "Unable to write '" + location(key)
				+ "': it may be read, but not be written. Allow s3:PutObject to the credentials of the S3 client.", ex);
	}

	private <V> Optional<V> absent(String operation, String key, SdkException ex) {
		if (S3Failures.isMissing(ex)) {
			return Optional.empty();
		}
		throw failure(operation, key, ex);
	}

	private StoreException failure(String operation, String key, SdkException ex) {
		return S3Failures.translate(operation + " '" + location(key) + "'", ex);
	}

	private static PutObjectRequest.Builder condition(PutObjectRequest.Builder request,
			Optional<FoundObject> expected) {
		return expected.map((object) -> request.ifMatch(object.tag())).orElseGet(() -> request.ifNoneMatch("*"));
	}

	private static <V> V uninterrupted(Supplier<V> request) {
		boolean interrupted = Thread.interrupted();
		try {
			for (int attempt = 1;; attempt++) {
				try {
					return request.get();
				}
				catch (AbortedException ex) {
					interrupted |= Thread.interrupted();
					if (attempt == MAX_ATTEMPTS) {
						throw ex;
					}
				}
			}
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

}
