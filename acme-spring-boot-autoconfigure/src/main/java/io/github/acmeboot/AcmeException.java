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

package io.github.acmeboot;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Something that kept a certificate from being issued, saved or served. The message is
 * for people and says what to do; it never holds key material.
 */
public class AcmeException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final Reason reason;

	private final @Nullable String problemType;

	private final transient List<Subproblem> subproblems;

	private final @Nullable Instant retryAfter;

	private final Remedy remedy;

	private final boolean helpedByAnotherIssuer;

	public AcmeException(Reason reason, String message) {
		this(reason, message, null);
	}

	public AcmeException(Reason reason, String message, @Nullable Throwable cause) {
		this(reason, message, cause, null, List.of(), null);
	}

	/**
	 * Creates an exception from a problem document of the CA.
	 * @param reason the class of the failure
	 * @param message what went wrong and what to do
	 * @param cause the cause
	 * @param problemType the type of the problem document, such as
	 * {@code urn:ietf:params:acme:error:rateLimited}
	 * @param subproblems the problems of single identifiers
	 * @param retryAfter the instant before which the CA wants no further attempt
	 */
	public AcmeException(Reason reason, String message, @Nullable Throwable cause, @Nullable String problemType,
			List<Subproblem> subproblems, @Nullable Instant retryAfter) {
		this(reason, message, cause, problemType, subproblems, retryAfter, reason.remedy(),
				reason.isHelpedByAnotherIssuer());
	}

	/**
	 * Creates an exception that is to be handled in another way than most of its reason.
	 * @param reason the class of the failure
	 * @param message what went wrong and what to do
	 * @param cause the cause
	 * @param problemType the type of the problem document
	 * @param subproblems the problems of single identifiers
	 * @param retryAfter the instant before which the CA wants no further attempt
	 * @param remedy what helps
	 * @param helpedByAnotherIssuer whether the failure is the issuer's own, so that
	 * another one may issue
	 */
	public AcmeException(Reason reason, String message, @Nullable Throwable cause, @Nullable String problemType,
			List<Subproblem> subproblems, @Nullable Instant retryAfter, Remedy remedy, boolean helpedByAnotherIssuer) {
		super(message, cause);
		this.reason = reason;
		this.problemType = problemType;
		this.subproblems = List.copyOf(subproblems);
		this.retryAfter = retryAfter;
		this.remedy = remedy;
		this.helpedByAnotherIssuer = helpedByAnotherIssuer;
	}

	public Reason getReason() {
		return this.reason;
	}

	/**
	 * Returns the type of the CA's problem document (RFC 8555 section 6.7).
	 * @return the type, if the CA sent one
	 */
	public Optional<String> getProblemType() {
		return Optional.ofNullable(this.problemType);
	}

	/**
	 * Returns the problems of single identifiers (RFC 8555 section 6.7.1).
	 * @return the sub-problems, possibly none
	 */
	public List<Subproblem> getSubproblems() {
		return (this.subproblems != null) ? this.subproblems : List.of();
	}

	/**
	 * Returns the instant before which the CA wants no further attempt.
	 * @return the instant by the local clock, if the CA named one
	 */
	public Optional<Instant> getRetryAfter() {
		return Optional.ofNullable(this.retryAfter);
	}

	/**
	 * Returns what helps against this very failure.
	 * @return the remedy, mostly that of the reason
	 */
	public Remedy getRemedy() {
		return this.remedy;
	}

	/**
	 * Returns whether the failure is the issuer's own, as when it cannot be reached or
	 * does not issue for a name. Otherwise another one would fail as well.
	 * @return whether another issuer may issue
	 */
	public boolean isHelpedByAnotherIssuer() {
		return this.helpedByAnotherIssuer;
	}

	/**
	 * A problem of one identifier.
	 *
	 * @param type the type of the problem
	 * @param identifier the identifier it is about, or {@code null} if the CA named none
	 * @param detail what the CA says
	 */
	public record Subproblem(String type, @Nullable String identifier, String detail) {

	}

	/**
	 * The classes of failures. Their lower-case names are the {@code reason} of metrics.
	 */
	public enum Reason {

		/**
		 * The connection to the CA failed or was too slow.
		 */
		NETWORK(Remedy.SECONDS, true),

		/**
		 * The CA failed on its side.
		 */
		SERVER(Remedy.SECONDS, true),

		/**
		 * The CA answered something that is not RFC 8555.
		 */
		PROTOCOL(Remedy.SCHEDULE, true),

		/**
		 * The CA refuses for now because too much was asked of it.
		 */
		RATE_LIMITED(Remedy.RETRY_AFTER, true),

		/**
		 * The CA could not validate a challenge.
		 */
		VALIDATION(Remedy.SCHEDULE, false),

		/**
		 * A DNS record could not be added, or is not visible to everybody.
		 */
		DNS(Remedy.SCHEDULE, false),

		/**
		 * The CA needs longer than we wait; the order is kept and gone on with later.
		 */
		TIMEOUT(Remedy.SCHEDULE, false),

		/**
		 * The CA never issues for an identifier, or its CAA records forbid it.
		 */
		REJECTED_IDENTIFIER(Remedy.OPERATOR, true),

		/**
		 * The account is refused: unknown, deactivated, without its external binding, or
		 * with a contact the CA does not take.
		 */
		ACCOUNT(Remedy.OPERATOR, true),

		/**
		 * The terms of service are not agreed.
		 */
		TERMS(Remedy.OPERATOR, true),

		/**
		 * What was asked for makes no sense to the CA, or to us.
		 */
		CONFIGURATION(Remedy.OPERATOR, true),

		/**
		 * The certificate that came back is not what was ordered.
		 */
		CERTIFICATE(Remedy.SCHEDULE, true),

		/**
		 * The store cannot be read or written.
		 */
		STORE(Remedy.SCHEDULE, false),

		/**
		 * The running server does not present the certificate.
		 */
		PUBLISH(Remedy.SCHEDULE, false),

		/**
		 * The work was stopped: a shutdown, or a lease that was lost.
		 */
		INTERRUPTED(Remedy.SCHEDULE, false),

		/**
		 * A defect of ours.
		 */
		INTERNAL(Remedy.SCHEDULE, true);

		private final Remedy remedy;

		private final boolean helpedByAnotherIssuer;

		Reason(Remedy remedy, boolean helpedByAnotherIssuer) {
			this.remedy = remedy;
			this.helpedByAnotherIssuer = helpedByAnotherIssuer;
		}

		public Remedy remedy() {
			return this.remedy;
		}

		public boolean isHelpedByAnotherIssuer() {
			return this.helpedByAnotherIssuer;
		}

	}

	/**
	 * What helps against a failure, the soonest first.
	 */
	public enum Remedy {

		/**
		 * Trying again within seconds.
		 */
		SECONDS,

		/**
		 * Trying again on the schedule of longer and longer waits.
		 */
		SCHEDULE,

		/**
		 * Waiting for as long as the CA says, and for an hour or more if it does not say.
		 */
		RETRY_AFTER,

		/**
		 * Nothing but a change by the operator; tried again once a day.
		 */
		OPERATOR

	}

}
