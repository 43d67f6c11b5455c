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

package io.github.acmeboot.test;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

import io.github.acmeboot.KeyType;
import io.github.acmeboot.test.pki.Keys;
import io.github.acmeboot.test.protocol.Operation;

/**
 * A client that can get everything wrong.
 */
final class RawClient {

	private final AcmeTestServer server;

	private final HttpClient client;

	RawClient(AcmeTestServer server) {
		this.server = server;
		this.client = HttpClient.newBuilder().sslContext(server.sslBundle().createSslContext()).build();
	}

	String url(Operation operation) {
		return this.server.directoryUrl().resolve("/" + operation.value()).toString();
	}

	String nonce() throws Exception {
		return header(get(url(Operation.NEW_NONCE)), "Replay-Nonce");
	}

	HttpResponse<String> get(String url) throws Exception {
		return this.client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
	}

	HttpResponse<String> getWithin(String url, Duration timeout) throws Exception {
		try {
			return this.client
				.sendAsync(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
				.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			throw new HttpTimeoutException("Not answered in " + timeout);
		}
	}

	HttpResponse<String> post(String url, String contentType, String body) throws IOException, InterruptedException {
		return this.client.send(HttpRequest.newBuilder(URI.create(url))
			.header("Content-Type", contentType)
			.POST(HttpRequest.BodyPublishers.ofString(body))
			.build(), HttpResponse.BodyHandlers.ofString());
	}

	HttpResponse<String> post(Jws jws) throws Exception {
		return post(jws.url, "application/jose+json", JsonUtil.toJson(jws.json()));
	}

	Jws jws(String url, KeyPair key, String payload) throws Exception {
		return new Jws(url, key, payload).header("nonce", nonce()).header("url", url);
	}

	Jws newAccount(KeyPair key) throws Exception {
		return jws(url(Operation.NEW_ACCOUNT), key, "{\"termsOfServiceAgreed\":true}").header("jwk", jwk(key));
	}

	Map<String, Object> jwk(KeyPair key) throws JoseException {
		return PublicJsonWebKey.Factory.newPublicJwk(key.getPublic()).toParams(OutputControlLevel.PUBLIC_ONLY);
	}

	KeyPair key() {
		return Keys.generate(KeyType.EC_P256);
	}

	static String header(HttpResponse<?> response, String name) {
		return response.headers().firstValue(name).orElse("");
	}

	static String problem(HttpResponse<String> response) throws JoseException {
		Object type = JsonUtil.parseJson(response.body()).get("type");
		return String.valueOf(type).replace("urn:ietf:params:acme:error:", "");
	}

	static final class Jws {

		private final String url;

		private final KeyPair key;

		private final String payload;

		private final Map<String, Object> header = new LinkedHashMap<>(Map.of("alg", "ES256"));

		private final Map<String, Object> members = new HashMap<>();

		Jws(String url, KeyPair key, String payload) {
			this.url = url;
			this.key = key;
			this.payload = payload;
		}

		Jws header(String name, Object value) {
			this.header.put(name, value);
			return this;
		}

		Jws without(String name) {
			this.header.remove(name);
			return this;
		}

		Jws member(String name, Object value) {
			this.members.put(name, value);
			return this;
		}

		Map<String, Object> json() throws JoseException {
			JsonWebSignature jws = new JsonWebSignature();
			jws.setDoKeyValidation(false);
			jws.setPayload(this.payload);
			this.header.forEach(jws.getHeaders()::setObjectHeaderValue);
			String algorithm = String.valueOf(this.header.get("alg"));
			jws.setAlgorithmHeaderValue(algorithm.startsWith("ES") ? algorithm : "ES256");
			jws.setKey(this.key.getPrivate());
			jws.sign();
			Map<String, Object> json = new HashMap<>();
			json.put("protected", algorithm.startsWith("ES") ? jws.getHeaders().getEncodedHeader()
					: encode(JsonUtil.toJson(this.header)));
			json.put("payload", jws.getEncodedPayload());
			json.put("signature", jws.getEncodedSignature());
			json.putAll(this.members);
			return json;
		}

		private static String encode(String text) {
			return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes());
		}

	}

}
