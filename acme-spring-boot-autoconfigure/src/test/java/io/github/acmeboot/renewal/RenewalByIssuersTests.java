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

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.issuer.IssuanceRequest;
import io.github.acmeboot.issuer.ratelimit.LimitReachedException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which issuer is asked.
 */
class RenewalByIssuersTests extends AbstractRenewalTests {

	@Test
	void theNextIssuerIsTriedWhenOneFails() {
		TestInstance instance = instance(withIssuers("one", "two"));
		this.issuer.does((request) -> {
			if (request.issuer().equals("one")) {
				throw new AcmeException(AcmeException.Reason.RATE_LIMITED, "Too much.");
			}
			return this.issuer.certificate(request);
		});
		instance.start();
		this.time.advance(Duration.ZERO);
		assertThat(instance.status("web").issuer()).isEqualTo("two");
		assertThat(instance.status("web").lastFailure()).isNull();
		this.time.advance(Duration.ofDays(1));
		assertThat(this.issuer.attempts).hasSize(2);
	}

	@Test
	void whenAllIssuersFailTheSoonestRemedyCounts() {
		this.issuer.does((request) -> {
			throw new AcmeException(
					request.issuer().equals("one") ? AcmeException.Reason.TERMS : AcmeException.Reason.NETWORK,
					request.issuer());
		});
		TestInstance instance = instance(withIssuers("one", "two")).start();
		this.time.advance(Duration.ZERO);
		assertThat(instance.status("web").lastFailure()).extracting("reason").isEqualTo(AcmeException.Reason.NETWORK);
		assertThat(instance.status("web").nextAttempt()).isEqualTo(START.plus(Duration.ofMinutes(1)));
	}

	@Test
	void anIssuerThatWantsToBeLeftAloneDoesNotHoldUpTheNext() {
		this.issuer.does((request) -> {
			boolean limited = request.issuer().equals("one");
			throw new AcmeException(limited ? AcmeException.Reason.RATE_LIMITED : AcmeException.Reason.VALIDATION,
					request.issuer(), null, null, List.of(), limited ? START.plus(Duration.ofHours(34)) : null);
		});
		TestInstance instance = instance(withIssuers("one", "two")).start();
		this.time.advance(Duration.ZERO);
		assertThat(instance.status("web").nextAttempt()).isEqualTo(START.plus(Duration.ofMinutes(1)));
	}

	@Test
	void aMistakeAboutOneIssuerDoesNotKeepTheNextFromIssuing() {
		TestInstance instance = instance(withIssuers("one", "two"));
		this.issuer.does((request) -> {
			if (request.issuer().equals("one")) {
				throw new AcmeException(AcmeException.Reason.CONFIGURATION, "Its server is not trusted.");
			}
			return this.issuer.certificate(request);
		});
		instance.start();
		this.time.advance(Duration.ZERO);
		assertThat(instance.status("web").issuer()).isEqualTo("two");
	}

	@Test
	void anOrderThatTheCaNeedsLongerForIsWaitedForWhileThereIsTime() {
		TestInstance instance = instance(withIssuers("one", "two"));
		renewAfterTheFirst(instance);
		this.issuer.fails(AcmeException.Reason.TIMEOUT);
		this.time.advance(Duration.between(this.time.instant(), renewal(instance)));
		assertThat(this.issuer.requests).singleElement().extracting(IssuanceRequest::issuer).isEqualTo("one");
		assertThat(instance.status("web").nextAttempt()).isEqualTo(this.time.instant().plus(Duration.ofMinutes(1)));
	}

	@Test
	void theNextIssuerIsAskedWhenTheFirstNeedsLongerAndNothingIsServed() {
		TestInstance instance = instance(withIssuers("one", "two"));
		onlyTwoIssues(new AcmeException(AcmeException.Reason.TIMEOUT, "No news."));
		instance.start();
		this.time.advance(Duration.ZERO);
		assertThat(instance.status("web").issuer()).isEqualTo("two");
	}

	@Test
	void theNextIssuerIsAskedWhenTheFirstNeedsLongerAndTheEndIsNear() {
		this.issuer.issues(Duration.ofHours(20));
		TestInstance instance = instance(withIssuers("one", "two"));
		renewAfterTheFirst(instance);
		onlyTwoIssues(new AcmeException(AcmeException.Reason.TIMEOUT, "No news."));
		Instant backstop = stored("web").notAfter().minus(Duration.ofHours(2));
		this.time.advance(Duration.between(this.time.instant(), backstop.minus(Duration.ofHours(1))));
		assertThat(this.issuer.requests).extracting(IssuanceRequest::issuer).containsOnly("one");
		this.time.advance(Duration.ofHours(2));
		assertThat(this.issuer.requests).extracting(IssuanceRequest::issuer).last().isEqualTo("two");
		assertThat(this.issuer.attempts).last().satisfies((attempt) -> assertThat(attempt).isAfter(backstop));
	}

	@Test
	void whatIsOursToMendBurnsTheLimitsOfOneIssuerOnly() {
		this.issuer.fails(AcmeException.Reason.VALIDATION);
		instance(withIssuers("one", "two")).start();
		this.time.advance(Duration.ZERO);
		assertThat(this.issuer.requests).extracting(IssuanceRequest::issuer).containsExactly("one");
	}

	@Test
	void anOrderUnderWayIsGoneOnWithWhoeverItIsWith() {
		TestInstance instance = instance(withIssuers("one", "two"));
		this.issuer.resumes((request) -> request.issuer().equals("two") ? Optional.of(this.issuer.certificate(request))
				: Optional.empty());
		instance.start();
		this.time.advance(Duration.ZERO);
		assertThat(instance.status("web").issuer()).isEqualTo("two");
		assertThat(this.issuer.requests).isEmpty();
	}

	@Test
	void whoFailedToGoOnIsNotAskedForANewOrderInTheSameAttempt() {
		TestInstance instance = instance(withIssuers("one", "two"));
		this.issuer.resumes((request) -> {
			if (request.issuer().equals("one")) {
				throw new AcmeException(AcmeException.Reason.NETWORK, "Down.");
			}
			return Optional.empty();
		});
		instance.start();
		this.time.advance(Duration.ZERO);
		assertThat(this.issuer.requests).extracting(IssuanceRequest::issuer).containsExactly("two");
	}

	@Test
	void theRetryAfterOfOneIssuerIsObeyedThoughTheOtherIsAskedSooner() {
		Instant later = START.plus(Duration.ofHours(3));
		this.issuer.does((request) -> {
			throw request.issuer().equals("one") ? limited(later)
					: new AcmeException(AcmeException.Reason.NETWORK, "Down.");
		});
		TestInstance instance = instance(withIssuers("one", "two")).start();
		this.time.advance(Duration.ofHours(2));
		assertThat(asked("one")).containsExactly(START);
		assertThat(asked("two")).startsWith(START, START.plus(Duration.ofMinutes(1)));
		assertThat(instance.status("web").lastFailure()).extracting("message")
			.isEqualTo("No issuer has issued 'web'. 'one': Too much. 'two': Down.");
		this.time.advance(Duration.ofHours(4));
		assertThat(asked("one")).hasSize(2).last().satisfies((second) -> assertThat(second).isAfterOrEqualTo(later));
	}

	@Test
	void theLedgerIsAskedEachTimeAndAnIssuerThatItAllowsSoonerIsUsed() {
		Instant later = START.plus(Duration.ofHours(30));
		this.issuer.does((request) -> {
			if (request.issuer().equals("two")) {
				throw new AcmeException(AcmeException.Reason.NETWORK, "Down.");
			}
			if (this.time.instant().isBefore(START.plus(Duration.ofMinutes(10)))) {
				throw new LimitReachedException("Not yet.", later, true);
			}
			return this.issuer.certificate(request);
		});
		TestInstance instance = instance(withIssuers("one", "two")).start();
		this.time.advance(Duration.ofMinutes(12));
		assertThat(asked("one")).containsExactly(START, START.plus(Duration.ofMinutes(1)),
				START.plus(Duration.ofMinutes(11)));
		assertThat(instance.status("web").issuer()).isEqualTo("one");
	}

	@Test
	void theNextAttemptIsMadeWhenTheFirstOfTheIssuersMayBeAskedAgain() {
		this.issuer.does((request) -> {
			throw limited(START.plus(request.issuer().equals("one") ? Duration.ofHours(5) : Duration.ofHours(2)));
		});
		TestInstance instance = instance(withIssuers("one", "two")).start();
		this.time.advance(Duration.ZERO);
		assertThat(instance.status("web").nextAttempt()).isEqualTo(START.plus(Duration.ofHours(2)));
		this.time.advance(Duration.ofHours(5));
		assertThat(asked("one")).containsExactly(START, START.plus(Duration.ofHours(5)));
		assertThat(asked("two")).startsWith(START, START.plus(Duration.ofHours(2)));
	}

	@Test
	void whatOnlyTheOperatorCanMendWaitsForTheDayWhenItIsSoWithAllIssuers() {
		this.issuer.fails(AcmeException.Reason.REJECTED_IDENTIFIER);
		TestInstance instance = instance(withIssuers("one", "two")).start();
		this.time.advance(Duration.ZERO);
		assertThat(instance.status("web").nextAttempt()).isEqualTo(START.plus(Duration.ofDays(1)));
		assertThat(state("web").refused()).isNotNull();
	}

	private void renewAfterTheFirst(TestInstance instance) {
		instance.start();
		this.time.advance(Duration.ofMinutes(1));
		this.issuer.requests.clear();
	}

	private void onlyTwoIssues(AcmeException failure) {
		this.issuer.does((request) -> {
			if (request.issuer().equals("one")) {
				throw failure;
			}
			return this.issuer.certificate(request);
		});
	}

	private List<Instant> asked(String issuer) {
		return IntStream.range(0, this.issuer.requests.size())
			.filter((i) -> this.issuer.requests.get(i).issuer().equals(issuer))
			.mapToObj(this.issuer.attempts::get)
			.toList();
	}

	private static AcmeException limited(Instant until) {
		return new AcmeException(AcmeException.Reason.RATE_LIMITED, "Too much.", null, null, List.of(), until);
	}

}
