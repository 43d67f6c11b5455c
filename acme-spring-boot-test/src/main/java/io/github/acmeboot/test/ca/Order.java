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
import java.util.Set;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.test.protocol.JsonObject;
import io.github.acmeboot.test.protocol.Operation;
import io.github.acmeboot.test.protocol.Problem;
import io.github.acmeboot.test.protocol.ProblemType;
import io.github.acmeboot.test.protocol.RandomToken;
import io.github.acmeboot.test.protocol.Urls;

/**
 * An order (RFC 8555 section 7.1.3). Thread-safe.
 */
public final class Order {

	private final String id = RandomToken.next();

	private final Account account;

	private final Terms terms;

	private final Instant expires;

	private final List<Authorization> authorizations;

	private Optional<CaCertificate> certificate = Optional.empty();

	private Optional<Problem> failure = Optional.empty();

	private Instant issuedFrom = Instant.MIN;

	private int pollsLeft;

	private boolean issued;

	Order(Account account, Terms terms, Instant expires, List<Authorization> authorizations) {
		this.account = account;
		this.terms = terms;
		this.expires = expires;
		this.authorizations = authorizations;
	}

	public String getId() {
		return this.id;
	}

	public Account getAccount() {
		return this.account;
	}

	public Terms getTerms() {
		return this.terms;
	}

	public List<Authorization> getAuthorizations() {
		return this.authorizations;
	}

	public synchronized Optional<CaCertificate> getCertificate() {
		return this.certificate;
	}

	/**
	 * Returns the state.
	 * @param now the present
	 * @return the state
	 */
	public synchronized Status status(Instant now) {
		if (this.failure.isPresent()) {
			return Status.INVALID;
		}
		if (this.certificate.isPresent()) {
			return this.issued ? Status.VALID : Status.PROCESSING;
		}
		List<Status> statuses = this.authorizations.stream().map((one) -> one.status(now)).toList();
		if (!now.isBefore(this.expires) || !List.of(Status.PENDING, Status.VALID).containsAll(statuses)) {
			return Status.INVALID;
		}
		return statuses.contains(Status.PENDING) ? Status.PENDING : Status.READY;
	}

	/**
	 * Finalizes the order.
	 * @param issuedCertificate the certificate, not yet to be shown
	 * @param polls how often it is looked for in vain
	 * @param from when it is shown at the earliest
	 */
	public synchronized void finalizeWith(CaCertificate issuedCertificate, int polls, Instant from) {
		this.certificate = Optional.of(issuedCertificate);
		this.pollsLeft = polls;
		this.issuedFrom = from;
	}

	/**
	 * Lets the CA go on with what it is processing.
	 * @param now the present
	 */
	public synchronized void progress(Instant now) {
		if (this.pollsLeft > 0) {
			this.pollsLeft--;
		}
		else if (!now.isBefore(this.issuedFrom)) {
			this.issued = this.certificate.isPresent();
		}
	}

	/**
	 * Makes the order invalid for good.
	 * @param problem what it failed of
	 */
	public synchronized void invalidate(Problem problem) {
		this.failure = Optional.of(problem);
	}

	/**
	 * Lets the order expire before its time.
	 */
	public void expire() {
		invalidate(Problem.of(ProblemType.MALFORMED, "The order has expired"));
	}

	/**
	 * Returns the JSON object.
	 * @param urls the URLs of the CA
	 * @param now the present
	 * @return the members
	 */
	public synchronized Map<String, Object> document(Urls urls, Instant now) {
		Status status = status(now);
		Map<String, Object> document = new LinkedHashMap<>();
		document.put("status", status.value());
		document.put("expires", this.expires.toString());
		document.put("identifiers", this.terms.identifiers().stream().map(JsonObject::document).toList());
		document.put("authorizations",
				this.authorizations.stream().map((one) -> urls.of(Operation.AUTHORIZATION, one.getId())).toList());
		document.put("finalize", urls.of(Operation.FINALIZE, this.id));
		this.terms.profile().ifPresent((profile) -> document.put("profile", profile));
		this.terms.replaces().ifPresent((replaced) -> document.put("replaces", replaced));
		if (status == Status.VALID) {
			document.put("certificate", urls.of(Operation.CERTIFICATE, this.certificate.orElseThrow().getId()));
		}
		if (status == Status.INVALID) {
			document.put("error", error().document());
		}
		return document;
	}

	private Problem error() {
		return this.failure.orElseGet(this::authorizationError);
	}

	private Problem authorizationError() {
		List<Problem> problems = this.authorizations.stream()
			.map(Authorization::error)
			.flatMap(Optional::stream)
			.toList();
		if (problems.size() == 1) {
			return problems.get(0);
		}
		Problem problem = Problem.of(problems.isEmpty() ? ProblemType.MALFORMED : ProblemType.COMPOUND,
				problems.isEmpty() ? "The order or an authorization has expired" : "Several authorizations failed");
		return problems.isEmpty() ? problem : problem.withSubproblems(problems);
	}

	/**
	 * What is ordered.
	 *
	 * @param identifiers the names and addresses
	 * @param profile the profile
	 * @param replaces the identifier of the certificate this one takes the place of (RFC
	 * 9773)
	 */
	public record Terms(List<Identifier> identifiers, Optional<String> profile, Optional<String> replaces) {

		boolean isForSame(Terms other) {
			return Set.copyOf(this.identifiers).equals(Set.copyOf(other.identifiers))
					&& this.profile.equals(other.profile);
		}

	}

}
