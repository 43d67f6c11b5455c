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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

import io.github.acmeboot.peer.S3Server;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.sealing.AbstractDumpTests;

/**
 * What lies in the objects of a bucket.
 */
class S3DumpTests extends AbstractDumpTests {

	private static final String BUCKET = "certs";

	private final S3Server server = S3Server.start();

	private final S3Client client = this.server.client();

	private final AcmeStore store = new S3AcmeStore(this.client, BUCKET, "acme/", 3);

	@BeforeEach
	void createBucket() {
		this.server.createBucket(BUCKET);
	}

	@AfterEach
	void stop() {
		this.client.close();
		this.server.close();
	}

	@Override
	protected AcmeStore store() {
		return this.store;
	}

	@Override
	protected byte[] dump() throws IOException {
		ByteArrayOutputStream dump = new ByteArrayOutputStream();
		List<S3Object> objects = this.client.listObjectsV2((request) -> request.bucket(BUCKET)).contents();
		for (S3Object object : objects) {
			dump.write(
					this.client.getObjectAsBytes((request) -> request.bucket(BUCKET).key(object.key())).asByteArray());
		}
		return dump.toByteArray();
	}

}
