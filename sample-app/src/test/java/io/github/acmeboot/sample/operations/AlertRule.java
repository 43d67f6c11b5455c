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
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A rule of {@code alerts.yml}.
 *
 * @param name the name of the alert
 * @param expression when it is pending
 * @param severity how bad it is
 * @param annotations the texts for people
 */
record AlertRule(String name, String expression, String severity, Map<String, String> annotations) {

	private static final String FILE = "alerts.yml";

	static List<AlertRule> all() {
		JsonNode file = JsonMapper.shared().valueToTree(OperationsFiles.yaml(FILE));
		return groups(file).map(AlertRule::of).toList();
	}

	private static AlertRule of(JsonNode rule) {
		Map<String, String> annotations = rule.path("annotations")
			.propertyStream()
			.collect(Collectors.toMap(Map.Entry::getKey, (entry) -> entry.getValue().asString()));
		return new AlertRule(rule.path("alert").asString(), rule.path("expr").asString(),
				rule.at("/labels/severity").asString(), annotations);
	}

	private static Stream<JsonNode> groups(JsonNode file) {
		return file.path("groups").valueStream().flatMap((group) -> group.path("rules").valueStream());
	}

	/**
	 * Returns the rules as they are, but for the time for which something has to be so,
	 * and the steps in which they look back.
	 * @return the content of a rule file
	 */
	static String withoutPatience() {
		return OperationsFiles.text(OperationsFiles.path(FILE))
			.replaceAll("(?m)^ +for: .*\\R", "")
			.replace("[7d:1h]", "[10m:1s]");
	}

	String annotation(String annotation) {
		return Objects.requireNonNull(this.annotations.get(annotation), () -> this.name + " has no " + annotation);
	}

}
