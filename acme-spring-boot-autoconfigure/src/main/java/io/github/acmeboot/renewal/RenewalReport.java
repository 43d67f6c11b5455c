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

package io.github.acmeboot.renewal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.CertificateIssuedEvent;
import io.github.acmeboot.CertificateRenewalFailedEvent;
import io.github.acmeboot.CertificateRevokedEvent;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.RevocationReason;
import io.github.acmeboot.issuer.ratelimit.LimitReachedException;
import io.github.acmeboot.store.repository.CertificateState;

/**
 * Tells operators, and whoever listens, what became of an attempt.
 */
final class RenewalReport {

	private static final Log logger = LogFactory.getLog(RenewalReport.class);

	private static final Duration DATE_SUFFICES = Duration.ofDays(2);

	private final ApplicationEventPublisher events;

	private final Clock clock;

	RenewalReport(ApplicationEventPublisher events, Clock clock) {
		this.events = events;
		this.clock = clock;
	}

	void issued(ManagedCertificate wanted, IssuedCertificate certificate, String issuer, @Nullable Instant renewal,
			Duration duration) {
		logger.info("Issued '" + wanted.name() + "' for " + wanted.identifiers() + " by '" + issuer + "' (serial "
				+ certificate.serial() + "), valid until " + validity(certificate)
				+ ((renewal != null) ? ", next renewal " + moment(renewal) : ", not renewed by itself"));
		publish(new CertificateIssuedEvent(wanted.name(), certificate, issuer, duration));
	}

	void rolledBack(ManagedCertificate wanted, IssuedCertificate certificate, @Nullable Instant renewal) {
		logger.info("Put back '" + wanted.name() + "' as generation " + certificate.generation() + " (serial "
				+ certificate.serial() + "), valid until " + validity(certificate)
				+ ((renewal != null) ? ", next renewal " + moment(renewal) : ", not renewed by itself"));
	}

	void revoked(ManagedCertificate wanted, IssuedCertificate certificate, RevocationReason reason) {
		logger.info("Revoked '" + wanted.name() + "' (serial " + certificate.serial() + ", " + reason + ")");
		publish(new CertificateRevokedEvent(wanted.name(), certificate, reason));
	}

	void failed(ManagedCertificate wanted, AcmeException failure, Optional<IssuedCertificate> served,
			CertificateState state, @Nullable Instant next) {
		String message = "Renewal of '" + wanted.name() + "' failed (" + describe(failure) + "); serving "
				+ served.map((certificate) -> describe(certificate, state)).orElse("a placeholder")
				+ ((next != null) ? ", next attempt " + moment(next) : ", not tried again by itself") + ": "
				+ failure.getMessage();
		logger.warn(message, (failure.getReason() == AcmeException.Reason.INTERNAL) ? failure : null);
		logger.debug(message, failure);
		publish(new CertificateRenewalFailedEvent(wanted.name(), failure, next));
	}

	void interrupted(ManagedCertificate wanted) {
		logger.info("Interrupted while obtaining '" + wanted.name()
				+ "'; an order that was placed is gone on with after the next start");
	}

	void failedAgain(ManagedCertificate wanted, AcmeException failure) {
		logger.debug("Renewal of '" + wanted.name() + "' failed again", failure);
	}

	void failedWithTheStore(ManagedCertificate wanted, AcmeException failure, Instant next) {
		logger.debug("Renewal of '" + wanted.name() + "' waits for the store", failure);
		publish(new CertificateRenewalFailedEvent(wanted.name(), failure, next));
	}

	private void publish(Object event) {
		try {
			this.events.publishEvent(event);
		}
		catch (RuntimeException ex) {
			logger.warn("A listener failed on " + event.getClass().getSimpleName(), ex);
		}
	}

	private String describe(IssuedCertificate served, CertificateState state) {
		return (state.isRevoked(served) ? "the revoked certificate " : "the certificate ")
				+ (served.isValidAt(this.clock.instant()) ? "valid until " : "that expired ") + validity(served);
	}

	private String validity(IssuedCertificate certificate) {
		Duration left = Duration.between(this.clock.instant(), certificate.notAfter()).abs();
		return (left.compareTo(DATE_SUFFICES) > 0)
				? LocalDate.ofInstant(certificate.notAfter(), ZoneOffset.UTC).toString()
				: moment(certificate.notAfter());
	}

	private static String moment(Instant instant) {
		return OffsetDateTime.ofInstant(instant.truncatedTo(ChronoUnit.SECONDS), ZoneOffset.UTC).toString();
	}

	private static String describe(AcmeException failure) {
		boolean ours = failure instanceof LimitReachedException || failure.getCause() instanceof LimitReachedException;
		return ours ? "the CA was not asked, to keep within its limits" : describe(failure.getReason());
	}

	private static String describe(AcmeException.Reason reason) {
		return switch (reason) {
			case NETWORK -> "the CA was not reached";
			case SERVER -> "the CA failed";
			case PROTOCOL -> "the CA's answer was not understood";
			case RATE_LIMITED -> "rate limited by the CA";
			case VALIDATION -> "the CA could not validate a challenge";
			case DNS -> "a DNS record is missing";
			case TIMEOUT -> "the CA needs longer";
			case REJECTED_IDENTIFIER -> "rejected by the CA";
			case ACCOUNT -> "the account was refused";
			case TERMS -> "the terms of service are not agreed";
			case CONFIGURATION -> "misconfigured";
			case CERTIFICATE -> "the certificate is of no use";
			case STORE -> "the store failed";
			case PUBLISH -> "the server does not present it";
			case INTERRUPTED -> "interrupted";
			case INTERNAL -> "internal error";
		};
	}

}
