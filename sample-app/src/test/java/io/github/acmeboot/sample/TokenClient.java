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

package io.github.acmeboot.sample;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client of the token service, over HTTP.
 */
public final class TokenClient {

	private static final JsonMapper MAPPER = new JsonMapper();

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final HttpClient http;

	private final String uri;

	private final String credentials;

	/**
	 * Creates a client.
	 * @param http what to ask with
	 * @param uri where the service is
	 * @param credentials the id and the secret, with a colon between them, or nothing
	 */
	public TokenClient(HttpClient http, String uri, String credentials) {
		this.http = http;
		this.uri = uri;
		this.credentials = credentials;
	}

	/**
	 * Makes another client.
	 * @param others its credentials
	 * @return the client
	 */
	public TokenClient as(String others) {
		return new TokenClient(this.http, this.uri, others);
	}

	/**
	 * Gets a token.
	 * @return the token
	 */
	public String token() {
		return json(post("/oauth2/token", "grant_type", "client_credentials")).get("access_token").asString();
	}

	/**
	 * Asks about a token.
	 * @param token the token
	 * @return the answer
	 */
	public JsonNode introspect(String token) {
		return json(post("/oauth2/introspect", "token", token));
	}

	/**
	 * Asks about many tokens.
	 * @param tokens the tokens
	 * @return what is said about each
	 */
	public List<JsonNode> lookup(List<String> tokens) {
		String request = MAPPER.writeValueAsString(MAPPER.createObjectNode().set("tokens", MAPPER.valueToTree(tokens)));
		return json(send(request("/tokens/lookup").header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(request)))).get("tokens").valueStream().toList();
	}

	/**
	 * Posts a form.
	 * @param path where to
	 * @param parameters names and values
	 * @return the response
	 */
	public HttpResponse<String> post(String path, String... parameters) {
		StringBuilder form = new StringBuilder();
		for (int index = 0; index < parameters.length; index += 2) {
			form.append(form.isEmpty() ? "" : "&").append(encode(parameters[index])).append('=');
			form.append(encode(parameters[index + 1]));
		}
		return send(request(path).header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString(form.toString())));
	}

	/**
	 * Gets something.
	 * @param path where from
	 * @return the response
	 */
	public HttpResponse<String> get(String path) {
		return send(request(path));
	}

	/**
	 * Begins a request.
	 * @param path where to
	 * @return the request, with the credentials
	 */
	public HttpRequest.Builder request(String path) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.uri + path)).timeout(TIMEOUT);
		if (!this.credentials.isEmpty()) {
			request.header("Authorization",
					"Basic " + Base64.getEncoder().encodeToString(this.credentials.getBytes(StandardCharsets.UTF_8)));
		}
		return request;
	}

	/**
	 * Sends a request.
	 * @param request the request
	 * @return the response
	 */
	public HttpResponse<String> send(HttpRequest.Builder request) {
		try {
			return this.http.send(request.build(), BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new IllegalStateException("Unable to ask " + this.uri, ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Reads a response that has to be a success.
	 * @param response the response
	 * @return its body
	 */
	public static JsonNode json(HttpResponse<String> response) {
		if (response.statusCode() != 200) {
			throw new IllegalStateException(response.statusCode() + ": " + response.body());
		}
		return MAPPER.readTree(response.body());
	}

	private static String encode(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

}
