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
import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.acmeboot.AcmeException;

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
	void anOrderThatTheCaNeedsLongerForIsNotAbandonedForTheNextIssuer() {
		this.issuer.fails(AcmeException.Reason.TIMEOUT);
		instance(withIssuers("one", "two")).start();
		this.time.advance(Duration.ZERO);
		assertThat(this.issuer.requests).singleElement()
			.satisfies((request) -> assertThat(request.issuer()).isEqualTo("one"));
	}

}
