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

package io.github.acmeboot.autoconfigure;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.core.env.Environment;

/**
 * Says which certificates there are when the server is to use an SSL bundle that does not
 * exist.
 */
class NoSuchBundleFailureAnalyzer extends AbstractFailureAnalyzer<NoSuchSslBundleException> {

	private static final String PROPERTY = "server.ssl.bundle";

	private final Environment environment;

	NoSuchBundleFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchSslBundleException cause) {
		Set<String> certificates = certificates();
		if (certificates.isEmpty() || !cause.getBundleName().equals(this.environment.getProperty(PROPERTY))) {
			return null;
		}
		return new FailureAnalysis(
				"'" + PROPERTY + "' is '" + cause.getBundleName() + "', but there is no SSL bundle of that name.",
				"Set it to the name of a certificate below 'acme.certificates' (" + String.join(", ", certificates)
						+ "), or of a bundle below 'spring.ssl.bundle'.",
				cause);
	}

	private Set<String> certificates() {
		return new TreeSet<>(Binder.get(this.environment)
			.bind("acme.certificates", Bindable.mapOf(String.class, Object.class))
			.orElseGet(Map::of)
			.keySet());
	}

}
