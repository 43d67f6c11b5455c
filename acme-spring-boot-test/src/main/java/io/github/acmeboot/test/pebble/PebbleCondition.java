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
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Behind {@link EnabledIfPebble}.
 */
final class PebbleCondition implements ExecutionCondition {

	private final BooleanSupplier available;

	private final Map<String, String> environment;

	PebbleCondition() {
		this(PebbleProcess::isAvailable, System.getenv());
	}

	PebbleCondition(BooleanSupplier available, Map<String, String> environment) {
		this.available = available;
		this.environment = environment;
	}

	@Override
	public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
		return evaluate();
	}

	ConditionEvaluationResult evaluate() {
		if (this.available.getAsBoolean()) {
			return ConditionEvaluationResult.enabled("Pebble is on the path");
		}
		return Boolean.parseBoolean(this.environment.get("ACME_REQUIRE_PEERS"))
				? ConditionEvaluationResult.enabled("ACME_REQUIRE_PEERS is set")
				: ConditionEvaluationResult.disabled("Pebble is not on the path");
	}

}
