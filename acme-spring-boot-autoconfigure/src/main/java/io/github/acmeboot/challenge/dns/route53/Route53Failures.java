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

package io.github.acmeboot.challenge.dns.route53;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.route53.model.InvalidChangeBatchException;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;

/**
 * Says what an exception of the Route 53 client means.
 */
final class Route53Failures {

	private static final String AGAIN = " It will be tried again.";

	private static final int MAX_LENGTH = 400;

	private static final Pattern OUTDATED = Pattern
		.compile("Tried to .*(was not found|already exists|do not match the current)", Pattern.DOTALL);

	private Route53Failures() {
	}

	/**
	 * Translates an exception.
	 * @param operation what could not be done
	 * @param action the permission it takes
	 * @param ex the exception
	 * @return what to throw
	 */
	static AcmeException translate(String operation, String action, SdkException ex) {
		if (ex instanceof AbortedException) {
			Thread.currentThread().interrupt();
			return exception(Reason.INTERRUPTED, operation, "it was interrupted.", ex);
		}
		if (ex instanceof AwsServiceException refused) {
			return refused(operation, action, refused);
		}
		if (ex instanceof ApiCallTimeoutException || ex instanceof ApiCallAttemptTimeoutException) {
			return exception(Reason.DNS, operation,
					"Route 53 does not answer within 'acme.challenge.dns.route53.timeout'." + AGAIN, ex);
		}
		return exception(Reason.DNS, operation, "there is no answer of Route 53 (" + ex.getMessage()
				+ "). Check the network, and the credentials and the endpoint of the client." + AGAIN, ex);
	}

	/**
	 * Returns whether a change was refused since the record set is another by now. Of
	 * other mistakes reading it again mends nothing.
	 * @param ex the refusal
	 * @return whether it is worth looking again
	 */
	static boolean isOutdated(AwsServiceException ex) {
		return ex.statusCode() == 400 && OUTDATED.matcher(words(ex)).find();
	}

	static AcmeException configuration(String operation, String why) {
		return exception(Reason.CONFIGURATION, operation, why, null);
	}

	static AcmeException later(String operation, String why) {
		return exception(Reason.DNS, operation, why + AGAIN, null);
	}

	private static AcmeException refused(String operation, String action, AwsServiceException ex) {
		String answer = "Route 53 answered " + ex.statusCode() + " (" + words(ex) + ").";
		if (ex.isThrottlingException() || ex.statusCode() == 429 || code(ex).equals("PriorRequestNotComplete")) {
			return exception(Reason.DNS, operation, answer + " Too much is asked of the account." + AGAIN, ex);
		}
		if (ex.statusCode() == 401 || ex.statusCode() == 403) {
			return exception(Reason.CONFIGURATION, operation,
					answer + " Check the credentials of the Route 53 client, and that they allow '" + action + "'.",
					ex);
		}
		if (code(ex).toLowerCase(Locale.ROOT).contains("nosuchhostedzone")) {
			return exception(Reason.CONFIGURATION, operation,
					answer + " Correct 'acme.challenge.dns.route53.hosted-zone-id', or leave it out.", ex);
		}
		return (ex.statusCode() >= 500) ? exception(Reason.DNS, operation, answer + AGAIN, ex)
				: exception(Reason.CONFIGURATION, operation, answer + " Correct what it names.", ex);
	}

	private static AcmeException exception(Reason reason, String operation, String why, @Nullable Throwable cause) {
		return new AcmeException(reason, "Unable to " + operation + ": " + why, cause, null, List.of(), null,
				reason.remedy(), false);
	}

	/**
	 * Returns what the service said. The SDK does not understand the answer that Route 53
	 * documents for an invalid batch, so that is read as it came.
	 * @param ex the refusal
	 * @return text for people
	 */
	private static String words(AwsServiceException ex) {
		AwsErrorDetails details = ex.awsErrorDetails();
		if (details == null) {
			return ex.getClass().getSimpleName();
		}
		if (ex instanceof InvalidChangeBatchException invalid && invalid.hasMessages()) {
			return code(ex) + ": " + String.join("; ", invalid.messages());
		}
		return (details.errorMessage() != null) ? code(ex) + ": " + details.errorMessage() : text(details);
	}

	private static String text(AwsErrorDetails details) {
		if (details.rawResponse() == null) {
			return "no reason";
		}
		String raw = details.rawResponse().asString(StandardCharsets.UTF_8);
		String text = raw.replaceAll("<[^>]*+>", " ").replaceAll("[\\p{Cc}\\s]+", " ").strip();
		return (text.length() > MAX_LENGTH) ? text.substring(0, MAX_LENGTH) + "…" : text;
	}

	private static String code(AwsServiceException ex) {
		return (ex.awsErrorDetails() != null && ex.awsErrorDetails().errorCode() != null)
				? ex.awsErrorDetails().errorCode() : "";
	}

}
