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

package io.github.acmeboot.challenge.dns.standin;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.acmeboot.store.codec.JsonObject;

/**
 * A request as a stand-in has received it.
 *
 * @param method the method
 * @param uri the path and the query
 * @param headers the headers, their names in lower case
 * @param body the body
 */
public record Received(String method, URI uri, Map<String, List<String>> headers, String body) {

	public String path() {
		return this.uri.getPath();
	}

	public Map<String, String> query() {
		String query = (this.uri.getRawQuery() != null) ? this.uri.getRawQuery() : "";
		return Arrays.stream(query.split("&"))
			.filter((pair) -> pair.contains("="))
			.map((pair) -> pair.split("=", 2))
			.collect(Collectors.toMap((pair) -> pair[0], (pair) -> decode(pair[1])));
	}

	public String header(String name) {
		return String.join(", ", this.headers.getOrDefault(name, List.of()));
	}

	public JsonObject json() {
		return JsonObject.parse(this.body.getBytes(StandardCharsets.UTF_8));
	}

	@Override
	public String toString() {
		return this.method + " " + this.uri;
	}

	private static String decode(String text) {
		return URLDecoder.decode(text, StandardCharsets.UTF_8);
	}

}
