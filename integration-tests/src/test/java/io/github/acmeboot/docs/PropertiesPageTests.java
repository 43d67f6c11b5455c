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

package io.github.acmeboot.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.acmeboot.docs.ConfigurationMetadata.Property;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Makes {@code docs/properties.md} from the metadata where {@code properties.page.write}
 * is set, and compares it elsewhere.
 */
class PropertiesPageTests {

	private static final Path PAGE = Path.of("..", "docs", "properties.md");

	private final List<Property> properties = ConfigurationMetadata.read();

	PropertiesPageTests() throws IOException {
	}

	@Test
	void thePageIsMadeFromTheMetadata() throws IOException {
		String page = Files.readString(PAGE);
		String made = new PropertyTables(this.properties).render(page);
		if (Boolean.getBoolean("properties.page.write")) {
			Files.writeString(PAGE, made);
		}
		else {
			assertThat(page).as("docs/properties.md; make it anew with -Dproperties.page.write=true").isEqualTo(made);
		}
	}

	@Test
	void everyPropertyHasItsRow() throws IOException {
		assertThat(new PropertyTables(this.properties).render(Files.readString(PAGE)))
			.contains(this.properties.stream().map((property) -> "| `" + property.name() + "` |").toList());
	}

	@Test
	void everyPropertyIsDescribedInSentences() {
		assertThat(this.properties).hasSizeGreaterThan(80)
			.allSatisfy((property) -> assertThat(property.description()).as(property.name()).endsWith("."));
	}

}
