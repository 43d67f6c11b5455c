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

package io.github.acmeboot.store.redis;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * How things are named in Redis. What is written together has the same hash tag, the part
 * in braces, so that a cluster keeps it together.
 */
final class RedisKeys {

	private final String prefix;

	RedisKeys(String prefix) {
		if (prefix.startsWith("{}", prefix.indexOf('{'))) {
			throw new InvalidConfigurationPropertyValueException("acme.store.redis.key-prefix", prefix,
					"A first '{' that is followed by '}' at once keeps a cluster from storing together what belongs "
							+ "together. Remove it, or put something between.");
		}
		this.prefix = prefix;
	}

	byte[] value(String key) {
		return bytes(tagged(key));
	}

	/**
	 * Names the place for the copy of something unreadable.
	 * @param key the key it was found under
	 * @param version what identifies it
	 * @return the name
	 */
	byte[] aside(String key, String version) {
		return bytes(tagged(key) + ":" + version);
	}

	byte[] holder(String lock) {
		return bytes(tagged("lock:" + lock) + ":holder");
	}

	byte[] fence(String lock) {
		return bytes(tagged("lock:" + lock) + ":fence");
	}

	byte[] channel() {
		return bytes(this.prefix + "changes");
	}

	/**
	 * Returns the pattern of the values below a prefix.
	 * @param keyPrefix the prefix
	 * @return a pattern for SCAN
	 */
	String pattern(String keyPrefix) {
		return (this.prefix + "{" + keyPrefix).replaceAll("[\\\\*?\\[\\]^-]", "\\\\$0") + "*}";
	}

	Optional<String> key(byte[] name) {
		String text = new String(name, StandardCharsets.UTF_8);
		return (text.startsWith(this.prefix + "{") && text.endsWith("}"))
				? Optional.of(text.substring(this.prefix.length() + 1, text.length() - 1)) : Optional.empty();
	}

	private String tagged(String key) {
		return this.prefix + "{" + key + "}";
	}

	static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.UTF_8);
	}

}
