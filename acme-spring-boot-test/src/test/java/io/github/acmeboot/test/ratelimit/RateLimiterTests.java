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

package io.github.acmeboot.test.ratelimit;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.test.protocol.Problem;
import io.github.acmeboot.test.protocol.ProblemException;
import io.github.acmeboot.test.protocol.RetryAfter;
import io.github.acmeboot.test.ratelimit.Purchase.Kind;
import io.github.acmeboot.testsupport.SettableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link RateLimiter}.
 */
class RateLimiterTests {

	private static final Identifier NAME = Identifier.of("a.example.org");

	private final SettableClock clock = new SettableClock(Instant.parse("2026-01-02T03:04:05Z"));

	private final RateLimiter limiter = new RateLimiter(this.clock, RateLimits.letsEncrypt());

	@Test
	void theSameSetIsIssuedFiveTimesAWeek() {
		issue(5, Kind.RENEWAL, "b.example.org", "a.example.org");
		Problem problem = refused(Kind.RENEWAL, "a.example.org", "b.example.org");
		assertThat(problem.status()).isEqualTo(429);
		assertThat(problem.type()).isEqualTo("rateLimited");
		assertThat(problem.detail()).isEqualTo("too many certificates (5) already issued for this exact set of "
				+ "identifiers in the last 168h0m0s, retry after 2026-01-03 12:40:05 UTC: see "
				+ "https://letsencrypt.org/docs/rate-limits/#new-certificates-per-exact-set-of-identifiers");
		assertThat(problem.headers()).containsEntry("Retry-After", "120960");
		assertThat(this.limiter.spent(Limit.CERTIFICATES_PER_IDENTIFIER_SET))
			.isEqualTo(Map.of("a.example.org,b.example.org", 5));
		assertThat(this.limiter.refusals()).isOne();
	}

	@Test
	void whatIsSpentComesBackBitByBit() {
		issue(5, Kind.RENEWAL, "a.example.org");
		this.clock.advance(Duration.ofDays(7).dividedBy(5).minusSeconds(1));
		refused(Kind.RENEWAL, "a.example.org");
		this.clock.advance(Duration.ofSeconds(1));
		issue(1, Kind.RENEWAL, "a.example.org");
		refused(Kind.RENEWAL, "a.example.org");
		this.clock.advance(Duration.ofDays(7));
		assertThat(this.limiter.spent(Limit.CERTIFICATES_PER_IDENTIFIER_SET)).isEmpty();
	}

	@Test
	void retryAfterCanBeADate() {
		this.limiter.enforce(RateLimits.letsEncrypt().withRetryAfter(RetryAfter.HTTP_DATE));
		issue(5, Kind.RENEWAL, "a.example.org");
		assertThat(refused(Kind.RENEWAL, "a.example.org").headers()).containsEntry("Retry-After",
				"Sat, 3 Jan 2026 12:40:05 GMT");
	}

	@Test
	void anOrderThatReplacesACertificateIsExemptFromEverything() {
		issue(5, Kind.RENEWAL, "a.example.org");
		fail(5, "1");
		this.limiter.pause("1", NAME);
		issue(10, Kind.REPLACEMENT, "a.example.org");
		assertThat(this.limiter.spent(Limit.CERTIFICATES_PER_IDENTIFIER_SET)).containsEntry("a.example.org", 5);
		assertThat(this.limiter.refusals()).isZero();
	}

	@Test
	void aRegisteredDomainHasFiftyCertificatesAWeekBesidesRenewals() {
		for (int i = 0; i < 50; i++) {
			issue(1, Kind.NEW, "host" + i + ".example.org", "host" + i + ".sub.example.org");
		}
		assertThat(refused(Kind.NEW, "fresh.example.org").detail())
			.startsWith("too many certificates (50) already issued for \"example.org\" in the last 168h0m0s")
			.endsWith("#new-certificates-per-registered-domain");
		issue(1, Kind.RENEWAL, "host1.example.org");
		issue(1, Kind.NEW, "example.net");
	}

	@Test
	void anAccountHasThreeHundredNewOrdersInThreeHoursBesidesRenewals() {
		for (int i = 0; i < 300; i++) {
			this.limiter.orderPlaced(purchase(Kind.NEW, "a.example" + i + ".org"));
		}
		assertThat(refused(Kind.NEW, "a.example.org").detail())
			.startsWith("too many new orders (300) from this account in the last 3h0m0s")
			.endsWith("#new-orders-per-account");
		assertThatNoException().isThrownBy(() -> this.limiter.orderPlaced(purchase(Kind.RENEWAL, "a.example.org")));
		assertThat(this.limiter.spent(Limit.NEW_ORDERS)).isEqualTo(Map.of("1", 300));
	}

	@Test
	void anAddressHasTenAccountsInThreeHours() {
		for (int i = 0; i < 10; i++) {
			this.limiter.accountCreated("127.0.0.1");
		}
		assertThat(problem(() -> this.limiter.accountCreated("127.0.0.1")).detail())
			.startsWith("too many new registrations (10) from this IP address in the last 3h0m0s, retry after ");
		this.clock.advance(Duration.ofMinutes(18));
		this.limiter.accountCreated("127.0.0.1");
	}

	@Test
	void failuresAreCountedByAccountAndIdentifier() {
		fail(5, "1");
		assertThat(refused(Kind.RENEWAL, "a.example.org").detail())
			.startsWith("too many failed authorizations (5) for \"a.example.org\" in the last 1h0m0s")
			.endsWith("#authorization-failures-per-identifier-per-account");
		assertThatNoException()
			.isThrownBy(() -> this.limiter.orderPlaced(new Purchase("2", List.of(NAME), Kind.RENEWAL)));
		assertThat(this.limiter.spent(Limit.FAILED_AUTHORIZATIONS)).isEqualTo(Map.of("1:a.example.org", 5));
		this.clock.advance(Duration.ofMinutes(12));
		assertThatNoException().isThrownBy(() -> this.limiter.orderPlaced(purchase(Kind.RENEWAL, "a.example.org")));
	}

	@Test
	void anIdentifierThatKeepsFailingIsPausedUntilAPersonEndsIt() {
		this.limiter.enforce(RateLimits.none().withPauseAfter(3));
		fail(2, "1");
		this.limiter.authorizationSucceeded("1", NAME);
		fail(2, "1");
		assertThat(this.limiter.paused("1")).isEmpty();
		fail(1, "1");
		Problem problem = refused(Kind.RENEWAL, "a.example.org", "b.example.org");
		assertThat(problem.status()).isEqualTo(429);
		assertThat(problem.detail()).startsWith("Your account is temporarily prevented from requesting certificates "
				+ "for a.example.org and possibly others. Please visit: https://portal.example/unpause?jwt=");
		this.clock.advance(Duration.ofDays(365));
		refused(Kind.RENEWAL, "a.example.org");
		this.limiter.unpause("1");
		issue(1, Kind.RENEWAL, "a.example.org");
	}

	@Test
	void nothingIsLimitedUnlessAskedFor() {
		this.limiter.enforce(RateLimits.none());
		fail(2000, "1");
		issue(100, Kind.NEW, "a.example.org");
		assertThat(this.limiter.spent(Limit.NEW_ORDERS)).isEmpty();
	}

	private void issue(int times, Kind kind, String... names) {
		for (int i = 0; i < times; i++) {
			this.limiter.orderPlaced(purchase(kind, names));
			this.limiter.certificateIssued(purchase(kind, names));
		}
	}

	private void fail(int times, String account) {
		for (int i = 0; i < times; i++) {
			this.limiter.authorizationFailed(account, NAME);
		}
	}

	private Problem refused(Kind kind, String... names) {
		return problem(() -> this.limiter.orderPlaced(purchase(kind, names)));
	}

	private Problem problem(Runnable call) {
		return catchThrowableOfType(ProblemException.class, call::run).problem();
	}

	private Purchase purchase(Kind kind, String... names) {
		return new Purchase("1", Arrays.stream(names).map(Identifier::of).toList(), kind);
	}

}
