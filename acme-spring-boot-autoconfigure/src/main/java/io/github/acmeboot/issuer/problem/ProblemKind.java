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

package io.github.acmeboot.issuer.problem;

import java.util.Arrays;
import java.util.Optional;

import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.AcmeException.Remedy;

/**
 * Everything that can go wrong with a CA, and what to do about it: the problem types of
 * RFC 8555 section 6.7 and its companions, and what comes without a problem document.
 * {@code %s} stands for the name of the issuer. The same table is in the documentation.
 */
enum ProblemKind {

	ACCOUNT_DOES_NOT_EXIST("accountDoesNotExist", Reason.ACCOUNT, Remedy.SCHEDULE, true,
			"The account is made anew with the same key."),

	ALREADY_REPLACED("alreadyReplaced", Reason.PROTOCOL, "The order is placed again without naming what it replaces."),

	ALREADY_REVOKED("alreadyRevoked", Reason.CERTIFICATE, Remedy.SCHEDULE, false,
			"Nothing is left to do: the certificate was revoked before."),

	BAD_CSR("badCSR", Reason.CONFIGURATION,
			"Check 'key-type' of the certificate: the CA does not take every kind of key."),

	BAD_NONCE("badNonce", Reason.SERVER, "This passes by itself."),

	BAD_PUBLIC_KEY("badPublicKey", Reason.ACCOUNT, "Take the account out of the store, so that a new key is made."),

	BAD_REVOCATION_REASON("badRevocationReason", Reason.CONFIGURATION, Remedy.OPERATOR, false,
			"Choose another reason: the CA does not take this one."),

	BAD_SIGNATURE_ALGORITHM("badSignatureAlgorithm", Reason.ACCOUNT, "The CA does not take ES256 signatures."),

	CAA("caa", Reason.REJECTED_IDENTIFIER, "Check the CAA records of the domain: they must allow this CA."),

	COMPOUND("compound", Reason.PROTOCOL, "See each of its parts."),

	CONFLICT("conflict", Reason.SERVER, Remedy.SCHEDULE, true, "This passes by itself."),

	CONNECTION("connection", Reason.VALIDATION, "Check that the CA can connect to that name from outside."),

	DNS("dns", Reason.VALIDATION, "Check that the name resolves, and that it resolves to this application."),

	EXTERNAL_ACCOUNT_REQUIRED("externalAccountRequired", Reason.ACCOUNT,
			"Set 'acme.issuers.%s.external-account-binding' to what the CA gave you."),

	INCORRECT_RESPONSE("incorrectResponse", Reason.VALIDATION, "Check that that name reaches this application."),

	INVALID_CONTACT("invalidContact", Reason.ACCOUNT, "Check 'acme.issuers.%s.email'."),

	INVALID_PROFILE("invalidProfile", Reason.CONFIGURATION, "Check 'profile' of the certificate and of the issuer."),

	MALFORMED("malformed", Reason.INTERNAL, "Please report it, with the log at DEBUG."),

	ORDER_NOT_READY("orderNotReady", Reason.PROTOCOL, Remedy.SECONDS, true, "The order is looked at again."),

	RATE_LIMITED("rateLimited", Reason.RATE_LIMITED, "Wait, and check that the store survives restarts."),

	REJECTED_IDENTIFIER("rejectedIdentifier", Reason.REJECTED_IDENTIFIER,
			"Take the name out of 'domains', or choose another issuer."),

	SERVER_INTERNAL("serverInternal", Reason.SERVER, "This passes by itself."),

	TLS("tls", Reason.VALIDATION, "Check that TLS to that name ends at this application."),

	UNAUTHORIZED("unauthorized", Reason.ACCOUNT,
			"Check that the account was not deactivated; without its entry in the store a new one is made."),

	UNSUPPORTED_CONTACT("unsupportedContact", Reason.ACCOUNT, "Check 'acme.issuers.%s.email'."),

	UNSUPPORTED_IDENTIFIER("unsupportedIdentifier", Reason.REJECTED_IDENTIFIER,
			"Take the name out of 'domains', or choose another issuer."),

	USER_ACTION_REQUIRED("userActionRequired", Reason.TERMS, "Agree there, then renew."),

	PAUSED("paused identifiers", Reason.RATE_LIMITED, Remedy.OPERATOR, true,
			"The CA has paused these names since they kept failing: mend that, then visit the page to go on, and renew."),

	TOO_MANY_REQUESTS("HTTP 429", Reason.RATE_LIMITED, "Wait, and check that the store survives restarts."),

	SERVER_ERROR("HTTP 5xx", Reason.SERVER, "This passes by itself."),

	NOT_ACME("any other answer", Reason.PROTOCOL, "Check that 'acme.issuers.%s.directory-url' is an ACME directory."),

	NO_ANSWER("no answer", Reason.NETWORK,
			"Check the network, the proxy settings and 'acme.issuers.%s.directory-url'."),

	DISTRUSTED("a certificate that is not trusted", Reason.CONFIGURATION,
			"Name a bundle with its root in 'acme.issuers.%s.ssl-bundle'.");

	private static final int TOO_MANY = 429;

	private static final int FIRST_SERVER_ERROR = 500;

	private final String type;

	private final Reason reason;

	private final Remedy remedy;

	private final boolean helpedByAnotherIssuer;

	private final String advice;

	ProblemKind(String type, Reason reason, String advice) {
		this(type, reason, reason.remedy(), reason.isHelpedByAnotherIssuer(), advice);
	}

	ProblemKind(String type, Reason reason, Remedy remedy, boolean helpedByAnotherIssuer, String advice) {
		this.type = type;
		this.reason = reason;
		this.remedy = remedy;
		this.helpedByAnotherIssuer = helpedByAnotherIssuer;
		this.advice = advice;
	}

	String type() {
		return this.type;
	}

	Reason reason() {
		return this.reason;
	}

	Remedy remedy() {
		return this.remedy;
	}

	boolean isHelpedByAnotherIssuer() {
		return this.helpedByAnotherIssuer;
	}

	String advice(String issuer) {
		return this.advice.formatted(issuer);
	}

	/**
	 * Returns what it is when the CA says so of a challenge: {@code unauthorized}, for
	 * one, is not about the account then.
	 * @return what it is then
	 */
	ProblemKind ofChallenge() {
		return switch (this.reason) {
			case REJECTED_IDENTIFIER, RATE_LIMITED, SERVER, VALIDATION -> this;
			default -> INCORRECT_RESPONSE;
		};
	}

	/**
	 * Returns what it is when the CA says so of an order.
	 * @return what it is then
	 */
	ProblemKind ofOrder() {
		return (this == UNAUTHORIZED) ? INCORRECT_RESPONSE : this;
	}

	String challengeAdvice(String challenge, String issuer) {
		return switch (this) {
			case CONNECTION, INCORRECT_RESPONSE, TLS -> ChallengeAdvice.of(challenge);
			case DNS -> challenge.equals("dns-01") ? ChallengeAdvice.of(challenge) : advice(issuer);
			default -> advice(issuer);
		};
	}

	/**
	 * Finds out what an answer without a problem document is.
	 * @param status the HTTP status
	 * @return what it is
	 */
	static ProblemKind ofStatus(int status) {
		if (status >= FIRST_SERVER_ERROR) {
			return SERVER_ERROR;
		}
		return (status == TOO_MANY) ? TOO_MANY_REQUESTS : NOT_ACME;
	}

	static Optional<ProblemKind> of(String type) {
		String word = type.substring(type.lastIndexOf(':') + 1);
		return Arrays.stream(values()).filter((kind) -> kind.type.equals(word)).findFirst();
	}

}
