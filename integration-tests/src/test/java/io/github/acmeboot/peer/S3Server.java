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

import java.net.URI;

import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

import io.github.acmeboot.testsupport.RefusingPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An S3 server inside the JVM that keeps its objects in memory. It is reached through
 * {@link S3Faults}, by other processes too, and lets everyone in.
 */
public final class S3Server implements AutoCloseable {

	private static final RefusingPort NOWHERE = RefusingPort.take();

	private final BlobStore objects = new TransientNio2BlobStore();

	private final S3Faults faults;

	private final S3Proxy server;

	private S3Server() throws Exception {
		this.server = startProxy();
		this.faults = new S3Faults(this.server.getPort());
		useOnce();
	}

	/**
	 * Has every operation be carried out without a time limit. The first time takes long,
	 * as much of the SDK is loaded then, and the store waits for a few seconds only.
	 */
	private void useOnce() {
		try (S3Client client = client()) {
			client.createBucket((request) -> request.bucket("used-once"));
			client.putObject((request) -> request.bucket("used-once").key("key").ifNoneMatch("*"),
					RequestBody.fromString("content"));
			client.headObject((request) -> request.bucket("used-once").key("key"));
			client.getObjectAsBytes((request) -> request.bucket("used-once").key("key"));
			assertThat(client.listObjectsV2Paginator((request) -> request.bucket("used-once")).contents()).hasSize(1);
		}
		this.faults.requests().clear();
	}

	/**
	 * Starts a server without buckets.
	 * @return the server
	 */
	public static S3Server start() {
		try {
			return new S3Server();
		}
		catch (Exception ex) {
			throw new IllegalStateException("Unable to start an S3 server", ex);
		}
	}

	/**
	 * Returns where the server is reached.
	 * @return a URI of this machine
	 */
	public URI endpoint() {
		return this.faults.endpoint();
	}

	/**
	 * Returns what stands between the server and its clients.
	 * @return the faults
	 */
	public S3Faults faults() {
		return this.faults;
	}

	/**
	 * Creates a client. It is the caller's to close.
	 * @return a client of this server
	 */
	public S3Client client() {
		return client(endpoint());
	}

	/**
	 * Creates a client of a server that may not be there.
	 * @param endpoint where the server is
	 * @return a client
	 */
	public static S3Client client(URI endpoint) {
		return S3Client.builder()
			.endpointOverride(endpoint)
			.region(Region.US_EAST_1)
			.forcePathStyle(true)
			.credentialsProvider(() -> AwsBasicCredentials.create("anybody", "anything"))
			.build();
	}

	/**
	 * Creates a bucket.
	 * @param name its name
	 */
	public void createBucket(String name) {
		try (S3Client client = client()) {
			client.createBucket((request) -> request.bucket(name));
		}
	}

	/**
	 * Stops listening: clients are refused, objects are kept.
	 */
	public void stop() {
		this.faults.stop();
	}

	/**
	 * Listens again, on the same port.
	 */
	public void restart() {
		this.faults.restart();
	}

	/**
	 * Returns a port of this machine nobody listens on.
	 * @return a URI that refuses connections
	 */
	public static URI nowhere() {
		return URI.create("http://" + NOWHERE.address());
	}

	@Override
	public void close() {
		this.faults.close();
		try {
			this.server.stop();
		}
		catch (Exception ex) {
			throw new IllegalStateException("Unable to stop the S3 server", ex);
		}
	}

	private S3Proxy startProxy() throws Exception {
		S3Proxy server = S3Proxy.builder()
			.blobStore(this.objects)
			.endpoint(URI.create("http://127.0.0.1:0"))
			.awsAuthentication(AuthenticationType.NONE, null, null)
			.ignoreUnknownHeaders(true)
			.stopTimeout(0)
			.build();
		server.start();
		return server;
	}

}
