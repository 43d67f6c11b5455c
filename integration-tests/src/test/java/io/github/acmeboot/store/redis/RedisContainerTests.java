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

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * Tests for {@link RedisAcmeStore} and its lock with the newest Redis, in a container.
 */
class RedisContainerTests extends AbstractRedisTests {

	private static final int PORT = 6379;

	private static GenericContainer<?> container;

	private static RedisInstance instance;

	@BeforeAll
	@SuppressWarnings("resource")
	static void start() {
		Assumptions.assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "Docker does not run");
		container = new GenericContainer<>(DockerImageName.parse("redis:8-alpine")).withExposedPorts(PORT);
		container.start();
		instance = RedisInstance.start("spring.data.redis.host=" + container.getHost(),
				"spring.data.redis.port=" + container.getMappedPort(PORT));
	}

	@AfterAll
	static void stop() {
		if (instance != null) {
			instance.close();
			container.stop();
		}
	}

	@Override
	protected RedisInstance instance() {
		return instance;
	}

}
