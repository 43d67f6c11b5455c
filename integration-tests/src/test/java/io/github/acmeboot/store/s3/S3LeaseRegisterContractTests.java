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

import org.junit.jupiter.api.AfterAll;
import software.amazon.awssdk.services.s3.S3Client;

import io.github.acmeboot.lock.LeaseRegister;
import io.github.acmeboot.peer.S3Server;
import io.github.acmeboot.test.lock.AbstractLeaseRegisterTests;

/**
 * Tests for {@link S3LeaseRegister}: the contract of the registers.
 */
class S3LeaseRegisterContractTests extends AbstractLeaseRegisterTests {

	private static final S3Server server = S3Server.start();

	private static final S3Client client = server.client();

	private static int buckets;

	private final LeaseRegister register = new S3LeaseRegister(new S3AcmeStore(client, bucket(), "acme/"),
			Clock.systemUTC(), System::nanoTime);

	@AfterAll
	static void stop() {
		client.close();
		server.close();
	}

	@Override
	protected LeaseRegister register() {
		return this.register;
	}

	private static String bucket() {
		String bucket = "certs-" + buckets++;
		server.createBucket(bucket);
		return bucket;
	}

}
