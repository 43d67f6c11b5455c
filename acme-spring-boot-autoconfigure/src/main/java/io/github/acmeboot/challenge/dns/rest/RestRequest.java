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

package io.github.acmeboot.challenge.dns.rest;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.store.codec.JsonObject;

/**
 * A request. Its headers are never shown.
 *
 * @param method the method
 * @param path the path below the URL of the service
 * @param query the query, or an empty text
 * @param headers the headers that carry credentials
 * @param body what to send, or {@code null} for nothing
 */
public record RestRequest(String method, String path, String query, Map<String, String> headers,
		@Nullable JsonObject body) {

	/**
	 * Creates a request to read something.
	 * @param path the path below the URL of the service
	 * @param query the query
	 * @param headers the headers that carry credentials
	 * @return the request
	 */
	public static RestRequest get(String path, String query, Map<String, String> headers) {
		return new RestRequest("GET", path, query, headers, null);
	}

	/**
	 * Creates a request to send something.
	 * @param path the path below the URL of the service
	 * @param headers the headers that carry credentials
	 * @param body what to send
	 * @return the request
	 */
	public static RestRequest post(String path, Map<String, String> headers, JsonObject body) {
		return new RestRequest("POST", path, "", headers, body);
	}

	/**
	 * Creates a request to delete something.
	 * @param path the path below the URL of the service
	 * @param headers the headers that carry credentials
	 * @return the request
	 */
	public static RestRequest delete(String path, Map<String, String> headers) {
		return new RestRequest("DELETE", path, "", headers, null);
	}

	HttpRequest to(URI uri) {
		HttpRequest.Builder builder = HttpRequest.newBuilder(uri).header("Accept", "application/json");
		if (this.body != null) {
			builder.header("Content-Type", "application/json");
		}
		this.headers.forEach(builder::header);
		return builder.method(this.method, publisher()).build();
	}

	/**
	 * Returns what a service might repeat, and nobody else is to see.
	 * @return the secrets
	 */
	Stream<String> secrets() {
		return this.headers.values().stream().map((value) -> value.substring(value.lastIndexOf(' ') + 1));
	}

	private BodyPublisher publisher() {
		return (this.body != null) ? BodyPublishers.ofByteArray(this.body.toBytes()) : BodyPublishers.noBody();
	}

	@Override
	public String toString() {
		return this.method + " " + this.path;
	}

}
