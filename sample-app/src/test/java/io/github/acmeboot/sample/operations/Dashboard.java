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

import java.util.List;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A dashboard of Grafana.
 *
 * @param json what is imported
 */
record Dashboard(JsonNode json) {

	static final String CERTIFICATES = "dashboard.json";

	static final String TOKEN_SERVICE = "token-service.json";

	static Dashboard of(String name) {
		return new Dashboard(JsonMapper.shared().readTree(OperationsFiles.text(OperationsFiles.path(name))));
	}

	List<JsonNode> panels() {
		return this.json.path("panels").valueStream().toList();
	}

	List<JsonNode> graphs() {
		return panels().stream().filter((panel) -> !panel.path("type").asString().equals("row")).toList();
	}

	List<String> variables() {
		return templates().map((variable) -> variable.path("name").asString()).toList();
	}

	Stream<JsonNode> templates() {
		return this.json.at("/templating/list").valueStream();
	}

	List<String> expressions() {
		return graphs().stream()
			.flatMap((panel) -> panel.path("targets").valueStream())
			.map((target) -> target.path("expr").asString())
			.toList();
	}

	/**
	 * Returns the queries as Grafana sends them with everything chosen.
	 * @return the queries
	 */
	List<String> queries() {
		return expressions().stream().map(Dashboard::substitute).toList();
	}

	private static String substitute(String expression) {
		return expression.replace("$__rate_interval", "1m").replaceAll("\\$(job|instance|certificate)\\b", ".*");
	}

}
