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

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the alert rules against Prometheus' own tool, and their texts against the pages.
 */
class AlertRulesTests {

	@Test
	void prometheusTakesTheRules() throws Exception {
		Program.require("promtool").run(OperationsFiles.DIRECTORY, "check", "rules", "alerts.yml").isSuccess();
	}

	@Test
	void theRulesPassTheirTests() throws Exception {
		Program.require("promtool").run(OperationsFiles.DIRECTORY, "test", "rules", "alerts-test.yml").isSuccess();
	}

	@Test
	void prometheusTakesTheExampleOfItsConfiguration() throws Exception {
		Program.require("promtool").run(OperationsFiles.DIRECTORY, "check", "config", "prometheus.yml").isSuccess();
	}

	@ParameterizedTest
	@MethodSource("rules")
	void everyAlertIsTested(AlertRule rule) {
		assertThat(OperationsFiles.text(OperationsFiles.path("alerts-test.yml")))
			.contains("alertname: " + rule.name() + "\n");
	}

	@ParameterizedTest
	@MethodSource("rules")
	void everyAlertSaysHowBadItIsAndWhatToDo(AlertRule rule) {
		assertThat(rule.severity()).isIn("critical", "warning");
		assertThat(rule.annotation("summary")).hasSizeBetween(20, 120);
		assertThat(rule.annotation("description")).hasSizeGreaterThan(100).endsWith(".");
	}

	@ParameterizedTest
	@MethodSource("rules")
	void everyAlertLeadsToASectionThatIsThere(AlertRule rule) {
		String[] runbook = rule.annotation("runbook").split("#");
		assertThat(anchors(OperationsFiles.ROOT.resolve(runbook[0]))).contains(runbook[1]);
	}

	@ParameterizedTest
	@MethodSource("rules")
	void everyAlertIsExplained(AlertRule rule) {
		assertThat(OperationsFiles.text(OperationsFiles.path("README.md"))).contains("| `" + rule.name() + "` |");
	}

	static List<AlertRule> rules() {
		return AlertRule.all();
	}

	private static List<String> anchors(Path page) {
		return OperationsFiles.text(page)
			.lines()
			.filter((line) -> line.startsWith("#"))
			.map((line) -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
			.map((title) -> title.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
			.toList();
	}

}
