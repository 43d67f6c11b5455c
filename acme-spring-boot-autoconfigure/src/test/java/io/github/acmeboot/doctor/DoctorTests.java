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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.ManagedCertificates;
import io.github.acmeboot.doctor.Finding.Outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Doctor}.
 */
@ExtendWith(OutputCaptureExtension.class)
class DoctorTests {

	private static final ManagedCertificate WEB = new ManagedCertificate("web",
			List.of(Identifier.of("www.example.org")), List.of("ca"), "http-01", KeyType.EC_P256, false, null, null,
			true);

	private final CountDownLatch end = new CountDownLatch(1);

	@AfterEach
	void letGo() {
		this.end.countDown();
	}

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
	void aCheckThatComesToNoEndIsInterruptedAndWhatItFoundIsKept() throws InterruptedException {
		AtomicBoolean interrupted = new AtomicBoolean();
		CountDownLatch left = new CountDownLatch(1);
		try (Doctor doctor = doctor(Duration.ofMillis(200), check("endless", (examination) -> {
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
	void allAreLookedAtInATimeOfTheirOwnThoseFirstThatHaveWaitedLongest() {
		List<String> looked = new CopyOnWriteArrayList<>();
		Check slow = check("slow", (examination) -> {
			looked.add(examination.certificate().name());
			await(this.end);
		});
		List<ManagedCertificate> all = Stream.of("a", "b", "c").map(DoctorTests::certificate).toList();
		try (Doctor doctor = new Doctor(() -> List.of(slow), new ManagedCertificates(all), Duration.ofHours(1),
				Duration.ofMillis(300), Clock.systemUTC())) {
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
		try (Doctor doctor = doctor(Duration.ofSeconds(2),
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
		try (Doctor doctor = doctor(Duration.ofSeconds(2),
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
		try (Doctor doctor = doctor(Duration.ofSeconds(1), check("patient", (examination) -> {
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

	@Test
	void theTimeThatWasTooShortIsNamedByItsProperty(CapturedOutput output) {
		try (Doctor doctor = doctor(Duration.ofMinutes(5),
				check("slow", (examination) -> examination.forEach(List.of("a"), (thing, part) -> await(this.end))),
				check("deaf", (examination) -> awaitDeaf()))) {
			firstOrders(doctor, Duration.ofMillis(200)).beforeFirstOrder(WEB);
			assertThat(output.toString().lines().filter((line) -> line.contains("may be wrong"))).hasSize(2)
				.allMatch((line) -> line.contains("'acme.doctor.first-order-timeout' gives it more time"));
		}
	}

	@Test
	void whatOutsidersSayIsForThoseWhoAskOnly(CapturedOutput output) {
		try (Doctor doctor = doctor(Duration.ofSeconds(30), check("http-01", (examination) -> examination.fail("a",
				"Somebody else answers: 'evil words'.", "Somebody else answers.", "Mend it.")))) {
			assertThat(firstOrders(doctor, Duration.ofSeconds(30)).beforeFirstOrder(WEB))
				.hasValue("The doctor found: http-01 a: Somebody else answers.");
			assertThat(output).contains("http-01 a failed: Somebody else answers. Mend it.")
				.doesNotContain("evil words");
			assertThat(doctor.latest("web").orElseThrow().findings().get(0).seen())
				.isEqualTo("Somebody else answers: 'evil words'.");
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

	@Test
	void whatFailsIsSaidAgainShouldTheOrderFail() {
		AtomicBoolean sound = new AtomicBoolean();
		try (Doctor doctor = doctor(Duration.ofSeconds(30), check("name", (examination) -> {
			examination.warn("b", "Odd.", "Look.");
			if (!sound.get()) {
				examination.fail("www.example.org", "It has no address.", "Add one.");
			}
		}))) {
			FirstOrderExamination advisor = new FirstOrderExamination(() -> doctor, new ManagedCertificates(List.of()),
					Duration.ofSeconds(5));
			assertThat(advisor.beforeFirstOrder(WEB))
				.hasValue("The doctor found: name www.example.org: It has no address.");
			assertThat(advisor.beforeFirstOrder(WEB)).isEmpty();
			sound.set(true);
			assertThat(advisor.beforeFirstOrder(certificate("other"))).isEmpty();
		}
	}

	@Test
	void theFirstOrderIsLookedAtOnceForWhatIsWanted() {
		AtomicInteger looks = new AtomicInteger();
		try (Doctor doctor = doctor(Duration.ofSeconds(30), check("one", (examination) -> looks.incrementAndGet()))) {
			FirstOrderExamination advisor = new FirstOrderExamination(() -> doctor, new ManagedCertificates(List.of()),
					Duration.ofSeconds(5));
			advisor.beforeFirstOrder(WEB);
			advisor.beforeFirstOrder(WEB);
			assertThat(looks).hasValue(1);
			advisor.beforeFirstOrder(new ManagedCertificate("web", List.of(Identifier.of("example.org")), List.of("ca"),
					"http-01", KeyType.EC_P256, false, null, null, true));
			assertThat(looks).hasValue(2);
		}
	}

	@Test
	void aDoctorThatFailsKeepsNothingFromBeingOrdered() {
		FirstOrderExamination advisor = new FirstOrderExamination(() -> {
			throw new IllegalStateException("No doctor");
		}, new ManagedCertificates(List.of(WEB)), Duration.ofSeconds(5));
		advisor.beforeFirstOrder(WEB);
	}

	private static FirstOrderExamination firstOrders(Doctor doctor, Duration timeLimit) {
		return new FirstOrderExamination(() -> doctor, new ManagedCertificates(List.of(WEB)), timeLimit);
	}

	private void awaitDeaf() {
		boolean over = false;
		while (!over) {
			try {
				this.end.await();
				over = true;
			}
			catch (InterruptedException ex) {
				over = false;
			}
		}
	}

	private static ManagedCertificate certificate(String name) {
		return new ManagedCertificate(name, List.of(Identifier.of(name + ".example.org")), List.of("ca"), "http-01",
				KeyType.EC_P256, false, null, null, true);
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await(30, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static Doctor doctor(Duration timeLimit, Check... checks) {
		return new Doctor(() -> List.of(checks), new ManagedCertificates(List.of(WEB)), timeLimit,
				Duration.ofMinutes(2), Clock.systemUTC());
	}

	private static Check check(String name, Consumer<Examination> look) {
		return new Check() {

			@Override
			public String name() {
				return name;
			}

			@Override
			public void examine(Examination examination) {
				look.accept(examination);
			}

		};
	}

}
