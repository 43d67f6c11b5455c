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

package io.github.acmeboot.test.ca;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.github.acmeboot.test.protocol.Operation;
import io.github.acmeboot.test.protocol.Problem;
import io.github.acmeboot.test.protocol.RandomToken;
import io.github.acmeboot.test.protocol.Urls;

/**
 * A challenge (RFC 8555 section 7.1.5). Thread-safe.
 */
public final class Challenge {

	private final String id = RandomToken.next();

	private final String token = RandomToken.next();

	private final String type;

	private Status status = Status.PENDING;

	private Optional<Instant> validated = Optional.empty();

	private Optional<Problem> error = Optional.empty();

	Challenge(String type) {
		this.type = type;
	}

	public String getId() {
		return this.id;
	}

	public String getType() {
		return this.type;
	}

	public String getToken() {
		return this.token;
	}

	public synchronized Status getStatus() {
		return this.status;
	}

	synchronized Optional<Problem> getError() {
		return this.error;
	}

	/**
	 * Triggers the validation.
	 * @return whether it is to be validated now
	 */
	public synchronized boolean trigger() {
		if (this.status != Status.PENDING) {
			return false;
		}
		this.status = Status.PROCESSING;
		return true;
	}

	synchronized void succeed(Instant now) {
		this.status = Status.VALID;
		this.validated = Optional.of(now);
		this.error = Optional.empty();
	}

	synchronized void fail(Problem problem, Status changed) {
		this.status = changed;
		this.error = Optional.of(problem);
	}

	/**
	 * Returns the JSON object.
	 * @param urls the URLs of the CA
	 * @return the members
	 */
	public synchronized Map<String, Object> document(Urls urls) {
		Map<String, Object> document = new LinkedHashMap<>();
		document.put("type", this.type);
		document.put("url", urls.of(Operation.CHALLENGE, this.id));
		document.put("status", this.status.value());
		document.put("token", this.token);
		this.validated.ifPresent((instant) -> document.put("validated", instant.toString()));
		this.error.ifPresent((problem) -> document.put("error", problem.document()));
		return document;
	}

}
