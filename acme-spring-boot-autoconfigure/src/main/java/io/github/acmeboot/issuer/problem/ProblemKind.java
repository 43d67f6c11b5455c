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

/**
 * The problem types of RFC 8555 section 6.7 and its companions, and what to do about
 * them. {@code %s} stands for the name of the issuer.
 */
enum ProblemKind {

	ACCOUNT_DOES_NOT_EXIST("accountDoesNotExist", Reason.ACCOUNT, "The account is made anew at the next attempt."),

	BAD_CSR("badCSR", Reason.CONFIGURATION,
			"Check 'key-type' of the certificate: the CA does not take every kind of key."),

	BAD_NONCE("badNonce", Reason.SERVER, "This passes by itself."),

	BAD_PUBLIC_KEY("badPublicKey", Reason.ACCOUNT, "Take the account out of the store, so that a new key is made."),

	BAD_SIGNATURE_ALGORITHM("badSignatureAlgorithm", Reason.ACCOUNT, "The CA does not take ES256 signatures."),

	CAA("caa", Reason.REJECTED_IDENTIFIER, "Check the CAA records of the domain: they must allow this CA."),

	DNS("dns", Reason.VALIDATION, "Check that the name resolves, and that it resolves to this application."),

	EXTERNAL_ACCOUNT_REQUIRED("externalAccountRequired", Reason.ACCOUNT,
			"Set 'acme.issuers.%s.external-account-binding' to what the CA gave you."),

	INVALID_CONTACT("invalidContact", Reason.ACCOUNT, "Check 'acme.issuers.%s.email'."),

	INVALID_PROFILE("invalidProfile", Reason.CONFIGURATION, "Check 'profile' of the certificate and of the issuer."),

	MALFORMED("malformed", Reason.INTERNAL, "Please report it, with the log at DEBUG."),

	ORDER_NOT_READY("orderNotReady", Reason.PROTOCOL, "The order is looked at again at the next attempt."),

	RATE_LIMITED("rateLimited", Reason.RATE_LIMITED, "Wait, and check that the store survives restarts."),

	REJECTED_IDENTIFIER("rejectedIdentifier", Reason.REJECTED_IDENTIFIER,
			"Take the name out of 'domains', or choose another issuer."),

	SERVER_INTERNAL("serverInternal", Reason.SERVER, "This passes by itself."),

	UNAUTHORIZED("unauthorized", Reason.ACCOUNT,
			"Check that the account was not deactivated; without its entry in the store a new one is made."),

	UNSUPPORTED_CONTACT("unsupportedContact", Reason.ACCOUNT, "Check 'acme.issuers.%s.email'."),

	UNSUPPORTED_IDENTIFIER("unsupportedIdentifier", Reason.REJECTED_IDENTIFIER,
			"Take the name out of 'domains', or choose another issuer."),

	USER_ACTION_REQUIRED("userActionRequired", Reason.TERMS, "Agree there, then renew.");

	private final String type;

	private final Reason reason;

	private final String advice;

	ProblemKind(String type, Reason reason, String advice) {
		this.type = type;
		this.reason = reason;
		this.advice = advice;
	}

	Reason reason() {
		return this.reason;
	}

	String advice(String issuer) {
		return this.advice.formatted(issuer);
	}

	Reason challengeReason() {
		return switch (this.reason) {
			case REJECTED_IDENTIFIER, RATE_LIMITED, SERVER -> this.reason;
			default -> Reason.VALIDATION;
		};
	}

	String challengeAdvice(String challenge, String issuer) {
		return switch (this) {
			case CAA, DNS, REJECTED_IDENTIFIER, RATE_LIMITED, SERVER_INTERNAL -> advice(issuer);
			default -> ChallengeAdvice.of(challenge);
		};
	}

	static Optional<ProblemKind> of(String type) {
		String word = type.substring(type.lastIndexOf(':') + 1);
		return Arrays.stream(values()).filter((kind) -> kind.type.equals(word)).findFirst();
	}

}
