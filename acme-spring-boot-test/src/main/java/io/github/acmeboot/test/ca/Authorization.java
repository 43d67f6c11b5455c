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
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.test.protocol.JsonObject;
import io.github.acmeboot.test.protocol.Problem;
import io.github.acmeboot.test.protocol.RandomToken;
import io.github.acmeboot.test.protocol.Urls;

/**
 * An authorization (RFC 8555 section 7.1.4). Thread-safe.
 */
public final class Authorization {

	private final String id = RandomToken.next();

	private final Account account;

	private final Identifier identifier;

	private final Instant expires;

	private final List<Challenge> challenges;

	private volatile Optional<Status> end = Optional.empty();

	Authorization(Account account, Identifier identifier, Instant expires, List<String> types) {
		this.account = account;
		this.identifier = identifier;
		this.expires = expires;
		this.challenges = types.stream().map(Challenge::new).toList();
	}

	public String getId() {
		return this.id;
	}

	public Account getAccount() {
		return this.account;
	}

	public List<Challenge> getChallenges() {
		return this.challenges;
	}

	public Identifier getIdentifier() {
		return this.identifier;
	}

	/**
	 * Returns what the challenges prove control of.
	 * @return the identifier without the {@code *.} of a wildcard
	 */
	public Identifier target() {
		return this.identifier.isWildcard() ? Identifier.of(this.identifier.value().substring(2)) : this.identifier;
	}

	/**
	 * Deactivates the authorization for good, as the client does.
	 */
	public void deactivate() {
		this.end = Optional.of(Status.DEACTIVATED);
	}

	/**
	 * Revokes the authorization for good, as the CA does.
	 */
	public void revoke() {
		this.end = Optional.of(Status.REVOKED);
	}

	/**
	 * Lets the authorization expire before its time.
	 */
	public void expire() {
		this.end = Optional.of(Status.EXPIRED);
	}

	/**
	 * Makes the authorization invalid for good.
	 * @param problem what its challenges are said to have failed of
	 */
	public void invalidate(Problem problem) {
		this.challenges.forEach((challenge) -> challenge.fail(problem, Status.INVALID));
		this.end = Optional.of(Status.INVALID);
	}

	/**
	 * Returns the state.
	 * @param now the present
	 * @return the state
	 */
	public Status status(Instant now) {
		if (this.end.isPresent()) {
			return this.end.get();
		}
		if (!now.isBefore(this.expires)) {
			return Status.EXPIRED;
		}
		if (has(Status.VALID)) {
			return Status.VALID;
		}
		return has(Status.INVALID) ? Status.INVALID : Status.PENDING;
	}

	/**
	 * Returns whether a challenge is being validated.
	 * @return whether one is
	 */
	public boolean isProcessing() {
		return has(Status.PROCESSING);
	}

	Optional<Problem> error() {
		return this.challenges.stream().map(Challenge::getError).flatMap(Optional::stream).findFirst();
	}

	/**
	 * Returns the JSON object.
	 * @param urls the URLs of the CA
	 * @param now the present
	 * @return the members
	 */
	public Map<String, Object> document(Urls urls, Instant now) {
		Map<String, Object> document = new LinkedHashMap<>();
		document.put("status", status(now).value());
		document.put("identifier", JsonObject.document(target()));
		document.put("expires", this.expires.toString());
		document.put("challenges", this.challenges.stream().map((challenge) -> challenge.document(urls)).toList());
		if (this.identifier.isWildcard()) {
			document.put("wildcard", true);
		}
		return document;
	}

	private boolean has(Status status) {
		return this.challenges.stream().anyMatch((challenge) -> challenge.getStatus() == status);
	}

}
