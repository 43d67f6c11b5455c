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

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.store.codec.JsonObject;

/**
 * What a service answered.
 */
public final class RestAnswer {

	private final RestFailures failures;

	private final RestRequest request;

	private final int status;

	private final String body;

	private final Optional<Instant> retryAfter;

	RestAnswer(RestFailures failures, RestRequest request, int status, String body, Optional<Instant> retryAfter) {
		this.failures = failures;
		this.request = request;
		this.status = status;
		this.body = body;
		this.retryAfter = retryAfter;
	}

	public int status() {
		return this.status;
	}

	public boolean isSuccess() {
		return this.status >= 200 && this.status < 300;
	}

	/**
	 * Reads the answer.
	 * @param <T> the type of what is read
	 * @param reading reads it out of the JSON; throws {@link IllegalArgumentException} if
	 * it is not there
	 * @return what was read
	 * @throws AcmeException if it is not what the service documents
	 */
	public <T> T read(Function<JsonObject, T> reading) {
		try {
			return parse(reading);
		}
		catch (IllegalArgumentException ex) {
			throw this.failures.notUnderstood(this.status, String.valueOf(ex.getMessage()));
		}
	}

	/**
	 * Reads something that may be missing.
	 * @param <T> the type of what is read
	 * @param reading reads it out of the JSON; throws {@link IllegalArgumentException} if
	 * it is not there
	 * @return what was read, or empty if it is not there
	 */
	public <T> Optional<T> find(Function<JsonObject, T> reading) {
		try {
			return Optional.of(parse(reading));
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	/**
	 * Returns what was answered, for the words of a failure.
	 * @return the body
	 */
	public String text() {
		return this.body;
	}

	/**
	 * Makes a failure of an answer that is none of success.
	 * @param words what the service said
	 * @return what to throw
	 */
	public AcmeException failure(String words) {
		return this.failures.refused(this.status, SafeText.of(words, this.request), this.retryAfter);
	}

	/**
	 * Makes a failure of an answer that refuses the credentials, whatever its status.
	 * @param words what the service said
	 * @return what to throw
	 */
	public AcmeException denied(String words) {
		return this.failures.denied(this.status, SafeText.of(words, this.request));
	}

	private <T> T parse(Function<JsonObject, T> reading) {
		return reading.apply(JsonObject.parse(this.body.getBytes(StandardCharsets.UTF_8)));
	}

}
