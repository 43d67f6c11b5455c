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

package io.github.acmeboot.test.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * An answer. Immutable: each method that changes something returns another answer.
 *
 * @param status the status code
 * @param headers the headers
 * @param body the body
 * @param delivery what becomes of it on its way
 */
public record ServerResponse(int status, Map<String, List<String>> headers, byte[] body, Delivery delivery) {

	/**
	 * Returns an answer without a body.
	 * @param status the status code
	 * @return the answer
	 */
	public static ServerResponse of(int status) {
		return new ServerResponse(status, Map.of(), new byte[0], Delivery.WHOLE);
	}

	/**
	 * Returns an answer with a text.
	 * @param status the status code
	 * @param contentType the media type of the text
	 * @param text the text
	 * @return the answer
	 */
	public static ServerResponse of(int status, String contentType, String text) {
		return new ServerResponse(status, Map.of("Content-Type", List.of(contentType)),
				text.getBytes(StandardCharsets.UTF_8), Delivery.WHOLE);
	}

	/**
	 * Adds a header.
	 * @param name the name
	 * @param value the value
	 * @return an answer that has the header as well
	 */
	public ServerResponse withHeader(String name, String value) {
		Map<String, List<String>> changed = new LinkedHashMap<>(this.headers);
		List<String> values = new ArrayList<>(changed.getOrDefault(name, List.of()));
		values.add(value);
		changed.put(name, List.copyOf(values));
		return new ServerResponse(this.status, changed, this.body, this.delivery);
	}

	/**
	 * Sets a header.
	 * @param name the name
	 * @param value the only value
	 * @return an answer that has the header with no other value
	 */
	public ServerResponse withOnlyHeader(String name, String value) {
		Map<String, List<String>> changed = new LinkedHashMap<>(this.headers);
		changed.put(name, List.of(value));
		return new ServerResponse(this.status, changed, this.body, this.delivery);
	}

	/**
	 * Removes a header for good: nobody adds it later.
	 * @param name the name
	 * @return an answer without the header
	 */
	public ServerResponse withoutHeader(String name) {
		Map<String, List<String>> changed = new LinkedHashMap<>(this.headers);
		changed.put(name, List.of());
		return new ServerResponse(this.status, changed, this.body, this.delivery);
	}

	/**
	 * Adds a header unless it is there or was removed for good.
	 * @param name the name
	 * @param value the value
	 * @return an answer that has the header, if it may
	 */
	public ServerResponse withDefaultHeader(String name, Supplier<String> value) {
		return this.headers.containsKey(name) ? this : withHeader(name, value.get());
	}

	/**
	 * Sets what becomes of the answer on its way.
	 * @param changed the delivery
	 * @return an answer that is delivered like that
	 */
	public ServerResponse withDelivery(Delivery changed) {
		return new ServerResponse(this.status, this.headers, this.body, changed);
	}

	/**
	 * What becomes of an answer on its way.
	 */
	public enum Delivery {

		/**
		 * It arrives.
		 */
		WHOLE,

		/**
		 * Half of the body arrives, then nothing until the client gives up.
		 */
		STALLED,

		/**
		 * The connection is closed instead.
		 */
		DROPPED,

		/**
		 * The connection is reset instead.
		 */
		RESET

	}

}
