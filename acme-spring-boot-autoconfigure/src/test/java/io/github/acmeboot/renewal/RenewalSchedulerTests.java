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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.acmeboot.CertificateIssuedEvent;
import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.renewal.plan.RenewalPlanner;
import io.github.acmeboot.renewal.plan.TestIssuers;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.repository.CertificateState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When certificates are looked after, as time goes by.
 */
class RenewalSchedulerTests extends AbstractRenewalTests {

	@Test
	void aMissingCertificateIsOrderedWhenTheApplicationIsReadyAndNotBefore() {
		TestInstance instance = instance();
		instance.scheduler.start();
		instance.server.opened(443);
		this.time.advance(Duration.ofHours(1));
		assertThat(this.issuer.attempts).isEmpty();
		instance.ready();
		this.time.advance(Duration.ZERO);
		assertThat(this.issuer.attempts).hasSize(1);
		assertThat(instance.served("web")).isEqualTo(stored("web"));
		assertThat(this.issuer.completed).isEqualTo(this.issuer.requests);
		assertThat(this.lock.isFree()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(longs = { -1, 1 })
	void theDurationIsMeasuredWhateverTheClockOfTheCaCorrectsMeanwhile(long hours) {
		this.issuer.does((request) -> {
			this.time.pass(Duration.ofHours(hours));
			return this.issuer.certificate(request);
		});
		TestInstance instance = instance().start();
		this.time.advance(Duration.ZERO);
		assertThat(instance.events).singleElement()
			.isInstanceOfSatisfying(CertificateIssuedEvent.class,
					(event) -> assertThat(event.duration()).isBetween(Duration.ZERO, Duration.ofMinutes(10)));
	}

	@Test
	void successIsRememberedAndAnnounced() {
		TestInstance instance = instance().start();
		this.time.advance(Duration.ZERO);
		assertThat(instance.events).singleElement().isInstanceOfSatisfying(CertificateIssuedEvent.class, (event) -> {
			assertThat(event.name()).isEqualTo("web");
			assertThat(event.issuer()).isEqualTo("ca");
			assertThat(event.certificate()).isEqualTo(instance.served("web"));
		});
		CertificateState state = state("web");
		assertThat(state.ordered()).isNotNull();
		assertThat(state.failure()).isNull();
		assertThat(state.renewal()).isEqualTo(instance.status("web").renewal());
		assertThat(instance.status("web")).satisfies((status) -> {
			assertThat(status.state()).isEqualTo(CertificateStatus.State.VALID);
			assertThat(status.issuer()).isEqualTo("ca");
			assertThat(status.nextAttempt()).isEqualTo(status.renewal());
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT2M", "PT160H", "P45D", "P90D" })
	void renewsExactlyAsPlannedForWeeksWhateverTheLife(Duration life) {
		this.issuer.issues(life);
		unhurried(life.dividedBy(50)).start();
		this.time.advance(life.multipliedBy(6));
		List<Instant> expected = new ArrayList<>(List.of(START));
		RenewalPlanner planner = TestIssuers.planner(true);
		for (int i = 1; i < this.issuer.attempts.size(); i++) {
			IssuedCertificate predecessor = this.issuer.requests.get(i).predecessor().orElseThrow();
			expected.add(planner.renewal(TestCertificates.wanted("web"), predecessor).orElseThrow());
		}
		assertThat(this.issuer.attempts).isEqualTo(expected).hasSizeBetween(9, 14);
	}

	@Test
	void tenThousandWakesForNothingAreOnlyGlances() {
		instance().start();
		this.time.advance(Duration.ofDays(1));
		assertThat(this.time.runs()).isBetween(2_800L, 2_900L);
		assertThat(this.issuer.attempts).hasSize(1);
	}

	@Test
	void aStoredCertificateWithoutStateIsServedAndNotOrderedAgain() {
		IssuedCertificate stored = TestCertificates.issued(START, Duration.ofDays(90), "web.example.com");
		this.certificates.save("web", stored, WriteCondition.absent());
		TestInstance instance = instance().start();
		this.time.advance(Duration.ofDays(7));
		assertThat(this.issuer.attempts).isEmpty();
		assertThat(instance.served("web")).isEqualTo(stored);
	}

	@Test
	void aRestartWithAValidCertificateOrdersNothing() {
		TestInstance first = instance().start();
		this.time.advance(Duration.ofDays(1));
		first.scheduler.stop();
		TestInstance second = instance().start();
		this.time.advance(Duration.ofDays(1));
		assertThat(this.issuer.attempts).hasSize(1);
		assertThat(second.served("web")).isEqualTo(first.served("web"));
	}

	@Test
	void otherNamesAreOrderedAtOnceAfterARestart() {
		TestInstance first = instance().start();
		this.time.advance(Duration.ofDays(1));
		first.scheduler.stop();
		instance(TestCertificates.wanted("web", "web.example.com", "www.example.com")).start();
		this.time.advance(Duration.ofDays(1));
		assertThat(this.issuer.attempts).hasSize(2);
	}

	@Test
	void nothingIsOrderedWhenNothingListensButWhatIsStoredIsServed() {
		IssuedCertificate stored = TestCertificates.issued(START.minus(Duration.ofDays(80)), Duration.ofDays(90));
		this.certificates.save("web", stored, WriteCondition.absent());
		TestInstance instance = instance(TestCertificates.wanted("web"), TestCertificates.wanted("shop"));
		instance.scheduler.start();
		instance.server.opened(-1);
		instance.ready();
		this.time.advance(Duration.ofDays(2));
		assertThat(this.issuer.attempts).isEmpty();
		assertThat(instance.served("web")).isEqualTo(stored);
		assertThat(instance.status("shop").nextAttempt()).isNull();
		assertThat(instance.events).isEmpty();
		assertThat(this.time.runs()).isLessThan(12_000);
	}

	@Test
	void renewalThatIsOffObtainsTheFirstCertificateOnly() {
		TestInstance instance = new TestInstance(this.time, Duration.ofHours(1), threads(), this.store, this.lock,
				this.issuer, false, TestCertificates.wanted("web"))
			.start();
		this.time.advance(Duration.ofDays(100));
		assertThat(this.issuer.attempts).hasSize(1);
		assertThat(instance.status("web").renewal()).isNull();
		CompletableFuture<IssuedCertificate> renewed = instance.manager.renew("web");
		this.time.advance(Duration.ZERO);
		assertThat(renewed).isCompletedWithValue(instance.served("web"));
		assertThat(this.issuer.attempts).hasSize(2);
	}

	@Test
	void certificatesComeAndGoAtRunTime() {
		TestInstance instance = unhurried(Duration.ofHours(6)).start();
		instance.manager.add(TestCertificates.wanted("shop"));
		this.time.advance(Duration.ZERO);
		assertThat(instance.manager.certificates()).extracting(CertificateStatus::name).containsExactly("shop", "web");
		assertThat(instance.served("shop")).isEqualTo(stored("shop"));
		instance.manager.remove("shop");
		assertThat(instance.publisher.withdrawn).containsExactly("shop");
		this.time.advance(Duration.ofDays(200));
		assertThat(this.issuer.requests).filteredOn((request) -> request.certificate().name().equals("shop"))
			.hasSize(1);
	}

	@Test
	void aCertificateThatIsRemovedWhileItIsOrderedIsNotPresented() {
		TestInstance instance = instance().start();
		this.time.advance(Duration.ZERO);
		this.issuer.does((request) -> {
			instance.manager.remove("shop");
			return this.issuer.certificate(request);
		});
		instance.manager.add(TestCertificates.wanted("shop"));
		this.time.advance(Duration.ofDays(1));
		assertThat(this.issuer.attempts).hasSize(2);
		assertThat(instance.publisher.published("shop")).isEmpty();
		assertThat(instance.publisher.published("web")).isPresent();
	}

	@Test
	void anotherCertificateUnderTheSameNameIsOrderedAtOnce() {
		TestInstance instance = instance().start();
		this.time.advance(Duration.ofSeconds(1));
		instance.manager.add(TestCertificates.wanted("web", "web.example.com", "www.example.com"));
		this.time.advance(Duration.ZERO);
		assertThat(this.issuer.attempts).hasSize(2);
	}

	@Test
	void nothingHappensAfterTheStop() {
		TestInstance instance = unhurried(Duration.ofHours(6)).start();
		this.time.advance(Duration.ofDays(1));
		instance.scheduler.stop();
		long runs = this.time.runs();
		assertThat(instance.manager.renew("web")).isCompletedExceptionally();
		this.time.advance(Duration.ofDays(200));
		assertThat(this.time.runs()).isEqualTo(runs);
		instance.scheduler.start();
		this.time.advance(Duration.ZERO);
		assertThat(this.issuer.attempts).hasSize(2);
	}

}
