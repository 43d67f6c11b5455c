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

package io.github.acmeboot.system;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.acmeboot.CertificateStatus.Failure;
import io.github.acmeboot.CertificateStatus.State;
import io.github.acmeboot.test.protocol.Operation;
import io.github.acmeboot.test.protocol.ProblemType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the doctor says before the first order of a certificate keeps nothing from being
 * ordered.
 */
@ExtendWith(OutputCaptureExtension.class)
class FirstOrderExaminationTests extends AbstractDoctorTests {

	@Test
	void theFirstOrderIsPlacedWhateverIsFoundBeforeIt(CapturedOutput output) {
		this.dns.zone("example.org").removeAll(NAME);
		try (RunningApplication application = ordering(this.ca.sslBundle())
			.with("acme.doctor.before-first-order", "true")
			.start()) {
			Awaitility.await()
				.atMost(Duration.ofSeconds(60))
				.until(() -> application.status("web").state() == State.VALID);
			assertThat(output.toString().lines().filter((line) -> line.contains("Before the first order of 'web'")))
				.singleElement()
				.asString()
				.contains("WARN", "name www.example.org failed: It has no address", "Add an A or AAAA record");
		}
	}

	@Test
	void aSoundFirstOrderIsSaidInOneLine(CapturedOutput output) {
		try (RunningApplication application = ordering(this.ca.sslBundle())
			.with("acme.doctor.before-first-order", "true")
			.start()) {
			Awaitility.await()
				.atMost(Duration.ofSeconds(60))
				.until(() -> application.status("web").state() == State.VALID);
			assertThat(output).contains("Nothing was found that keeps 'web' from being issued")
				.doesNotContain("Before the first order of");
		}
	}

	@Test
	void aFirstOrderThatFailsNamesWhatTheDoctorFound() {
		this.dns.zone("example.org").removeAll(NAME);
		this.ca.faults().on(Operation.NEW_ORDER).problem(ProblemType.SERVER_INTERNAL, "Out of order.");
		try (RunningApplication application = ordering(this.ca.sslBundle())
			.with("acme.doctor.before-first-order", "true")
			.with("acme.renewal.retry.max-attempts", 1)
			.start()) {
			Awaitility.await()
				.atMost(Duration.ofSeconds(60))
				.until(() -> application.status("web").lastFailure() != null);
			assertThat(application.status("web").lastFailure()).isNotNull()
				.extracting(Failure::message)
				.asString()
				.contains("Out of order.", "The doctor found: name www.example.org: It has no address");
		}
	}

}
