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

import java.util.regex.Pattern;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Names of properties as a person writes them, and the names a person may give.
 */
final class PropertyNames {

	private static final Pattern UNIFORM = Pattern.compile("[a-z0-9-]+");

	private static final Pattern USABLE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

	private PropertyNames() {
	}

	static String issuer(String name) {
		return "acme.issuers" + element(name);
	}

	static String certificate(String name) {
		return "acme.certificates" + element(name);
	}

	static void checkUsable(String property, String name) {
		if (!USABLE.matcher(name).matches()) {
			throw new InvalidConfigurationPropertyValueException(property, name,
					"The name becomes part of keys and file names. Use 1 to 100 letters, digits, dots, hyphens and "
							+ "underscores, beginning with a letter or digit.");
		}
	}

	private static String element(String name) {
		return UNIFORM.matcher(name).matches() ? "." + name : "[" + name + "]";
	}

}
