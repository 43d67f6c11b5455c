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
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.AcmeException.Subproblem;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.issuer.protocol.Operation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Hold}.
 */
class HoldTests {

	private static final String SEE = ", retry after 2030-01-01 00:00:10 UTC: see https://letsencrypt.org/docs/rate-limits/#";

	private static final String SET = "example.org www.example.com";

	private static final OrderTerms TERMS = new OrderTerms("web",
			List.of(Identifier.of("www.example.com"), Identifier.of("example.org")), false, false, false);

	@ParameterizedTest
	@MethodSource
	void isReadFromWhatTheCaSays(String detail, HoldScope scope, Set<String> subjects) {
		assertThat(hold(Reason.RATE_LIMITED, detail, Duration.ofDays(1))).isEqualTo(new Hold(scope, subjects));
	}

	static Stream<Arguments> isReadFromWhatTheCaSays() {
		return Stream
			.of(Arguments.of(
					"too many certificates (5) already issued for this exact set of identifiers in the last 168h0m0s"
							+ SEE + "new-certificates-per-exact-set-of-identifiers",
					HoldScope.IDENTIFIER_SET, Set.of(SET)),
					Arguments.of(
							"too many certificates (50) already issued for \"example.com\" in the last 168h0m0s" + SEE
									+ "new-certificates-per-registered-domain",
							HoldScope.DOMAIN, Set.of("example.com")),
					Arguments.of("too many certificates already issued for: example.com", HoldScope.DOMAIN,
							Set.of("example.com", "example.org")),
					Arguments.of(
							"too many failed authorizations (5) for \"www.example.com\" in the last 1h0m0s" + SEE
									+ "authorization-failures-per-identifier-per-account",
							HoldScope.IDENTIFIER, Set.of("www.example.com")),
					Arguments.of(
							"Your account is temporarily prevented from requesting certificates for www.example.com "
									+ "and possibly others. Please visit: https://portal.example.org/unpause",
							HoldScope.IDENTIFIER, Set.of("www.example.com", "example.org")),
					Arguments.of("too many new orders (300) from this account in the last 3h0m0s" + SEE
							+ "new-orders-per-account", HoldScope.ORDERS, Set.of("")),
					Arguments.of("too many new registrations (10) from this IP address in the last 3h0m0s" + SEE
							+ "new-registrations-per-ip-address", HoldScope.ACCOUNTS, Set.of("")),
					Arguments.of("something else", HoldScope.IDENTIFIER_SET, Set.of(SET)));
	}

	@Test
	void isForEverythingWhenTheCaIsBusyForAWhile() {
		assertThat(hold(Reason.RATE_LIMITED, "Service busy; retry later", Duration.ofHours(1)).scope())
			.isEqualTo(HoldScope.EVERYTHING);
		assertThat(hold(Reason.SERVER, "too many new orders", Duration.ofMinutes(5)).scope())
			.isEqualTo(HoldScope.EVERYTHING);
		assertThat(hold(Reason.SERVER, "down", Duration.ofMinutes(61)).scope()).isEqualTo(HoldScope.IDENTIFIER_SET);
	}

	@Test
	void isForNewOrdersWhenTheCaSaysNoMoreThanThatItTakesNone() {
		AcmeException refusal = refusal(Reason.RATE_LIMITED, "quota exceeded", List.of());
		assertThat(hold(Reason.RATE_LIMITED, "quota exceeded", Duration.ofMinutes(5)).scope())
			.isEqualTo(HoldScope.ORDERS);
		assertThat(Hold.of(refusal, Operation.ORDER, TERMS, Duration.ofMinutes(5)).scope())
			.isEqualTo(HoldScope.EVERYTHING);
		assertThat(hold(Reason.RATE_LIMITED, "too many requests", Duration.ofMinutes(5)).scope())
			.isEqualTo(HoldScope.EVERYTHING);
	}

	@Test
	void isForEverythingWhenAServerBeforeTheCaRefuses() {
		AcmeException refusal = new AcmeException(Reason.RATE_LIMITED, "HTTP 429", null, null, List.of(), null);
		assertThat(Hold.of(refusal, Operation.NEW_ORDER, TERMS, Duration.ofMinutes(5)).scope())
			.isEqualTo(HoldScope.EVERYTHING);
	}

	@Test
	void isForAccountsWhenOneWasAskedFor() {
		AcmeException refusal = refusal(Reason.RATE_LIMITED, "enough", List.of());
		assertThat(Hold.of(refusal, Operation.NEW_ACCOUNT, TERMS, Duration.ofMinutes(1)).scope())
			.isEqualTo(HoldScope.ACCOUNTS);
	}

	@Test
	void isForTheIdentifiersOfTheSubproblems() {
		AcmeException refusal = refusal(Reason.RATE_LIMITED, "failed validations",
				List.of(new Subproblem("rateLimited", "example.org", "paused")));
		assertThat(Hold.of(refusal, Operation.NEW_ORDER, TERMS, Duration.ofMinutes(1)))
			.isEqualTo(new Hold(HoldScope.IDENTIFIER, Set.of("example.org")));
	}

	private static Hold hold(Reason reason, String detail, Duration wait) {
		return Hold.of(refusal(reason, detail, List.of()), Operation.NEW_ORDER, TERMS, wait);
	}

	private static AcmeException refusal(Reason reason, String detail, List<Subproblem> subproblems) {
		return new AcmeException(reason,
				"The CA 'our paused account' refused newOrder: " + detail
						+ ". Wait, and check that the store survives restarts.",
				null, "urn:ietf:params:acme:error:rateLimited", subproblems, null);
	}

}
