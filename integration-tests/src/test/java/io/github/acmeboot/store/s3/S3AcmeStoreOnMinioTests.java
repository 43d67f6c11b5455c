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
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIf;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.test.store.AbstractAcmeStoreTests;

/**
 * Tests for {@link S3AcmeStore} on MinIO, where Docker is: the contract of the stores.
 */
@EnabledIf("isDockerAvailable")
class S3AcmeStoreOnMinioTests extends AbstractAcmeStoreTests {

	private static final int PORT = 9000;

	private static final String SECRET = UUID.randomUUID().toString();

	private static final GenericContainer<?> minio = new GenericContainer<>("minio/minio:latest")
		.withEnv("MINIO_ROOT_USER", "acme")
		.withEnv("MINIO_ROOT_PASSWORD", SECRET)
		.withCommand("server", "/data")
		.withExposedPorts(PORT)
		.waitingFor(Wait.forHttp("/minio/health/ready").forPort(PORT));

	private S3Client client;

	private AcmeStore store;

	@BeforeAll
	static void start() {
		minio.start();
	}

	@AfterAll
	static void stop() {
		minio.stop();
	}

	@BeforeEach
	void createBucket() {
		this.client = S3Client.builder()
			.endpointOverride(URI.create("http://" + minio.getHost() + ":" + minio.getMappedPort(PORT)))
			.region(Region.US_EAST_1)
			.forcePathStyle(true)
			.credentialsProvider(() -> AwsBasicCredentials.create("acme", SECRET))
			.build();
		String bucket = UUID.randomUUID().toString();
		this.client.createBucket((request) -> request.bucket(bucket));
		this.store = new S3AcmeStore(this.client, bucket, "acme/");
	}

	@AfterEach
	void close() {
		this.client.close();
	}

	@Override
	protected AcmeStore store() {
		return this.store;
	}

	static boolean isDockerAvailable() {
		return DockerClientFactory.instance().isDockerAvailable();
	}

}
