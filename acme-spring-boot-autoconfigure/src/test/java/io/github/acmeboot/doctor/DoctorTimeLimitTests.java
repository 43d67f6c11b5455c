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
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.ManagedCertificates;
import io.github.acmeboot.doctor.Finding.Outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Doctor} when there is not enough time.
 */
class DoctorTimeLimitTests extends AbstractDoctorTests {

	@Test
	void aCheckThatComesToNoEndIsInterruptedAndWhatItFoundIsKept() throws InterruptedException {
		AtomicBoolean interrupted = new AtomicBoolean();
		CountDownLatch left = new CountDownLatch(1);
		try (Doctor doctor = doctor(Duration.ofSeconds(5), check("endless", (examination) -> {
			examination.pass("a", "Fine.");
			try {
				this.end.await();
			}
			catch (InterruptedException ex) {
				interrupted.set(true);
			}
			left.countDown();
		}))) {
			assertThat(doctor.examine("web").orElseThrow().findings()).extracting(Finding::outcome)
				.containsExactly(Outcome.PASS, Outcome.WARN);
			assertThat(left.await(30, TimeUnit.SECONDS)).isTrue();
			assertThat(interrupted).isTrue();
		}
	}

	@Test
	void allAreLookedAtInATimeOfTheirOwnThoseFirstThatHaveWaitedLongest() {
		List<String> looked = new CopyOnWriteArrayList<>();
		Check slow = check("slow", (examination) -> {
			looked.add(examination.certificate().name());
			await(this.end);
		});
		List<ManagedCertificate> all = Stream.of("a", "b", "c").map(DoctorTests::certificate).toList();
		try (Doctor doctor = new Doctor(() -> List.of(slow), new ManagedCertificates(all), Duration.ofHours(1),
				Duration.ofSeconds(4), Clock.systemUTC())) {
			Map<String, Diagnosis> found = doctor.examineAll();
			assertThat(found.keySet()).containsExactly("a", "b", "c");
			assertThat(found.values()).extracting(Diagnosis::outcome)
				.containsExactly(Outcome.WARN, Outcome.SKIPPED, Outcome.SKIPPED);
			assertThat(found.toString()).contains("'acme.doctor.total-timeout'");
			assertThat(doctor.latest("b")).isEmpty();
			doctor.examineAll();
			doctor.examineAll();
			assertThat(looked).containsExactly("a", "b", "c");
		}
	}

	@Test
	void aSlowThingLosesNothingThatWasFoundOfTheOthers() {
		CountDownLatch others = new CountDownLatch(2);
		try (Doctor doctor = patientDoctor(Duration.ofSeconds(5),
				check("many", (examination) -> examination.forEach(List.of("a", "slow", "b"), (thing, part) -> {
					part.pass(thing, "Fine.");
					if (thing.equals("slow")) {
						await(this.end);
					}
					others.countDown();
				})))) {
			assertThat(doctor.examine("web").orElseThrow().findings()).extracting(Finding::toString)
				.containsExactly("many a passed: Fine.", "many slow passed: Fine.", "many b passed: Fine.",
						"many web may be wrong: There was no time left to look at all of it. "
								+ "Look at what is slow; 'acme.doctor.timeout' gives it more time.");
			assertThat(others.getCount()).isZero();
		}
	}

	@Test
	void whatIsFoundOfAPartIsKnownBeforeTheOthersComeToAnEnd() throws InterruptedException {
		Examination examination = Examination.of(WEB, Duration.ofMinutes(2), (work) -> new Thread(work).start())
			.by("many");
		CountDownLatch found = new CountDownLatch(1);
		Thread looking = new Thread(() -> examination.forEach(List.of("a", "slow"), (thing, part) -> {
			if (thing.equals("slow")) {
				await(this.end);
			}
			else {
				part.pass(thing, "Fine.");
				found.countDown();
			}
		}));
		looking.start();
		assertThat(found.await(30, TimeUnit.SECONDS)).isTrue();
		assertThat(examination.findings()).extracting(Finding::subject).containsExactly("a");
		looking.interrupt();
		looking.join();
	}

	@Test
	void aFewThingsAreLookedAtAtOnceOnThreadsOfTheDoctorAndTheRestIsSkippedWhenTheTimeIsOver() {
		AtomicInteger begun = new AtomicInteger();
		AtomicInteger interrupted = new AtomicInteger();
		Set<String> threads = ConcurrentHashMap.newKeySet();
		List<Integer> things = IntStream.range(0, 50).boxed().toList();
		try (Doctor doctor = patientDoctor(Duration.ofSeconds(5),
				check("many", (examination) -> examination.forEach(things, (thing, part) -> {
					begun.incrementAndGet();
					threads.add(Thread.currentThread().getName());
					try {
						this.end.await();
					}
					catch (InterruptedException ex) {
						interrupted.incrementAndGet();
					}
				})))) {
			assertThat(doctor.examine("web").orElseThrow().findings(Outcome.SKIPPED)).hasSize(42)
				.extracting(Finding::seen)
				.containsOnly("There was no time left to look at it.");
			Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> interrupted.get() == 8);
			assertThat(begun).hasValue(8);
			assertThat(threads).containsOnly("acme-doctor");
		}
	}

	@Test
	void manyLooksAtOnceNeverRunOnTheThreadsOfThoseWhoAsk() {
		Set<String> threads = ConcurrentHashMap.newKeySet();
		CountDownLatch all = new CountDownLatch(40);
		Check check = check("one", (examination) -> {
			threads.add(Thread.currentThread().getName());
			all.countDown();
			await(all);
		});
		List<ManagedCertificate> certificates = IntStream.range(0, 40).mapToObj((i) -> certificate("c" + i)).toList();
		try (Doctor doctor = new Doctor(() -> List.of(check), new ManagedCertificates(certificates),
				Duration.ofSeconds(60), Duration.ofMinutes(2), Clock.systemUTC())) {
			List<Thread> asking = certificates.stream()
				.map((certificate) -> new Thread(() -> doctor.examine(certificate.name()), "asks"))
				.toList();
			asking.forEach(Thread::start);
			Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> asking.stream().noneMatch(Thread::isAlive));
			assertThat(all.getCount()).isZero();
			assertThat(threads).containsExactly("acme-doctor");
		}
	}

	@Test
	void aPauseIsNoLongerThanTheTimeThatIsLeft() {
		try (Doctor doctor = patientDoctor(Duration.ofSeconds(1), check("patient", (examination) -> {
			examination.pause(Duration.ofHours(1));
			examination.pass("a", "Fine.");
		}))) {
			assertThat(doctor.examine("web").orElseThrow().findings()).extracting(Finding::subject).contains("a");
		}
	}

	@Test
	void whoJoinsALookWaitsForHisOwnTimeOnly() throws InterruptedException {
		CountDownLatch begun = new CountDownLatch(1);
		try (Doctor doctor = doctor(Duration.ofMinutes(5), check("slow", (examination) -> {
			begun.countDown();
			await(this.end);
		}))) {
			Thread first = new Thread(() -> doctor.examine("web"));
			first.start();
			assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
			Diagnosis joined = doctor.examine(WEB, new TimeLimit(Duration.ofMillis(10), "acme.doctor.timeout"));
			assertThat(joined.outcome()).isEqualTo(Outcome.SKIPPED);
			assertThat(joined.findings().get(0).seen())
				.isEqualTo("Somebody else has it looked at, and that had not come to an end after 0.01 s.");
			Thread.currentThread().interrupt();
			assertThatExceptionOfType(AcmeException.class).isThrownBy(() -> doctor.examine("web"))
				.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(AcmeException.Reason.INTERRUPTED));
			assertThat(Thread.interrupted()).isTrue();
			this.end.countDown();
			first.join();
		}
	}

}
