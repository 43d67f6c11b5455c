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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Follows the links from page to page.
 */
class LinksTests {

	@ParameterizedTest
	@MethodSource("pages")
	void everyLinkLeadsSomewhere(Page page) {
		assertThat(page.links().stream().filter((link) -> !link.contains(":"))).allSatisfy((link) -> {
			String[] parts = link.split("#", 2);
			Path target = parts[0].isEmpty() ? page.path() : page.path().resolveSibling(parts[0]).normalize();
			assertThat(Files.exists(target)).as(link).isTrue();
			if (parts.length == 2) {
				assertThat(Page.read(target).anchors()).as(link).contains(parts[1]);
			}
		});
	}

	static Stream<Page> pages() {
		return Page.all();
	}

}
