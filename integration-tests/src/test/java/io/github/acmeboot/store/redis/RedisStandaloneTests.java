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

package io.github.acmeboot.store.redis;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

import io.github.acmeboot.testsupport.peer.RedisServer;

/**
 * Tests for {@link RedisAcmeStore} and its lock with a single server.
 */
class RedisStandaloneTests extends AbstractRedisTests {

	@TempDir
	private static Path directory;

	private static RedisServer server;

	private static RedisInstance instance;

	@BeforeAll
	static void start() {
		server = RedisServer.start(directory);
		instance = RedisInstance.start(server);
	}

	@AfterAll
	static void stop() {
		instance.close();
		server.close();
	}

	@Override
	protected RedisInstance instance() {
		return instance;
	}

}
