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

import java.nio.file.Path;
import java.util.Map;

import io.github.acmeboot.testsupport.peer.RedisServer;

/**
 * A Redis server of its own.
 *
 * @param server the server
 */
record RedisStore(RedisServer server) implements ServerStore {

	static RedisStore start(Path directory) {
		return new RedisStore(RedisServer.start(directory));
	}

	static RedisStore lasting(Path directory) {
		return new RedisStore(RedisServer.start(directory, "--appendonly", "yes", "--appendfsync", "always"));
	}

	@Override
	public Map<String, String> properties() {
		return Map.of("acme.store.type", "redis", "spring.data.redis.host", this.server.host(),
				"spring.data.redis.port", String.valueOf(this.server.port()), "management.health.redis.enabled",
				"false");
	}

	@Override
	public StoreLibraries libraries() {
		return StoreLibraries.REDIS;
	}

	@Override
	public void restart() {
		this.server.kill();
		this.server.restart();
	}

	@Override
	public void close() {
		this.server.close();
	}

}
