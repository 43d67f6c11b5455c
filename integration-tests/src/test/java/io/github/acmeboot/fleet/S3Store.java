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

package io.github.acmeboot.fleet;

import java.util.Map;

import io.github.acmeboot.peer.S3Server;

/**
 * A bucket in a server of its own.
 *
 * @param server the server
 */
record S3Store(S3Server server) implements ServerStore {

	private static final String BUCKET = "fleet";

	static S3Store start() {
		S3Server server = S3Server.start();
		server.createBucket(BUCKET);
		return new S3Store(server);
	}

	@Override
	public Map<String, String> properties() {
		return Map.of("acme.store.type", "s3", "acme.store.s3.bucket", BUCKET, FleetS3Client.ENDPOINT,
				this.server.endpoint().toString());
	}

	@Override
	public StoreLibraries libraries() {
		return StoreLibraries.S3;
	}

	@Override
	public void restart() {
		this.server.stop();
		this.server.restart();
	}

	@Override
	public void close() {
		this.server.close();
	}

}
