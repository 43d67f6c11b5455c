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
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.s3.S3Client;

import io.github.acmeboot.peer.S3Server;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.WriteCondition;

/**
 * A store in S3, and a server that can be told to fail, one for each class of tests.
 */
@SuppressWarnings("NullAway.Init")
abstract class AbstractS3StoreTests {

	static final String KEY = "certificates/web";

	static final Predicate<String> ALL = (request) -> true;

	static S3Server server;

	static S3Client client;

	static int buckets;

	final String bucket = "certs-" + buckets++;

	final S3AcmeStore store = new S3AcmeStore(client, this.bucket, "acme/", 2);

	@BeforeAll
	static void start() {
		server = S3Server.start();
		client = server.client();
	}

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

	static void await(CyclicBarrier barrier) {
		try {
			barrier.await(1, TimeUnit.MINUTES);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	StoredValue save(String content, WriteCondition condition) {
		return this.store.save(KEY, content.getBytes(StandardCharsets.UTF_8), condition);
	}

	String text() {
		return new String(this.store.load(KEY).orElseThrow().content(), StandardCharsets.UTF_8);
	}

}
