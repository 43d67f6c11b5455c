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

import java.net.URI;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How a managed certificate stands at one moment.
 *
 * @param name the name of the managed certificate
 * @param identifiers what it is for
 * @param state what is presented to clients
 * @param issuer the name of the issuer the presented certificate came from, or
 * {@code null} if there is none or it is not known
 * @param serial the serial number presented, or {@code null} for a placeholder
 * @param notBefore the start of its validity, or {@code null} for a placeholder
 * @param notAfter the end of its validity, or {@code null} for a placeholder
 * @param renewal the planned renewal, or {@code null} if there is nothing to renew or
 * renewal is off
 * @param nextAttempt when the next attempt is made to obtain, save or present a
 * certificate, or {@code null} if nothing is planned
 * @param lastFailure the failure since the last success, or {@code null} if there is none
 * @param generation the generation that is presented, or zero if it has none
 * @param rolledBack whether an older certificate is presented in the place of a newer one
 * because it was rolled back to
 * @param explanationUrl where the CA explains when it wants the certificate renewed, or
 * {@code null} if it does not
 * @param pausedSince since when nothing is ordered by itself because somebody has paused
 * it, or {@code null} if nobody has
 */
public record CertificateStatus(String name, List<Identifier> identifiers, State state, @Nullable String issuer,
		@Nullable String serial, @Nullable Instant notBefore, @Nullable Instant notAfter, @Nullable Instant renewal,
		@Nullable Instant nextAttempt, @Nullable Failure lastFailure, long generation, boolean rolledBack,
		@Nullable URI explanationUrl, @Nullable Instant pausedSince) {

	public CertificateStatus {
		identifiers = List.copyOf(identifiers);
	}

	/**
	 * Creates the status of a certificate that nobody has paused.
	 * @param name the name of the managed certificate
	 * @param identifiers what it is for
	 * @param state what is presented to clients
	 * @param issuer the name of the issuer it came from
	 * @param serial the serial number presented
	 * @param notBefore the start of its validity
	 * @param notAfter the end of its validity
	 * @param renewal the planned renewal
	 * @param nextAttempt when the next attempt is made
	 * @param lastFailure the failure since the last success
	 * @param generation the generation that is presented
	 * @param rolledBack whether it was rolled back to
	 * @param explanationUrl where the CA explains when it wants it renewed
	 */
	public CertificateStatus(String name, List<Identifier> identifiers, State state, @Nullable String issuer,
			@Nullable String serial, @Nullable Instant notBefore, @Nullable Instant notAfter, @Nullable Instant renewal,
			@Nullable Instant nextAttempt, @Nullable Failure lastFailure, long generation, boolean rolledBack,
			@Nullable URI explanationUrl) {
		this(name, identifiers, state, issuer, serial, notBefore, notAfter, renewal, nextAttempt, lastFailure,
				generation, rolledBack, explanationUrl, null);
	}

	/**
	 * What is presented to clients.
	 */
	public enum State {

		/**
		 * A self-signed placeholder: no certificate was issued yet.
		 */
		PLACEHOLDER,

		/**
		 * A certificate within its validity.
		 */
		VALID,

		/**
		 * A certificate outside its validity.
		 */
		EXPIRED,

		/**
		 * A certificate within its validity that was revoked.
		 */
		REVOKED

	}

	/**
	 * A failed attempt, and how many failed in a row.
	 *
	 * @param reason the class of the failure
	 * @param message what went wrong and what to do
	 * @param at when it happened
	 * @param count how many attempts failed in a row
	 */
	public record Failure(AcmeException.Reason reason, String message, Instant at, int count) {

	}

}
