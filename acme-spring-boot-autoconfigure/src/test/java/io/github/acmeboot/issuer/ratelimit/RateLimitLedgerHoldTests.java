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
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.issuer.protocol.Operation;
import io.github.acmeboot.testsupport.SettableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * Tests for what {@link RateLimitLedger} does if the CA wants to be left alone.
 */
class RateLimitLedgerHoldTests extends AbstractRateLimitLedgerTests {

	@Test
	void aLimitOfOthersDoesNotHoldBackARenewal() {
		hear("too many certificates (50) already issued for \"example.com\"", Duration.ofHours(3));
		hear("too many new orders (300) from this account", Duration.ofHours(3));
		assertThat(find(this.ledger, due("b.example.com"))).isPresent();
		assertThat(find(this.ledger, renewal("b.example.com"))).isEmpty();
		assertThat(find(this.ledger, replacing("b.example.com"))).isEmpty();
	}

	@Test
	void aLimitOfTheSameNamesDoesNotHoldBackWhatReplaces() {
		hear("too many certificates (5) already issued for this exact set of identifiers", Duration.ofHours(34));
		assertThat(find(this.ledger, renewal("www.example.com"))).isPresent();
		assertThat(find(this.ledger, replacing("www.example.com"))).isEmpty();
	}

	@Test
	void aCaThatExemptsNothingIsObeyedByAllOnceItHasSaidSo() {
		AcmeException refusal = problem(Reason.RATE_LIMITED, "urn:ietf:params:acme:error:rateLimited",
				START.plus(Duration.ofMinutes(5)));
		Allowance allowance = this.ledger.allowance(replacing("a.example.net"));
		allowance.before(Operation.NEW_ORDER);
		allowance.heard(refusal);
		assertThat(find(this.ledger, replacing("b.example.org"))).isPresent();
		assertThat(find(this.ledger, renewal("b.example.org"))).isPresent();
		assertThat(find(this.ledger, due("b.example.org"))).isPresent();
		this.clock.advance(Duration.ofMinutes(5));
		assertThat(find(this.ledger, due("b.example.org"))).isEmpty();
	}

	@Test
	void anOrderThatIsPlacedIsFinishedThoughNewOnesAreLimited() {
		Allowance allowance = this.ledger.allowance(due("a.example.net"));
		allowance.before(Operation.NEW_ORDER);
		allowance.heard(problem(Reason.RATE_LIMITED, "urn:ietf:params:acme:error:rateLimited",
				START.plus(Duration.ofMinutes(5))));
		assertThat(find(this.ledger, due("www.example.com"))).isPresent();
		assertThatCode(() -> this.ledger.allowance(due("www.example.com")).check(() -> true))
			.doesNotThrowAnyException();
	}

	@Test
	void whatTheCaWantsIsObeyedByAllInstancesAndAfterARestart() {
		RateLimitLedger other = instance(this.clock);
		hear("too many certificates (5) already issued for this exact set of identifiers", Duration.ofHours(30));
		AcmeException refusal = refusal(other, due("www.example.com"));
		assertThat(refusal)
			.hasMessageContaining("does not want to be asked for a new order for exactly these names before "
					+ "2030-01-02T06:00:00Z, and no instance does");
		assertThat(find(instance(this.clock), due("www.example.com"))).isPresent();
		assertThat(find(other, due("example.com"))).isEmpty();
		this.clock.advance(Duration.ofHours(30));
		assertThat(find(other, due("www.example.com"))).isEmpty();
	}

	@Test
	void theLongestThatTheCaWantsCounts() {
		hear("too many certificates (5) already issued for this exact set of identifiers", Duration.ofHours(30));
		hear("too many certificates (5) already issued for this exact set of identifiers", Duration.ofHours(1));
		assertThat(refusal(this.ledger, due("www.example.com")).getRetryAfter())
			.hasValueSatisfying((until) -> assertThat(until).isCloseTo(START.plus(Duration.ofHours(30)),
					Assertions.within(1, ChronoUnit.SECONDS)));
	}

	@Test
	void whatTheCaWantsIsObeyedWithoutAnyLimitOfOurs() {
		RateLimitLedger unlimited = instance(this.clock, new RateLimitSettings(false, Map.of()));
		assertThat(unlimited.limits()).isEmpty();
		unlimited.allowance(due("www.example.com"))
			.heard(problem(Reason.RATE_LIMITED, "rateLimited", START.plusSeconds(60)));
		assertThat(find(unlimited, replacing("a.example.net"))).isPresent();
	}

	@Test
	void anOrderUnderWayIsHeldUpByABusyCaOnly() {
		issue(5, "www.example.com");
		assertThatCode(() -> this.ledger.allowance(due("www.example.com")).check(() -> true))
			.doesNotThrowAnyException();
		hear("Service busy", Duration.ofMinutes(10));
		AcmeException refusal = Assertions.catchThrowableOfType(AcmeException.class,
				() -> this.ledger.allowance(due("www.example.com")).check(() -> true));
		assertThat(refusal).hasMessageContaining("does not want to be asked for anything before 2030-01-01T00:10:00Z");
	}

	@Test
	void whatWeRefuseOurselvesIsNoWishOfTheCa() {
		issue(4, "www.example.com");
		AcmeException refusal = refusal(this.ledger, due("www.example.com"));
		this.ledger.allowance(due("www.example.com")).heard(refusal);
		assertThat(find(this.ledger, requested("www.example.com"))).isEmpty();
	}

	@Test
	void whatTheCaWantedByAClockThatIsAYearAheadIsObeyedForAsLongFromNowOn() {
		SettableClock ahead = new SettableClock(START.plus(Duration.ofDays(365)));
		instance(ahead).allowance(due("www.example.com"))
			.heard(problem(Reason.RATE_LIMITED, "rateLimited", ahead.instant().plusSeconds(600)));
		assertThat(find(this.ledger, due("www.example.com"))).isPresent();
		this.clock.advance(Duration.ofSeconds(600));
		assertThat(find(this.ledger, due("www.example.com"))).isEmpty();
	}

	private void hear(String detail, Duration wait) {
		this.ledger.allowance(due("www.example.com"))
			.heard(new AcmeException(Reason.RATE_LIMITED, "The CA 'le' refused newOrder: " + detail, null,
					"urn:ietf:params:acme:error:rateLimited", List.of(), START.plus(wait)));
	}

}
