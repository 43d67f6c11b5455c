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

package io.github.acmeboot.test.pebble;

import java.util.Map;

import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsFactory;
import org.springframework.core.ResolvableType;
import org.springframework.core.io.support.SpringFactoriesLoader;

import io.github.acmeboot.autoconfigure.AcmeConnectionDetails;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PebbleContainer} that need no Docker.
 */
class PebbleContainerTests {

	@Test
	void bootFindsTheFactoryOfItsConnectionDetails() {
		assertThat(SpringFactoriesLoader.forDefaultResourceLocation()
			.load(ConnectionDetailsFactory.class,
					SpringFactoriesLoader.FailureHandler.logging(LogFactory.getLog(PebbleContainerTests.class))))
			.hasAtLeastOneElementOfType(PebbleContainerConnectionDetailsFactory.class);
		ResolvableType[] generics = ResolvableType
			.forClass(ConnectionDetailsFactory.class, PebbleContainerConnectionDetailsFactory.class)
			.getGenerics();
		assertThat(generics[1].resolve()).isEqualTo(AcmeConnectionDetails.class);
	}

	@Test
	void theConfigurationNamesTheFilesBesideIt() {
		assertThat(new PebbleFiles().contents("/dir", Map.of("httpPort", 8080))).hasSize(3)
			.containsKeys("listener.pem", "listener-key.pem")
			.hasEntrySatisfying("pebble.json",
					(json) -> assertThat(json).contains("\"httpPort\":8080").contains("listener.pem"));
	}

}
