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

package io.github.acmeboot.test.autoconfigure;

import java.nio.file.Files;
import java.nio.file.Path;

import org.jose4j.json.JsonUtil;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the metadata of {@link AcmeTestServerProperties}.
 */
class AcmeTestServerPropertiesTests {

	@Test
	void everyPropertyIsDescribed() throws Exception {
		String metadata = Files
			.readString(Path.of("target", "classes", "META-INF", "spring-configuration-metadata.json"));
		Iterable<?> properties = (Iterable<?>) JsonUtil.parseJson(metadata).get("properties");
		assertThat(properties).map(Object::toString)
			.hasSize(6)
			.allSatisfy((property) -> assertThat(property).contains("name=acme.test-server.").contains("description="));
	}

}
