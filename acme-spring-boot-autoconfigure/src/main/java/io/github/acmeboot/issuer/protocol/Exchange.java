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

package io.github.acmeboot.issuer.protocol;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

import org.shredzone.acme4j.exception.AcmeProtocolException;
import org.shredzone.acme4j.toolbox.JSON;

/**
 * A request that the CA has answered.
 *
 * @param operation what was asked
 * @param status the HTTP status
 * @param retryAfter how long the CA wants us to wait
 * @param json the document the CA answered with, if it was one
 */
public record Exchange(Operation operation, int status, Optional<Duration> retryAfter, Optional<JSON> json) {

	private static final int FIRST_ERROR = 400;

	static Exchange of(Operation operation, HttpResponse<byte[]> response, Clock clock) {
		return new Exchange(operation, response.statusCode(),
				RetryAfter.of(response.statusCode(), response.headers(), clock), parse(response));
	}

	String outcome() {
		if (this.status < FIRST_ERROR) {
			return "success";
		}
		return this.json.flatMap((problem) -> problem.get("type").map(JSON.Value::asString))
			.map((type) -> type.substring(type.lastIndexOf(':') + 1))
			.orElse("http");
	}

	private static Optional<JSON> parse(HttpResponse<byte[]> response) {
		String type = response.headers().firstValue("Content-Type").orElse("");
		if (!type.startsWith("application/json") && !type.startsWith("application/problem+json")) {
			return Optional.empty();
		}
		try {
			return Optional.of(JSON.parse(new String(response.body(), StandardCharsets.UTF_8)));
		}
		catch (AcmeProtocolException ex) {
			return Optional.empty();
		}
	}

}
