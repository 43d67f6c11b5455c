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

package io.github.acmeboot.actuate.endpoint;

import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.util.StringUtils;

/**
 * Keeps secrets of the configuration out of every endpoint, also where values are shown,
 * and whatever the property that a key comes from is called.
 */
final class ConfiguredSecrets implements SanitizingFunction {

	private final Supplier<Stream<@Nullable String>> secrets;

	ConfiguredSecrets(Supplier<Stream<@Nullable String>> secrets) {
		this.secrets = secrets;
	}

	@Override
	public SanitizableData apply(SanitizableData data) {
		Object value = data.getValue();
		return (value != null && secrets().anyMatch(value.toString()::contains)) ? data.withSanitizedValue() : data;
	}

	private Stream<String> secrets() {
		return this.secrets.get().filter(StringUtils::hasText).map(String::valueOf);
	}

}
