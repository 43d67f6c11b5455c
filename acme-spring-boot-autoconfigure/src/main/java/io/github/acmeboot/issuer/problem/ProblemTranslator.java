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

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import javax.net.ssl.SSLException;

import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.exception.AcmeLazyLoadingException;
import org.shredzone.acme4j.exception.AcmeServerException;
import org.shredzone.acme4j.exception.AcmeUserActionRequiredException;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.AcmeException.Subproblem;

/**
 * Puts what went wrong with a CA in words that say what to do.
 */
public final class ProblemTranslator {

	/**
	 * The longest a CA can sensibly want us to wait: no limit that is known takes longer
	 * to let one more request pass.
	 */
	public static final Duration LONGEST_WAIT = Duration.ofDays(7);

	private static final String COMPOUND = "urn:ietf:params:acme:error:compound";

	private final String issuer;

	private final Clock clock;

	/**
	 * Creates a translator.
	 * @param issuer the name of the issuer
	 * @param clock the clock
	 */
	public ProblemTranslator(String issuer, Clock clock) {
		this.issuer = issuer;
		this.clock = clock;
	}

	/**
	 * Translates the failure of a request.
	 * @param failure what acme4j threw
	 * @param request the request that failed
	 * @return the exception to throw
	 */
	public AcmeException requestFailed(Exception failure, FailedRequest request) {
		Throwable actual = (failure instanceof AcmeLazyLoadingException && failure.getCause() != null)
				? failure.getCause() : failure;
		if (actual instanceof AcmeServerException refusal) {
			return refused(refusal, request);
		}
		if (actual.getCause() instanceof IOException io) {
			return unreachable(io, request);
		}
		return unexpected(actual, request);
	}

	/**
	 * Translates the failure of challenges of one order: each identifier is named, with
	 * what the CA says of it.
	 * @param failed the challenges, at least one
	 * @return the exception to throw
	 */
	public AcmeException challengesFailed(List<FailedChallenge> failed) {
		FailedChallenge worst = failed.stream()
			.reduce((one, other) -> (other.kind().remedy().compareTo(one.kind().remedy()) > 0) ? other : one)
			.orElseThrow();
		List<Subproblem> subproblems = failed.stream().map(FailedChallenge::subproblem).toList();
		List<String> types = subproblems.stream().map(Subproblem::type).distinct().toList();
		String advice = failed.stream()
			.map((one) -> one.kind().challengeAdvice(one.challenge(), this.issuer))
			.distinct()
			.collect(Collectors.joining(" "));
		return new AcmeException(worst.kind().reason(),
				"Unable to prove control of %s. %s".formatted(FailedChallenge.describe(failed), advice), null,
				(types.size() == 1) ? types.get(0) : COMPOUND, subproblems, null, worst.kind().remedy(),
				failed.stream().allMatch((one) -> one.kind().isHelpedByAnotherIssuer()));
	}

	/**
	 * Translates the failure of an order.
	 * @param problem what the CA says, if anything
	 * @return the exception to throw
	 */
	public AcmeException orderFailed(Optional<Problem> problem) {
		return problem
			.map((known) -> refused(known, "failed the order", null, null,
					Problems.kind(known).map(ProblemKind::ofOrder).orElse(ProblemKind.INCORRECT_RESPONSE)))
			.orElseGet(() -> new AcmeException(Reason.VALIDATION,
					"The CA '%s' failed the order and does not say why. A new order is placed at the next attempt."
						.formatted(this.issuer)));
	}

	/**
	 * Returns whether the CA does not know our account.
	 * @param failure what was thrown
	 * @return whether the CA says so
	 */
	public static boolean isAccountUnknown(AcmeException failure) {
		return failure.getProblemType()
			.flatMap(ProblemKind::of)
			.filter(ProblemKind.ACCOUNT_DOES_NOT_EXIST::equals)
			.isPresent();
	}

	/**
	 * Returns whether the CA does not take a request for who signed it: the account is
	 * not known or not in use any more, or its key is another one by now, for which CAs
	 * have no one word.
	 * @param failure what was thrown
	 * @return whether the account may be to blame
	 */
	public static boolean isAccountRefused(AcmeException failure) {
		return failure.getReason() != Reason.VALIDATION
				&& failure.getProblemType().flatMap(ProblemKind::of).filter((kind) -> switch (kind) {
					case ACCOUNT_DOES_NOT_EXIST, UNAUTHORIZED, MALFORMED -> true;
					default -> false;
				}).isPresent();
	}

	/**
	 * Returns whether the CA does not take a contact address.
	 * @param failure what was thrown
	 * @return whether the CA says so
	 */
	public static boolean isContactRefused(AcmeException failure) {
		return failure.getProblemType()
			.flatMap(ProblemKind::of)
			.filter((kind) -> kind == ProblemKind.INVALID_CONTACT || kind == ProblemKind.UNSUPPORTED_CONTACT)
			.isPresent();
	}

	/**
	 * Returns whether the CA's server could be reached, but is not trusted.
	 * @param failure what was thrown
	 * @return whether the cause is a certificate
	 */
	public static boolean isDistrust(Throwable failure) {
		boolean tls = false;
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			tls = tls || cause instanceof SSLException;
			if (tls && cause instanceof GeneralSecurityException) {
				return true;
			}
		}
		return false;
	}

	private AcmeException refused(AcmeServerException refusal, FailedRequest request) {
		Problem problem = refusal.getProblem();
		String verb = "refused " + request.operation();
		if (refusal instanceof AcmeUserActionRequiredException action) {
			String page = problem.getInstance().or(action::getTermsOfServiceUri).map(URI::toString).orElse("unknown");
			verb += " until the operator has visited '" + page + "'";
		}
		return refused(problem, verb, refusal, request.retryAfter(),
				Problems.kind(problem).orElseGet(() -> ProblemKind.ofStatus(request.status())));
	}

	private AcmeException refused(Problem problem, String verb, @Nullable Throwable cause, @Nullable Instant retryAfter,
			ProblemKind kind) {
		String advice = Problems.isKnown(problem) ? kind.advice(this.issuer) : "";
		String page = Problems.page(problem).map((address) -> " The page is " + address).orElse("");
		return new AcmeException(kind.reason(),
				"The CA '%s' %s: %s. %s%s".formatted(this.issuer, verb, Problems.text(problem), advice, page).trim(),
				cause, Problems.type(problem), Problems.subproblems(problem),
				(retryAfter != null) ? retryAfter : retryAfter(problem).orElse(null), kind.remedy(),
				Problems.isHelpedByAnotherIssuer(problem, kind));
	}

	private Optional<Instant> retryAfter(Problem problem) {
		Instant latest = this.clock.instant().plus(LONGEST_WAIT);
		return Problems.retryAfter(problem).filter((instant) -> !instant.isAfter(latest));
	}

	private AcmeException unreachable(IOException failure, FailedRequest request) {
		if (failure instanceof InterruptedIOException && Thread.currentThread().isInterrupted()) {
			return new AcmeException(Reason.INTERRUPTED,
					"Interrupted while asking the CA '%s' for %s.".formatted(this.issuer, request.operation()),
					failure);
		}
		if (!isOutOfDate(failure) && isDistrust(failure)) {
			return failed(ProblemKind.DISTRUSTED, "The certificate of the server of the CA '%s' is not trusted: %s."
				.formatted(this.issuer, text(failure)), failure, null);
		}
		return failed(ProblemKind.NO_ANSWER, "Unable to ask the CA '%s' for %s: %s.".formatted(this.issuer,
				request.operation(), connection(failure)), failure, null);
	}

	private AcmeException unexpected(Throwable failure, FailedRequest request) {
		return failed(ProblemKind.ofStatus(request.status()), "The CA '%s' did not answer %s as RFC 8555 says: %s."
			.formatted(this.issuer, request.operation(), text(failure)), failure, request.retryAfter());
	}

	private AcmeException failed(ProblemKind kind, String message, Throwable cause, @Nullable Instant retryAfter) {
		return new AcmeException(kind.reason(), message + " " + kind.advice(this.issuer), cause, null, List.of(),
				retryAfter, kind.remedy(), kind.isHelpedByAnotherIssuer());
	}

	private static boolean isOutOfDate(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof CertificateNotYetValidException || cause instanceof CertificateExpiredException) {
				return true;
			}
		}
		return false;
	}

	private static String connection(IOException failure) {
		if (isOutOfDate(failure)) {
			return "the certificate of its server has expired or is not valid yet. Check the clock of this machine";
		}
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
				return "its host name is unknown";
			}
			if (cause instanceof EOFException) {
				return "it closed the connection without an answer";
			}
		}
		return (failure instanceof ConnectException && failure.getMessage() == null) ? "the connection was refused"
				: text(failure);
	}

	private static String text(Throwable failure) {
		String message = failure.getMessage();
		return (message != null) ? SafeText.of(message) : failure.getClass().getSimpleName();
	}

}
