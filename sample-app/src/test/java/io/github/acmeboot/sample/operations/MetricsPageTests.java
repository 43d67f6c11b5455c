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

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the alerts and the dashboard against the page of the metrics.
 */
class MetricsPageTests {

	private static final Pattern METRIC = Pattern.compile("\\b(?:certificate|acme)_[a-z_]+");

	private static final Pattern ROW = Pattern.compile("(?m)^\\| `((?:certificate|acme)_[a-z_]+)[{`]");

	@Test
	void everyMetricOfTheAlertsAndTheDashboardIsOnThePage() {
		assertThat(documented()).containsAll(onTheDashboard()).containsAll(ofTheAlerts());
	}

	@Test
	void everyMetricOfThePageIsOnTheDashboard() {
		assertThat(onTheDashboard()).isEqualTo(documented());
	}

	private static Set<String> documented() {
		String page = OperationsFiles.text(OperationsFiles.ROOT.resolve("docs/observability.md"));
		return ROW.matcher(page)
			.results()
			.map((match) -> match.group(1))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static Set<String> onTheDashboard() {
		return metrics(Dashboard.of(Dashboard.CERTIFICATES).expressions().stream());
	}

	private static Set<String> ofTheAlerts() {
		return metrics(AlertRule.all().stream().map(AlertRule::expression));
	}

	private static Set<String> metrics(Stream<String> expressions) {
		return expressions.flatMap((expression) -> METRIC.matcher(expression).results())
			.map((match) -> match.group().replaceFirst("_(sum|count|max|bucket)$", ""))
			.collect(Collectors.toCollection(TreeSet::new));
	}

}
