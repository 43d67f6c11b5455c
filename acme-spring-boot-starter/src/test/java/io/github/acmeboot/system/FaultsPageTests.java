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

package io.github.acmeboot.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds {@code docs/faults.md} against the rows of the fault matrix.
 */
class FaultsPageTests {

	private static final Pattern INCIDENT = Pattern.compile("\\| (\\d+) \\|[^|]*\\|[^|]*\\|([^|]*)\\|");

	private static final Pattern ROW = Pattern.compile("`([^`]+)`");

	@Test
	void eachIncidentNamesRowsThatExist() throws IOException {
		Set<String> rows = FaultMatrixTests.rows().map(FaultRow::fault).collect(Collectors.toSet());
		assertThat(incidents()).hasSize(25).allSatisfy((names) -> assertThat(rows).containsAll(names));
	}

	@Test
	void eachRowHasANameOfItsOwn() {
		assertThat(FaultMatrixTests.rows().map(FaultRow::toString)).doesNotHaveDuplicates();
	}

	private static List<List<String>> incidents() throws IOException {
		return INCIDENT.matcher(Files.readString(Path.of("..", "docs", "faults.md")))
			.results()
			.map((incident) -> ROW.matcher(incident.group(2)).results().map((row) -> row.group(1)).toList())
			.toList();
	}

}
