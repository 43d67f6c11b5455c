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

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SSLException;

import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.exception.AcmeLazyLoadingException;
import org.shredzone.acme4j.exception.AcmeServerException;
import org.shredzone.acme4j.exception.AcmeUserActionRequiredException;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.Identifier;

/**
 * Puts what went wrong with a CA in words that say what to do.
 */
public final class ProblemTranslator {

	private static final int TOO_MANY_REQUESTS = 429;

	private static final int FIRST_SERVER_ERROR = 500;

	private final String issuer;

	public ProblemTranslator(String issuer) {
		this.issuer = issuer;
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
	 * Translates the failure of a challenge.
	 * @param identifier what control of was to be proved
	 * @param challenge the type of challenge
	 * @param problem what the CA says, if anything
	 * @return the exception to throw
	 */
	public AcmeException challengeFailed(Identifier identifier, String challenge, Optional<Problem> problem) {
		Optional<ProblemKind> kind = problem.flatMap(Problems::kind);
		Reason reason = kind.map(ProblemKind::challengeReason).orElse(Reason.VALIDATION);
		String advice = kind.map((known) -> known.challengeAdvice(challenge, this.issuer))
			.orElseGet(() -> ChallengeAdvice.of(challenge));
		String detail = problem.map(Problems::text).orElse("the CA does not say why");
		return new AcmeException(reason,
				"Unable to prove control of '%s' by %s: %s. %s".formatted(identifier, challenge, detail, advice), null,
				problem.map(Problems::type).orElse(null), problem.map(Problems::subproblems).orElse(List.of()), null);
	}

	/**
	 * Translates the failure of an order.
	 * @param problem what the CA says, if anything
	 * @return the exception to throw
	 */
	public AcmeException orderFailed(Optional<Problem> problem) {
		return problem.map((known) -> refused(known, "failed the order", null, null, Reason.VALIDATION))
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
		Reason reason = (request.status() >= FIRST_SERVER_ERROR) ? Reason.SERVER : Reason.PROTOCOL;
		String verb = "refused " + request.operation();
		if (refusal instanceof AcmeUserActionRequiredException action) {
			String page = problem.getInstance().or(action::getTermsOfServiceUri).map(URI::toString).orElse("unknown");
			verb += " until the operator has visited '" + page + "'";
		}
		return refused(problem, verb, refusal, request.retryAfter(), reason);
	}

	private AcmeException refused(Problem problem, String verb, @Nullable Throwable cause, @Nullable Instant retryAfter,
			Reason unknown) {
		Optional<ProblemKind> kind = Problems.kind(problem);
		String advice = kind.map((known) -> known.advice(this.issuer)).orElse("");
		return new AcmeException(kind.map(ProblemKind::reason).orElse(unknown),
				"The CA '%s' %s: %s. %s".formatted(this.issuer, verb, Problems.text(problem), advice).trim(), cause,
				Problems.type(problem), Problems.subproblems(problem),
				(retryAfter != null) ? retryAfter : Problems.retryAfter(problem).orElse(null));
	}

	private AcmeException unreachable(IOException failure, FailedRequest request) {
		if (failure instanceof InterruptedIOException && Thread.currentThread().isInterrupted()) {
			return new AcmeException(Reason.INTERRUPTED,
					"Interrupted while asking the CA '%s' for %s.".formatted(this.issuer, request.operation()),
					failure);
		}
		if (!isOutOfDate(failure) && isDistrust(failure)) {
			return new AcmeException(Reason.CONFIGURATION,
					"The certificate of the server of the CA '%s' is not trusted: %s. Name a bundle with its root in '%s'."
						.formatted(this.issuer, text(failure), property("ssl-bundle")),
					failure);
		}
		return new AcmeException(
				Reason.NETWORK, "Unable to ask the CA '%s' for %s: %s. Check the network, the proxy settings and '%s'."
					.formatted(this.issuer, request.operation(), connection(failure), property("directory-url")),
				failure);
	}

	private AcmeException unexpected(Throwable failure, FailedRequest request) {
		Reason reason = reasonOf(request.status());
		String advice = (reason != Reason.PROTOCOL) ? "This passes by itself."
				: "Check that '" + property("directory-url") + "' is an ACME directory.";
		return new AcmeException(reason, "The CA '%s' did not answer %s as RFC 8555 says: %s. %s".formatted(this.issuer,
				request.operation(), text(failure), advice), failure, null, List.of(), request.retryAfter());
	}

	private static Reason reasonOf(int status) {
		if (status >= FIRST_SERVER_ERROR) {
			return Reason.SERVER;
		}
		return (status == TOO_MANY_REQUESTS) ? Reason.RATE_LIMITED : Reason.PROTOCOL;
	}

	private String property(String name) {
		return "acme.issuers." + this.issuer + "." + name;
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
		}
		return (failure instanceof ConnectException && failure.getMessage() == null) ? "the connection was refused"
				: text(failure);
	}

	private static String text(Throwable failure) {
		String message = failure.getMessage();
		return (message != null) ? message : failure.getClass().getSimpleName();
	}

}
