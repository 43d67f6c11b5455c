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

package io.github.acmeboot.store.s3;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where in the bucket the value of a key lies. A suffix keeps a key from being the prefix
 * of another one, which some services cannot store.
 */
final class ObjectKeys {

	private static final String SUFFIX = ".acme";

	private static final String SEGMENT = "(?!\\.{1,2}(/|$))[A-Za-z0-9._*%:=-]{1,200}";

	private static final Pattern KEY = Pattern.compile(SEGMENT + "(/" + SEGMENT + ")*");

	private final String prefix;

	ObjectKeys(String prefix) {
		this.prefix = prefix;
	}

	String objectKey(String key) {
		if (!KEY.matcher(key).matches()) {
			throw new IllegalArgumentException("'" + key + "' is not a key of the store");
		}
		return this.prefix + key + SUFFIX;
	}

	String objectPrefix(String prefix) {
		return this.prefix + prefix;
	}

	/**
	 * Returns the key of an object.
	 * @param objectKey the key of the object
	 * @return the key, or empty if no value lies there
	 */
	Optional<String> key(String objectKey) {
		if (!objectKey.startsWith(this.prefix) || !objectKey.endsWith(SUFFIX)) {
			return Optional.empty();
		}
		return Optional.of(objectKey.substring(this.prefix.length(), objectKey.length() - SUFFIX.length()))
			.filter((key) -> KEY.matcher(key).matches());
	}

}
