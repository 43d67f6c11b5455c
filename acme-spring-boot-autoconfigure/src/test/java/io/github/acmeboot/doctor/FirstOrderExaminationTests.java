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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.ManagedCertificates;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FirstOrderExamination}.
 */
@ExtendWith(OutputCaptureExtension.class)
class FirstOrderExaminationTests extends AbstractDoctorTests {

	@Test
	void theTimeThatWasTooShortIsNamedByItsProperty(CapturedOutput output) {
		try (Doctor doctor = patientDoctor(Duration.ofMinutes(5),
				check("slow", (examination) -> examination.forEach(List.of("a"), (thing, part) -> await(this.end))))) {
			assertIsNamed(doctor, "slow", output);
		}
		try (Doctor doctor = doctor(Duration.ofMinutes(5), check("deaf", (examination) -> awaitDeaf()))) {
			assertIsNamed(doctor, "deaf", output);
		}
	}

	private static void assertIsNamed(Doctor doctor, String check, CapturedOutput output) {
		firstOrders(doctor, Duration.ofMillis(200)).beforeFirstOrder(WEB);
		assertThat(output.toString().lines().filter((line) -> line.contains(check + " web may be wrong")))
			.singleElement()
			.asString()
			.contains("'acme.doctor.first-order-timeout' gives it more time");
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
	void whatFailsIsSaidAgainShouldTheOrderFail() {
		AtomicBoolean sound = new AtomicBoolean();
		try (Doctor doctor = doctor(Duration.ofSeconds(30), check("name", (examination) -> {
			examination.warn("b", "Odd.", "Look.");
			if (!sound.get()) {
				examination.fail("www.example.org", "It has no address.", "Add one.");
			}
		}))) {
			FirstOrderExamination advisor = new FirstOrderExamination(() -> doctor, new ManagedCertificates(List.of()),
					Duration.ofSeconds(30));
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
					Duration.ofSeconds(30));
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
		}, new ManagedCertificates(List.of(WEB)), Duration.ofSeconds(30));
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

}
