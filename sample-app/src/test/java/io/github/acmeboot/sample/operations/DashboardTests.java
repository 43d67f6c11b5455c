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

package io.github.acmeboot.sample.operations;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the dashboards against what Grafana expects of one that is imported.
 */
class DashboardTests {

	private static final int COLUMNS = 24;

	private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)");

	@ParameterizedTest
	@ValueSource(strings = { "dashboard.json", "token-service.json" })
	void itHasATitleAndAnIdentityThatAnImportKeeps(String name) {
		JsonNode json = Dashboard.of(name).json();
		assertThat(json.path("uid").asString()).matches("[a-z-]{1,40}");
		assertThat(json.path("title").asString()).isNotBlank();
		assertThat(json.path("schemaVersion").asInt()).isGreaterThanOrEqualTo(36);
		assertThat(json.has("id")).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "dashboard.json", "token-service.json" })
	void theDataSourceIsChosenByAVariable(String name) {
		Dashboard dashboard = Dashboard.of(name);
		assertThat(dashboard.variables()).startsWith("datasource", "job", "instance");
		assertThat(dashboard.graphs()).allSatisfy((panel) -> {
			assertThat(panel.at("/datasource/uid").asString()).isEqualTo("${datasource}");
			assertThat(panel.path("targets").valueStream()).isNotEmpty()
				.allSatisfy((target) -> assertThat(target.at("/datasource/uid").asString()).isEqualTo("${datasource}"));
		});
		assertThat(dashboard.templates().skip(1))
			.allSatisfy((variable) -> assertThat(variable.at("/datasource/uid").asString()).isEqualTo("${datasource}"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "dashboard.json", "token-service.json" })
	void everyVariableThatIsUsedIsThere(String name) {
		Dashboard dashboard = Dashboard.of(name);
		assertThat(dashboard.expressions()).allSatisfy((expression) -> assertThat(
				VARIABLE.matcher(expression).results().map((match) -> match.group(1)).toList())
			.isNotEmpty()
			.isSubsetOf(with(dashboard.variables(), "__rate_interval")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "dashboard.json", "token-service.json" })
	void everyPanelIsExplained(String name) {
		assertThat(Dashboard.of(name).graphs()).allSatisfy((panel) -> {
			assertThat(panel.path("title").asString()).isNotBlank();
			assertThat(panel.path("description").asString()).endsWith(".");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "dashboard.json", "token-service.json" })
	void noIdIsUsedTwice(String name) {
		Dashboard dashboard = Dashboard.of(name);
		assertThat(dashboard.panels()).extracting((panel) -> panel.path("id").asInt()).doesNotHaveDuplicates();
		assertThat(dashboard.graphs()).allSatisfy((
				panel) -> assertThat(panel.path("targets").valueStream().map((target) -> target.path("refId")).toList())
					.doesNotHaveDuplicates());
	}

	@ParameterizedTest
	@ValueSource(strings = { "dashboard.json", "token-service.json" })
	void noPanelLiesOnAnother(String name) {
		Set<String> taken = new HashSet<>();
		for (JsonNode panel : Dashboard.of(name).panels()) {
			assertThat(cells(panel.path("gridPos"))).as(panel.path("title").asString())
				.isNotEmpty()
				.allMatch(taken::add);
		}
	}

	private static List<String> cells(JsonNode position) {
		List<String> cells = new ArrayList<>();
		int right = position.path("x").asInt() + position.path("w").asInt();
		assertThat(right).isLessThanOrEqualTo(COLUMNS);
		for (int x = position.path("x").asInt(); x < right; x++) {
			for (int y = 0; y < position.path("h").asInt(); y++) {
				cells.add(x + "," + (position.path("y").asInt() + y));
			}
		}
		return cells;
	}

	private static List<String> with(List<String> list, String one) {
		List<String> all = new ArrayList<>(list);
		all.add(one);
		return all;
	}

}
