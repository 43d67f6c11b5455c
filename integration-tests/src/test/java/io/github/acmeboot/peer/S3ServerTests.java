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

package io.github.acmeboot.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.IntFunction;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link S3Server}: whether it is a server to test conditional writes with.
 */
class S3ServerTests {

	private static final int WRITERS = 16;

	private static S3Server server;

	private static S3Client client;

	@BeforeAll
	static void start() {
		server = S3Server.start();
		server.createBucket("certs");
		client = server.client();
	}

	@AfterAll
	static void stop() {
		client.close();
		server.close();
	}

	@Test
	void ofManyThatCreateAnObjectOneSucceeds() throws Exception {
		for (int round = 0; round < 10; round++) {
			String key = "created/" + round;
			assertThat(atOnce((writer) -> put(key, "writer " + writer, (request) -> request.ifNoneMatch("*"))))
				.filteredOn((status) -> status == 200)
				.hasSize(1);
		}
	}

	@Test
	void ofManyThatReplaceAnObjectOneSucceeds() throws Exception {
		for (int round = 0; round < 10; round++) {
			String key = "replaced/" + round;
			String tag = client
				.putObject((request) -> request.bucket("certs").key(key), RequestBody.fromString("first"))
				.eTag();
			assertThat(atOnce((writer) -> put(key, "writer " + writer, (request) -> request.ifMatch(tag))))
				.filteredOn((status) -> status == 200)
				.hasSize(1);
		}
	}

	private static int put(String key, String content, Consumer<PutObjectRequest.Builder> condition) {
		try {
			return client.putObject((request) -> {
				request.bucket("certs").key(key);
				condition.accept(request);
			}, RequestBody.fromString(content)).sdkHttpResponse().statusCode();
		}
		catch (S3Exception ex) {
			assertThat(ex.statusCode()).isIn(409, 412);
			return ex.statusCode();
		}
	}

	private static List<Integer> atOnce(IntFunction<Integer> work) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
		CyclicBarrier start = new CyclicBarrier(WRITERS);
		try {
			List<Future<Integer>> futures = new ArrayList<>();
			for (int i = 0; i < WRITERS; i++) {
				int writer = i;
				futures.add(threads.submit(() -> {
					start.await();
					return work.apply(writer);
				}));
			}
			List<Integer> results = new ArrayList<>();
			for (Future<Integer> future : futures) {
				results.add(future.get());
			}
			return results;
		}
		finally {
			threads.shutdownNow();
		}
	}

}
