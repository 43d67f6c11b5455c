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

package io.github.acmeboot.test.protocol;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

import io.github.acmeboot.Identifier;

/**
 * A JSON object that was received. What is not of the type asked for is malformed.
 *
 * @param members the members
 */
public record JsonObject(Map<String, Object> members) {

	/**
	 * Reads an object.
	 * @param text the text
	 * @param what what it is, for the problem document
	 * @return the object
	 */
	public static JsonObject parse(String text, String what) {
		try {
			return new JsonObject(JsonUtil.parseJson(text));
		}
		catch (JoseException ex) {
			throw new ProblemException(ProblemType.MALFORMED, what + " is not a JSON object");
		}
	}

	/**
	 * Returns the JSON object of an identifier.
	 * @param identifier the identifier
	 * @return the members
	 */
	public static Map<String, Object> document(Identifier identifier) {
		String type = (identifier.type() == Identifier.Type.IP) ? "ip" : "dns";
		return Map.of("type", type, "value", identifier.value());
	}

	/**
	 * Returns whether a member is there.
	 * @param name the name
	 * @return whether it is there
	 */
	public boolean has(String name) {
		return this.members.containsKey(name);
	}

	/**
	 * Returns a text.
	 * @param name the name
	 * @return the text
	 */
	public Optional<String> string(String name) {
		return member(name, String.class);
	}

	/**
	 * Returns a text that has to be there.
	 * @param name the name
	 * @return the text
	 */
	public String requiredString(String name) {
		return string(name).orElseThrow(() -> new ProblemException(ProblemType.MALFORMED, "'" + name + "' is missing"));
	}

	/**
	 * Returns a number.
	 * @param name the name
	 * @return the number
	 */
	public Optional<Number> number(String name) {
		return member(name, Number.class);
	}

	/**
	 * Returns whether a member is there and {@code true}.
	 * @param name the name
	 * @return its value
	 */
	public boolean flag(String name) {
		return member(name, Boolean.class).orElse(false);
	}

	/**
	 * Returns an object.
	 * @param name the name
	 * @return the object
	 */
	public Optional<JsonObject> object(String name) {
		return member(name, Map.class).map(JsonObject::of);
	}

	/**
	 * Returns an array.
	 * @param name the name
	 * @return its elements
	 */
	public Optional<List<?>> array(String name) {
		return member(name, List.class).map((list) -> (List<?>) list);
	}

	/**
	 * Returns an array of texts.
	 * @param name the name
	 * @return its elements
	 */
	public Optional<List<String>> strings(String name) {
		return array(name).map((list) -> list.stream().map((element) -> cast(name, element, String.class)).toList());
	}

	/**
	 * Returns an array of objects.
	 * @param name the name
	 * @return its elements
	 */
	public List<JsonObject> objects(String name) {
		return array(name).orElse(List.of())
			.stream()
			.map((element) -> JsonObject.of(cast(name, element, Map.class)))
			.toList();
	}

	private <T> Optional<T> member(String name, Class<T> type) {
		return has(name) ? Optional.of(cast(name, this.members.get(name), type)) : Optional.empty();
	}

	private static <T> T cast(String name, @Nullable Object value, Class<T> type) {
		if (value == null || !type.isInstance(value)) {
			throw new ProblemException(ProblemType.MALFORMED, "'" + name + "' is not a " + type.getSimpleName());
		}
		return type.cast(value);
	}

	@SuppressWarnings("unchecked")
	private static JsonObject of(Map<?, ?> members) {
		return new JsonObject((Map<String, Object>) members);
	}

}
