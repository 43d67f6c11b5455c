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

package io.github.acmeboot.issuer.ratelimit;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.issuer.protocol.Operation;

/**
 * What a CA wants us to wait with, read from what it says when it refuses.
 *
 * @param scope what to wait with
 * @param subjects the names it is about
 */
record Hold(HoldScope scope, Set<String> subjects) {

	private static final Duration BUSY_AT_MOST = Duration.ofHours(1);

	private static final Pattern ISSUER = Pattern.compile("^The CA '[^']*'");

	private static final Pattern QUOTED = Pattern.compile("(?:for|domain|identifier) \\\\?\"([^\"\\\\]+)\\\\?\"");

	/**
	 * Reads what the CA says.
	 * @param refusal what it says
	 * @param asked what it was asked for
	 * @param terms the order
	 * @param wait how long it wants us to wait
	 * @return what to wait with
	 */
	static Hold of(AcmeException refusal, Operation asked, OrderTerms terms, Duration wait) {
		String text = ISSUER.matcher(String.valueOf(refusal.getMessage())).replaceFirst("");
		HoldScope scope = scope(refusal, text.toLowerCase(Locale.ROOT), asked, wait);
		Set<String> all = scope.subjects(terms);
		Set<String> named = named(refusal, text).stream().filter(all::contains).collect(Collectors.toUnmodifiableSet());
		return new Hold(scope, named.isEmpty() ? all : named);
	}

	private static HoldScope scope(AcmeException refusal, String text, Operation asked, Duration wait) {
		if (asked == Operation.RENEWAL_INFO) {
			return HoldScope.RENEWAL_INFO;
		}
		boolean limit = refusal.getReason() == Reason.RATE_LIMITED;
		if (limit && (asked == Operation.NEW_ACCOUNT || text.contains("registrations"))) {
			return HoldScope.ACCOUNTS;
		}
		HoldScope scope = limit ? orderScope(text, wait) : unknown(wait);
		return (scope == HoldScope.EVERYTHING && isOfOrders(refusal, text, asked)) ? HoldScope.ORDERS : scope;
	}

	/**
	 * Returns whether a limit we do not understand is one of new orders only: a CA that
	 * says so of newOrder does not refuse to finish those it has taken. A server that is
	 * busy, or stands before the CA and knows nothing of orders, refuses anything.
	 * @param refusal what the CA says
	 * @param text its text
	 * @param asked what it was asked for
	 * @return whether orders under way can be gone on with
	 */
	private static boolean isOfOrders(AcmeException refusal, String text, Operation asked) {
		return asked == Operation.NEW_ORDER && refusal.getReason() == Reason.RATE_LIMITED
				&& refusal.getProblemType().filter((type) -> type.endsWith(":rateLimited")).isPresent()
				&& !containsAny(text, "busy", "overload", "requests");
	}

	private static HoldScope orderScope(String text, Duration wait) {
		if (text.contains("exact set")) {
			return HoldScope.IDENTIFIER_SET;
		}
		if (containsAny(text, "failed authorization", "failed validation", "paused", "prevented from requesting")) {
			return HoldScope.IDENTIFIER;
		}
		if (containsAny(text, "registered domain", "registered-domain", "already issued for")) {
			return HoldScope.DOMAIN;
		}
		return containsAny(text, "new orders", "account") ? HoldScope.ORDERS : unknown(wait);
	}

	private static HoldScope unknown(Duration wait) {
		return (wait.compareTo(BUSY_AT_MOST) <= 0) ? HoldScope.EVERYTHING : HoldScope.IDENTIFIER_SET;
	}

	private static boolean containsAny(String text, String... words) {
		for (String word : words) {
			if (text.contains(word)) {
				return true;
			}
		}
		return false;
	}

	private static Set<String> named(AcmeException refusal, String text) {
		Set<String> named = QUOTED.matcher(text)
			.results()
			.map((result) -> result.group(1).toLowerCase(Locale.ROOT))
			.collect(Collectors.toSet());
		refusal.getSubproblems()
			.stream()
			.map(AcmeException.Subproblem::identifier)
			.filter((identifier) -> identifier != null)
			.forEach(named::add);
		return named;
	}

}
