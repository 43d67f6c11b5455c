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

package io.github.acmeboot.doctor;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.ManagedCertificates;
import io.github.acmeboot.doctor.Finding.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Doctor}.
 */
class DoctorTests extends AbstractDoctorTests {

	@Test
	void theFindingsStandInTheOrderOfTheChecks() {
		try (Doctor doctor = doctor(Duration.ofSeconds(30), check("first", (examination) -> {
			examination.pass("a", "Fine.");
			examination.warn("b", "Odd.", "Look.");
		}), check("second", (examination) -> examination.fail("c", "Bad.", "Mend it.")))) {
			assertThat(doctor.latest("web")).isEmpty();
			Diagnosis diagnosis = doctor.examine("web").orElseThrow();
			assertThat(diagnosis.findings()).extracting(Finding::toString)
				.containsExactly("first a passed: Fine.", "first b may be wrong: Odd. Look.",
						"second c failed: Bad. Mend it.");
			assertThat(diagnosis.outcome()).isEqualTo(Outcome.FAIL);
			assertThat(doctor.latest("web")).contains(diagnosis);
			assertThat(doctor.examineAll()).containsOnlyKeys("web");
		}
	}

	@Test
	void aCertificateThatIsNotLookedAfterIsNotLookedAt() {
		try (Doctor doctor = doctor(Duration.ofSeconds(30))) {
			assertThat(doctor.examine("other")).isEmpty();
			assertThat(doctor.latest("other")).isEmpty();
		}
	}

	@Test
	void whatIsThrownSaysWhatFailed() {
		try (Doctor doctor = doctor(Duration.ofSeconds(30), check("store", (examination) -> {
			throw new AcmeException(AcmeException.Reason.STORE, "The disk is full.");
		}))) {
			assertThat(doctor.examine("web").orElseThrow().findings())
				.containsExactly(new Finding("store", "web", Outcome.FAIL, "The disk is full.", null));
		}
	}

	@Test
	void aCheckThatBreaksSaysNothingOfTheCertificateAndKeepsNoOtherFromLooking() {
		try (Doctor doctor = doctor(Duration.ofSeconds(30), check("broken", (examination) -> {
			throw new IllegalStateException("Oops");
		}), check("sound", (examination) -> examination.pass("a", "Fine.")))) {
			assertThat(doctor.examine("web").orElseThrow().findings()).extracting(Finding::outcome)
				.containsExactly(Outcome.WARN, Outcome.PASS);
		}
	}

	@Test
	void whoAsksMeanwhileGetsTheSameAnswer() throws InterruptedException {
		AtomicInteger looks = new AtomicInteger();
		CountDownLatch begun = new CountDownLatch(1);
		try (Doctor doctor = doctor(Duration.ofSeconds(30), check("slow", (examination) -> {
			looks.incrementAndGet();
			begun.countDown();
			await(this.end);
			examination.pass("a", "Fine.");
		}))) {
			CompletableFuture<Diagnosis> one = CompletableFuture.supplyAsync(() -> doctor.examine("web").orElseThrow());
			assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
			CompletableFuture<Diagnosis> other = CompletableFuture.supplyAsync(() -> {
				this.end.countDown();
				return doctor.examine("web").orElseThrow();
			});
			one.join();
			other.join();
			assertThat(looks.get()).isLessThanOrEqualTo(2);
		}
	}

	@Test
	void whatSeveralChecksNeedIsFoundOnce() {
		AtomicInteger searches = new AtomicInteger();
		Consumer<Examination> look = (examination) -> examination.pass("a",
				"Found " + examination.once("key", searches::incrementAndGet) + ".");
		try (Doctor doctor = doctor(Duration.ofSeconds(30), check("one", look), check("other", look))) {
			assertThat(doctor.examine("web").orElseThrow().findings()).extracting(Finding::seen)
				.containsExactly("Found 1.", "Found 1.");
		}
	}

	@Test
	void manyThingsSideBySideAreSaidInTheirOrder() {
		List<Integer> things = List.of(1, 2, 3, 4, 5, 6, 7, 8);
		try (Doctor doctor = doctor(Duration.ofSeconds(30),
				check("many", (examination) -> examination.forEach(things, (thing, part) -> {
					if (thing == 3) {
						throw new AcmeException(AcmeException.Reason.DNS, "No such thing.");
					}
					part.pass("thing " + thing, "Fine.");
				})))) {
			assertThat(doctor.examine("web").orElseThrow().findings()).extracting(Finding::subject)
				.containsExactly("thing 1", "thing 2", "3", "thing 4", "thing 5", "thing 6", "thing 7", "thing 8");
		}
	}

	@Test
	void whatIsLookedAfterNoLongerIsForgotten() {
		AtomicInteger looks = new AtomicInteger();
		ManagedCertificates certificates = new ManagedCertificates(List.of(WEB));
		try (Doctor doctor = new Doctor(() -> List.of(check("one", (examination) -> looks.incrementAndGet())),
				certificates, Duration.ofSeconds(30), Duration.ofMinutes(2), Clock.systemUTC())) {
			FirstOrderExamination advisor = new FirstOrderExamination(() -> doctor, certificates,
					Duration.ofSeconds(30));
			advisor.beforeFirstOrder(WEB);
			assertThat(doctor.latest("web")).isPresent();
			certificates.remove("web");
			certificates.add(WEB);
			assertThat(doctor.latest("web")).isEmpty();
			advisor.beforeFirstOrder(WEB);
			assertThat(looks).hasValue(2);
		}
	}

}
