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

package io.github.acmeboot.store.sealing;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Says that keys are not written as they should be in place of Boot's own analysis, which
 * would show them.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class EncryptionBindFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

	private static final ConfigurationPropertyName KEYS = ConfigurationPropertyName.of("acme.store.encryption.keys");

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
		if (!KEYS.equals(cause.getName()) && !KEYS.isAncestorOf(cause.getName())) {
			return null;
		}
		return new FailureAnalysis("Unable to read the configuration property '" + cause.getName()
				+ "', whose value is not shown. Keys are a list, numbered from [0] without a gap, each with an 'id' "
				+ "and a 'secret'.", "Correct the property.", cause);
	}

}
