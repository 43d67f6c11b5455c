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

package io.github.acmeboot.store.codec;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.json.JsonWriter;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * A JSON object, written in ASCII. JSON in ASCII is YAML as well, hence it is read by the
 * YAML parser every Boot application has. What is reported never shows the content.
 */
public final class JsonObject {

	private final Map<String, @Nullable Object> members;

	/**
	 * Creates an object without members.
	 */
	public JsonObject() {
		this(new LinkedHashMap<>());
	}

	private JsonObject(Map<String, @Nullable Object> members) {
		this.members = members;
	}

	/**
	 * Reads an object.
	 * @param content the JSON
	 * @return the object
	 * @throws IllegalArgumentException if it is something else
	 */
	public static JsonObject parse(byte[] content) {
		LoaderOptions options = new LoaderOptions();
		options.setAllowDuplicateKeys(false);
		options.setMaxAliasesForCollections(0);
		try {
			return of(new Yaml(new SafeConstructor(options)).load(new String(content, StandardCharsets.UTF_8)));
		}
		catch (MarkedYAMLException ex) {
			throw new IllegalArgumentException("it is not JSON from line " + (ex.getProblemMark().getLine() + 1)
					+ ", column " + (ex.getProblemMark().getColumn() + 1));
		}
		catch (YAMLException ex) {
			throw new IllegalArgumentException("it is not JSON");
		}
	}

	private static JsonObject of(@Nullable Object value) {
		if (value instanceof Map<?, ?> map) {
			JsonObject object = new JsonObject();
			map.forEach((name, member) -> object.members.put(String.valueOf(name), member));
			return object;
		}
		throw new IllegalArgumentException("it is not a JSON object");
	}

	/**
	 * Adds a member.
	 * @param name its name
	 * @param value a number, an object, a list or something with a text; {@code null}
	 * adds nothing
	 * @return this object
	 */
	public JsonObject with(String name, @Nullable Object value) {
		if (value != null) {
			this.members.put(name, plain(value));
		}
		return this;
	}

	private static Object plain(Object value) {
		if (value instanceof JsonObject object) {
			return object.members;
		}
		if (value instanceof List<?> list) {
			return list.stream().map(JsonObject::plain).toList();
		}
		return (value instanceof Integer) ? value : value.toString();
	}

	public Set<String> names() {
		return Set.copyOf(this.members.keySet());
	}

	public String text(String name) {
		return required(name, optionalText(name));
	}

	public @Nullable String optionalText(String name) {
		return optional(name, String.class);
	}

	public int number(String name) {
		return required(name, optional(name, Integer.class));
	}

	public Instant instant(String name) {
		return required(name, optionalInstant(name));
	}

	public @Nullable Instant optionalInstant(String name) {
		String text = optionalText(name);
		try {
			return (text != null) ? Instant.parse(text) : null;
		}
		catch (DateTimeException ex) {
			throw new IllegalArgumentException("its '" + name + "' is not an instant");
		}
	}

	public <E extends Enum<E>> E constant(String name, Class<E> type) {
		String constant = text(name);
		try {
			return Enum.valueOf(type, constant);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("its '" + name + "' is not a " + type.getSimpleName());
		}
	}

	public @Nullable JsonObject optionalObject(String name) {
		Object member = this.members.get(name);
		return (member != null) ? of(member) : null;
	}

	public List<JsonObject> objects(String name) {
		return list(name).stream().map(JsonObject::of).toList();
	}

	public List<String> texts(String name) {
		return list(name).stream().map(String::valueOf).toList();
	}

	private List<?> list(String name) {
		return required(name, optional(name, List.class));
	}

	private <V> @Nullable V optional(String name, Class<V> type) {
		Object member = this.members.get(name);
		if (member != null && !type.isInstance(member)) {
			throw new IllegalArgumentException("its '" + name + "' is not a " + type.getSimpleName());
		}
		return type.cast(member);
	}

	private static <V> V required(String name, @Nullable V value) {
		if (value == null) {
			throw new IllegalArgumentException("it has no '" + name + "'");
		}
		return value;
	}

	/**
	 * Writes the object.
	 * @return the JSON, in ASCII
	 */
	public byte[] toBytes() {
		String json = JsonWriter.standard().withNewLineAtEnd().writeToString(this.members);
		StringBuilder ascii = new StringBuilder(json.length());
		for (int i = 0; i < json.length(); i++) {
			char character = json.charAt(i);
			if (character < 0x7f) {
				ascii.append(character);
			}
			else {
				ascii.append(String.format("\\u%04x", (int) character));
			}
		}
		return ascii.toString().getBytes(StandardCharsets.US_ASCII);
	}

}
