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

package io.github.acmeboot.store.repository;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.KeyType;

/**
 * What has to be remembered of a certificate beside the certificate itself.
 *
 * @param ordered what the stored certificate was ordered as, or {@code null} if there is
 * none
 * @param renewal the planned renewal, or {@code null} if there is nothing to renew
 * @param failure the failure since the last success, or {@code null} if there is none
 * @param nextAttempt the instant before which no attempt is made, or {@code null} if
 * nothing holds one back
 * @param refused a digest of what was asked for in vain, if nothing but another request
 * can mend the failure, or {@code null} otherwise
 * @param rolledBack the serial number of the certificate that was rolled back to, or
 * {@code null} if none was
 * @param superseded what it was ordered as before, or {@code null} if that was nothing
 * else lately
 * @param suggestion what the CA says of its renewal, or {@code null} if it was not asked
 * @param revocation what was revoked of it last, be it replaced since or not, or
 * {@code null} if nothing was
 * @param paused since when somebody wants nothing to be ordered by itself, or
 * {@code null} if nobody does
 */
public record CertificateState(@Nullable Ordered ordered, @Nullable Instant renewal,
		CertificateStatus.@Nullable Failure failure, @Nullable Instant nextAttempt, @Nullable String refused,
		@Nullable String rolledBack, @Nullable Superseded superseded, @Nullable Suggestion suggestion,
		@Nullable Revocation revocation, @Nullable Instant paused) {

	/**
	 * What is remembered of a certificate nothing is known of.
	 */
	public static final CertificateState NONE = new CertificateState(null, null, null, null, null, null);

	/**
	 * Creates the state of a certificate that was ordered as nothing else lately.
	 * @param ordered what it was ordered as
	 * @param renewal the planned renewal
	 * @param failure the failure since the last success
	 * @param nextAttempt the instant before which no attempt is made
	 * @param refused a digest of what was asked for in vain
	 * @param rolledBack the serial number of the certificate that was rolled back to
	 */
	public CertificateState(@Nullable Ordered ordered, @Nullable Instant renewal,
			CertificateStatus.@Nullable Failure failure, @Nullable Instant nextAttempt, @Nullable String refused,
			@Nullable String rolledBack) {
		this(ordered, renewal, failure, nextAttempt, refused, rolledBack, null, null, null, null);
	}

	/**
	 * Returns the same state with another failure.
	 * @param failure the failure since the last success
	 * @param nextAttempt the instant before which no attempt is made
	 * @param refused a digest of what was asked for in vain
	 * @return the state
	 */
	public CertificateState withFailure(CertificateStatus.@Nullable Failure failure, @Nullable Instant nextAttempt,
			@Nullable String refused) {
		return new CertificateState(this.ordered, this.renewal, failure, nextAttempt, refused, this.rolledBack,
				this.superseded, this.suggestion, this.revocation, this.paused);
	}

	/**
	 * Returns the same state with other instants.
	 * @param renewal the planned renewal
	 * @param nextAttempt the instant before which no attempt is made
	 * @return the state
	 */
	public CertificateState withPlan(@Nullable Instant renewal, @Nullable Instant nextAttempt) {
		return new CertificateState(this.ordered, renewal, this.failure, nextAttempt, this.refused, this.rolledBack,
				this.superseded, this.suggestion, this.revocation, this.paused);
	}

	/**
	 * Returns the same state after a roll-back.
	 * @param rolledBack the serial number of the certificate that was rolled back to
	 * @return the state
	 */
	public CertificateState withRolledBack(@Nullable String rolledBack) {
		return new CertificateState(this.ordered, this.renewal, this.failure, this.nextAttempt, this.refused,
				rolledBack, this.superseded, this.suggestion, this.revocation, this.paused);
	}

	/**
	 * Returns the same state with another suggestion of the CA.
	 * @param suggestion what the CA says of the renewal
	 * @return the state
	 */
	public CertificateState withSuggestion(@Nullable Suggestion suggestion) {
		return new CertificateState(this.ordered, this.renewal, this.failure, this.nextAttempt, this.refused,
				this.rolledBack, this.superseded, suggestion, this.revocation, this.paused);
	}

	/**
	 * Returns the same state with another revocation.
	 * @param revocation what was revoked
	 * @return the state
	 */
	public CertificateState withRevocation(@Nullable Revocation revocation) {
		return new CertificateState(this.ordered, this.renewal, this.failure, this.nextAttempt, this.refused,
				this.rolledBack, this.superseded, this.suggestion, revocation, this.paused);
	}

	/**
	 * Returns the same state, paused or not.
	 * @param paused since when somebody wants nothing to be ordered by itself
	 * @return the state
	 */
	public CertificateState withPaused(@Nullable Instant paused) {
		return new CertificateState(this.ordered, this.renewal, this.failure, this.nextAttempt, this.refused,
				this.rolledBack, this.superseded, this.suggestion, this.revocation, paused);
	}

	/**
	 * Returns whether a certificate was rolled back to.
	 * @param certificate the certificate
	 * @return whether it stands in the place of a newer one on purpose
	 */
	public boolean isRolledBack(IssuedCertificate certificate) {
		return certificate.serial().equals(this.rolledBack);
	}

	/**
	 * Returns whether a certificate was revoked.
	 * @param certificate the certificate
	 * @return whether it is the one that was revoked last
	 */
	public boolean isRevoked(IssuedCertificate certificate) {
		return this.revocation != null && certificate.serial().equals(this.revocation.serial());
	}

	/**
	 * Returns what the CA says of the renewal of a certificate.
	 * @param certificate the certificate
	 * @return what it says, or empty if it was not asked about this one
	 */
	public Optional<Suggestion> suggestionFor(IssuedCertificate certificate) {
		return Optional.ofNullable(this.suggestion)
			.filter((suggestion) -> suggestion.serial().equals(certificate.serial()));
	}

	/**
	 * What a certificate was ordered as.
	 *
	 * @param identifiers what it is for
	 * @param keyType the kind of key
	 * @param profile the profile, be it the issuer's default, or {@code null} for none;
	 * where the directory is not known, {@code null} stands for the issuer's default, too
	 * @param issuer the name of the issuer it came from
	 * @param directory the URL of the issuer's directory, or {@code null} if it is not
	 * known
	 */
	public record Ordered(List<Identifier> identifiers, KeyType keyType, @Nullable String profile, String issuer,
			@Nullable URI directory) {

		public Ordered {
			identifiers = List.copyOf(identifiers);
		}

		/**
		 * Creates a record without the URL of the directory.
		 * @param identifiers what it is for
		 * @param keyType the kind of key
		 * @param profile the profile
		 * @param issuer the name of the issuer it came from
		 */
		public Ordered(List<Identifier> identifiers, KeyType keyType, @Nullable String profile, String issuer) {
			this(identifiers, keyType, profile, issuer, null);
		}

	}

	/**
	 * What the CA says of the renewal of a certificate (RFC 9773).
	 *
	 * @param serial the serial number of the certificate it is about
	 * @param window when the CA wants it renewed, or {@code null} if it has not said
	 * @param next the instant before which the CA is not asked again
	 * @param failures how often in a row it was asked in vain
	 * @param replaced whether the CA takes no order any more that replaces the
	 * certificate
	 */
	public record Suggestion(String serial, @Nullable Window window, Instant next, int failures, boolean replaced) {

	}

	/**
	 * When the CA wants a certificate renewed (RFC 9773 section 4.2).
	 *
	 * @param start the first instant
	 * @param end the last instant
	 * @param chosen the instant that was chosen within, once for all instances
	 * @param explanationUrl where the CA explains it, or {@code null} if it does not
	 */
	public record Window(Instant start, Instant end, Instant chosen, @Nullable URI explanationUrl) {

	}

	/**
	 * What was revoked of a certificate.
	 *
	 * @param serial the serial number that was revoked
	 * @param reason the reason code of RFC 5280 section 5.3.1
	 * @param at when it was
	 */
	public record Revocation(String serial, int reason, Instant at) {

	}

	/**
	 * What a certificate was ordered as before somebody wanted something else.
	 *
	 * @param requests what it was ordered as, the latest last; the same may be there more
	 * than once
	 * @param at when the latest one was superseded
	 */
	public record Superseded(List<Ordered> requests, Instant at) {

		public Superseded {
			requests = List.copyOf(requests);
		}

	}

}
