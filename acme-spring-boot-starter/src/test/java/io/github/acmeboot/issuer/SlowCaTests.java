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

package io.github.acmeboot.issuer;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.renewal.plan.RetrySchedule;
import io.github.acmeboot.test.AcmeTestServer;
import io.github.acmeboot.test.fault.Fault;
import io.github.acmeboot.test.protocol.Operation;
import io.github.acmeboot.test.protocol.RetryAfter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests with a CA that takes its time, in virtual time.
 */
@Timeout(60)
class SlowCaTests extends AbstractIssuerTests {

	private static final Duration ORDER_TIMEOUT = Duration.ofMinutes(10);

	private final VirtualTimeline time = new VirtualTimeline();

	SlowCaTests() {
		super(AcmeTestServer.builder().asyncValidation(false));
		this.issuer.clock(this.time).timelines(() -> this.time).order(ORDER_TIMEOUT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT42S", "PT9M" })
	void anOrderIsWaitedForWhileItIsProcessing(Duration processing) {
		issuesAfter(processing);
		assertThat(this.issuer.issue("a.example.org")).isNotNull();
		assertThat(this.time.elapsed()).isBetween(processing, processing.plusSeconds(6));
		assertThat(this.server.orders()).hasSize(1);
		assertThat(this.issuer.count("finalize")).isOne();
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT10M", "PT1H", "P2D" })
	void anOrderThatTakesLongerIsGoneOnWithAndNeverAbandoned(Duration processing) {
		issuesAfter(processing);
		IssuedCertificate issued = persist();
		assertThat(this.server.orders()).hasSize(1);
		assertThat(this.server.issued()).containsExactly(issued.leaf());
		assertThat(this.issuer.count("finalize")).isOne();
		assertThat(this.time.elapsed()).isBetween(processing, processing.plus(processing.dividedBy(4)).plusMinutes(2));
	}

	@Test
	void aParkedOrderHoldsNobodyUpForMoreThanAMinute() {
		this.server.behaviour().holdOrders();
		this.issuer.failure("a.example.org");
		assertThat(this.time.elapsed()).isBetween(ORDER_TIMEOUT, ORDER_TIMEOUT.plusSeconds(5));
		assertThat(this.issuer.restart().failure("a.example.org").getReason()).isEqualTo(Reason.TIMEOUT);
		assertThat(this.time.elapsed()).isBetween(ORDER_TIMEOUT.plusMinutes(1), ORDER_TIMEOUT.plusSeconds(70));
	}

	@Test
	void aParkedOrderKeepsItsKey() {
		this.server.behaviour().holdOrders();
		this.issuer.failure("a.example.org");
		Object key = Objects.requireNonNull(this.issuer.journal.find("web").get(0).keyPair()).getPublic();
		this.issuer.restart().failure("a.example.org");
		this.server.behaviour().releaseOrders();
		assertThat(this.issuer.restart().issue("a.example.org").leaf().getPublicKey()).isEqualTo(key);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void retryAfterIsObeyedInSecondsAndAsADate(boolean date) {
		Duration wait = Duration.ofSeconds(40);
		issuesAfter(Duration.ofSeconds(100));
		this.server.faults().on(Operation.FINALIZE).apply(retryAfter(wait, date));
		this.server.faults().on(Operation.ORDER).apply(retryAfter(wait, date));
		this.issuer.issue("a.example.org");
		assertThat(this.time.elapsed()).isCloseTo(Duration.ofSeconds(120), Duration.ofSeconds(15));
		assertThat(this.issuer.count("order")).isBetween(3L, 5L);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aRetryAfterBeyondTheTimeoutParksTheOrderAtOnce(boolean date) {
		this.server.behaviour().holdOrders();
		this.server.faults().on(Operation.FINALIZE).apply(retryAfter(Duration.ofHours(2), date));
		AcmeException parked = this.issuer.failure("a.example.org");
		assertThat(parked.getReason()).isEqualTo(Reason.TIMEOUT);
		assertThat(this.time.elapsed()).isLessThan(Duration.ofSeconds(10));
		Instant next = schedule(parked, 1);
		assertThat(next).isCloseTo(this.time.instant().plus(Duration.ofHours(2)), within(Duration.ofSeconds(10)));
	}

	@Test
	void aLockThatIsLostEndsTheWait() {
		this.server.behaviour().holdOrders();
		Instant lost = this.time.instant().plus(Duration.ofMinutes(5));
		AcmeException failure = this.issuer.failure(new IssuanceRequest(TestIssuer.certificate("a.example.org"),
				TestIssuer.NAME, Optional.empty(), () -> checkHeld(lost), 1));
		assertThat(failure.getReason()).isEqualTo(Reason.INTERRUPTED);
		assertThat(this.time.instant()).isBetween(lost, lost.plusSeconds(6));
	}

	@Test
	void theTimeoutIsThatOfTheIssuer() {
		this.server.behaviour().holdOrders();
		this.issuer.order(Duration.ofHours(1)).failure("a.example.org");
		assertThat(this.time.elapsed()).isBetween(Duration.ofHours(1), Duration.ofMinutes(61));
	}

	private void checkHeld(Instant lost) {
		if (!this.time.instant().isBefore(lost)) {
			throw new AcmeException(Reason.INTERRUPTED, "Lost.");
		}
	}

	private void issuesAfter(Duration processing) {
		this.server.behaviour().holdOrders();
		this.time.at(processing, () -> this.server.behaviour().releaseOrders());
	}

	private IssuedCertificate persist() {
		for (int failures = 1;; failures++) {
			try {
				return this.issuer.restart().issue("a.example.org");
			}
			catch (AcmeException ex) {
				assertThat(ex.getReason()).isEqualTo(Reason.TIMEOUT);
				this.time.pass(Duration.between(this.time.instant(), schedule(ex, failures)));
			}
		}
	}

	private Instant schedule(AcmeException failure, int count) {
		return new RetrySchedule(() -> 0.5).next(this.time.instant(), failure, count, Optional.empty());
	}

	private static Fault retryAfter(Duration wait, boolean date) {
		RetryAfter form = date ? RetryAfter.HTTP_DATE : RetryAfter.SECONDS;
		return (request, processing) -> processing.get()
			.withOnlyHeader(RetryAfter.HEADER, form.format(Instant.now(), wait));
	}

}
