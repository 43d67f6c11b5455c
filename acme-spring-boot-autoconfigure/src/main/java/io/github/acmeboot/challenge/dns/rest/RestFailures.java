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

package io.github.acmeboot.challenge.dns.rest;

import java.io.IOException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SSLException;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.AcmeException.Remedy;

/**
 * Says why an operation did not succeed, and what to do.
 */
final class RestFailures {

	private static final String AGAIN = " It will be tried again.";

	private final RestEndpoint endpoint;

	private final String operation;

	RestFailures(RestEndpoint endpoint, String operation) {
		this.endpoint = endpoint;
		this.operation = operation;
	}

	AcmeException refused(int status, String words, Optional<Instant> retryAfter) {
		if (status == 401 || status == 403) {
			return denied(status, words);
		}
		if (status >= 300 && status < 400) {
			return configuration(
					answered(status, words) + " A redirect is not followed, since it would take the"
							+ " credentials elsewhere. Set '" + this.endpoint.urlProperty() + "' to where it leads.",
					null);
		}
		if (status == 429) {
			return later(answered(status, words) + " Too much is asked of it." + AGAIN, retryAfter);
		}
		if (status >= 500 || status < 300 || status == 408 || status == 409 || status == 425) {
			return later(answered(status, words) + AGAIN, retryAfter);
		}
		return configuration(answered(status, words) + " Correct what it names, or '" + this.endpoint.urlProperty()
				+ "' if it is not the service that is meant.", null);
	}

	AcmeException denied(int status, String words) {
		return configuration(answered(status, words) + " " + this.endpoint.advice(), null);
	}

	AcmeException notUnderstood(int status, String why) {
		return later(
				"'" + this.endpoint + "' answered " + status + ", but not what it should: " + why + ". Check '"
						+ this.endpoint.urlProperty() + "', and whether a proxy answers in its place.",
				Optional.empty());
	}

	AcmeException unreachable(IOException ex) {
		String advice = (ex instanceof SSLException) ? " Check its certificate, and who is trusted"
				: " Check '" + this.endpoint.urlProperty() + "', and the network";
		return exception(Reason.DNS,
				"there is no answer of '" + this.endpoint + "' (" + describe(ex) + ")." + advice + "." + AGAIN, ex,
				Optional.empty());
	}

	AcmeException tooSlow() {
		return later(
				"'" + this.endpoint + "' has not answered completely within '" + this.endpoint.property()
						+ ".timeout', which is " + this.endpoint.timeout().toMillis() + " ms." + AGAIN,
				Optional.empty());
	}

	AcmeException interrupted(InterruptedException ex) {
		return exception(Reason.INTERRUPTED, "it was interrupted.", ex, Optional.empty());
	}

	AcmeException unusable(RuntimeException ex) {
		return configuration("'" + this.endpoint + "' cannot be talked to: " + ex.getMessage() + ". Check '"
				+ this.endpoint.property() + "'.", ex);
	}

	private String answered(int status, String words) {
		return "'" + this.endpoint + "' answered " + status + (words.isEmpty() ? "" : " (" + words + ")") + ".";
	}

	private AcmeException later(String why, Optional<Instant> retryAfter) {
		return exception(Reason.DNS, why, null, retryAfter);
	}

	private AcmeException configuration(String why, @Nullable Throwable cause) {
		return exception(Reason.CONFIGURATION, why, cause, Optional.empty());
	}

	private AcmeException exception(Reason reason, String why, @Nullable Throwable cause,
			Optional<Instant> retryAfter) {
		Remedy remedy = reason.remedy();
		return new AcmeException(reason, "Unable to " + this.operation + ": " + why, cause, null, List.of(),
				retryAfter.orElse(null), remedy, false);
	}

	private static String describe(IOException ex) {
		if (ex.getCause() instanceof UnresolvedAddressException
				|| (ex.getCause() != null && ex.getCause().getCause() instanceof UnresolvedAddressException)) {
			return "its host name has no address";
		}
		if (ex instanceof HttpConnectTimeoutException) {
			return "no connection in time";
		}
		return (ex.getMessage() != null) ? ex.getMessage() : ex.getClass().getSimpleName();
	}

}
