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
import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

import io.github.acmeboot.peer.RedisSentinels;

/**
 * Tests for {@link RedisAcmeStore} and its lock with a master that sentinels watch.
 */
class RedisSentinelTests extends AbstractRedisTests {

	@TempDir
	private static Path directory;

	private static RedisSentinels sentinels;

	private static RedisInstance instance;

	@BeforeAll
	static void start() {
		sentinels = RedisSentinels.start(directory, Duration.ofMinutes(1));
		instance = RedisInstance.start("spring.data.redis.sentinel.master=" + RedisSentinels.MASTER,
				"spring.data.redis.sentinel.nodes=" + sentinels.addresses());
	}

	@AfterAll
	static void stop() {
		instance.close();
		sentinels.close();
	}

	@Override
	protected RedisInstance instance() {
		return instance;
	}

}
