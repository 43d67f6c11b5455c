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

package io.github.acmeboot.store.jdbc;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/**
 * Tests for the store and the lock on MySQL in a container, where Docker is.
 */
class MySqlContainerJdbcTests extends AbstractJdbcTests {

	private static final int PORT = 3306;

	private static final GenericContainer<?> CONTAINER = new GenericContainer<>("mysql:8.4").withExposedPorts(PORT)
		.withEnv("MYSQL_DATABASE", "acme")
		.withEnv("MYSQL_USER", "acme")
		.withEnv("MYSQL_PASSWORD", "acme")
		.withEnv("MYSQL_RANDOM_ROOT_PASSWORD", "true")
		.waitingFor(Wait.forLogMessage(".*port: 3306 .*", 1));

	@BeforeAll
	static void start() {
		Assumptions.assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "There is no Docker");
		CONTAINER.start();
	}

	@AfterAll
	static void stop() {
		CONTAINER.stop();
	}

	@Override
	protected JdbcSetup.Place place() {
		return new JdbcSetup.Place(
				"jdbc:mariadb://" + CONTAINER.getHost() + ":" + CONTAINER.getMappedPort(PORT) + "/acme", "acme",
				"acme");
	}

}
