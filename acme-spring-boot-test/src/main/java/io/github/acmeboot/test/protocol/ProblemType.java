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

package io.github.acmeboot.test.protocol;

/**
 * The types of problems (RFC 8555 section 6.7 and its extensions).
 */
public enum ProblemType {

	/**
	 * The account is not known.
	 */
	ACCOUNT_DOES_NOT_EXIST("accountDoesNotExist", 400),

	/**
	 * The certificate has been replaced by another order.
	 */
	ALREADY_REPLACED("alreadyReplaced", 409),

	/**
	 * The certificate is revoked already.
	 */
	ALREADY_REVOKED("alreadyRevoked", 400),

	/**
	 * The certificate request is unacceptable.
	 */
	BAD_CSR("badCSR", 400),

	/**
	 * The nonce is not known, or was used.
	 */
	BAD_NONCE("badNonce", 400),

	/**
	 * The key is unacceptable.
	 */
	BAD_PUBLIC_KEY("badPublicKey", 400),

	/**
	 * The reason is not allowed.
	 */
	BAD_REVOCATION_REASON("badRevocationReason", 400),

	/**
	 * The algorithm is not supported.
	 */
	BAD_SIGNATURE_ALGORITHM("badSignatureAlgorithm", 400),

	/**
	 * A CAA record forbids it.
	 */
	CAA("caa", 403),

	/**
	 * Several errors, in the sub-problems.
	 */
	COMPOUND("compound", 400),

	/**
	 * The key belongs to another account.
	 */
	CONFLICT("conflict", 409),

	/**
	 * The validation target could not be reached.
	 */
	CONNECTION("connection", 400),

	/**
	 * A DNS query failed.
	 */
	DNS("dns", 400),

	/**
	 * An external account binding is needed.
	 */
	EXTERNAL_ACCOUNT_REQUIRED("externalAccountRequired", 403),

	/**
	 * The answer to the challenge is wrong.
	 */
	INCORRECT_RESPONSE("incorrectResponse", 403),

	/**
	 * The contact is not valid.
	 */
	INVALID_CONTACT("invalidContact", 400),

	/**
	 * The profile is not offered.
	 */
	INVALID_PROFILE("invalidProfile", 400),

	/**
	 * The request is malformed.
	 */
	MALFORMED("malformed", 400),

	/**
	 * The order cannot be finalized now.
	 */
	ORDER_NOT_READY("orderNotReady", 403),

	/**
	 * A rate limit is exceeded.
	 */
	RATE_LIMITED("rateLimited", 429),

	/**
	 * The CA does not issue for the identifier.
	 */
	REJECTED_IDENTIFIER("rejectedIdentifier", 400),

	/**
	 * The CA failed.
	 */
	SERVER_INTERNAL("serverInternal", 500),

	/**
	 * TLS failed during the validation.
	 */
	TLS("tls", 400),

	/**
	 * The client may not do that.
	 */
	UNAUTHORIZED("unauthorized", 403),

	/**
	 * The scheme of the contact is not supported.
	 */
	UNSUPPORTED_CONTACT("unsupportedContact", 400),

	/**
	 * The type of the identifier is not supported.
	 */
	UNSUPPORTED_IDENTIFIER("unsupportedIdentifier", 400),

	/**
	 * A person has to visit a URL.
	 */
	USER_ACTION_REQUIRED("userActionRequired", 403);

	private final String value;

	private final int status;

	ProblemType(String value, int status) {
		this.value = value;
		this.status = status;
	}

	/**
	 * Returns the last part of the type's URN.
	 * @return the name in the RFC
	 */
	public String value() {
		return this.value;
	}

	/**
	 * Returns the usual status.
	 * @return the status code
	 */
	public int status() {
		return this.status;
	}

}
