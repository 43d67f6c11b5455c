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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.ManagedCertificates;

/**
 * Makes doctors with checks that a test writes.
 */
abstract class AbstractDoctorTests {

	static final ManagedCertificate WEB = new ManagedCertificate("web", List.of(Identifier.of("www.example.org")),
			List.of("ca"), "http-01", KeyType.EC_P256, false, null, null, true);

	final CountDownLatch end = new CountDownLatch(1);

	@AfterEach
	void letGo() {
		this.end.countDown();
	}

	static ManagedCertificate certificate(String name) {
		return new ManagedCertificate(name, List.of(Identifier.of(name + ".example.org")), List.of("ca"), "http-01",
				KeyType.EC_P256, false, null, null, true);
	}

	static void await(CountDownLatch latch) {
		try {
			latch.await(30, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	static Doctor doctor(Duration timeLimit, Check... checks) {
		return new Doctor(() -> List.of(checks), new ManagedCertificates(List.of(WEB)), timeLimit,
				Duration.ofMinutes(2), Clock.systemUTC());
	}

	/**
	 * Makes a doctor who hears checks out that come to an end by themselves when their
	 * time is over, however slow the machine is.
	 */
	static Doctor patientDoctor(Duration timeLimit, Check... checks) {
		return new Doctor(() -> List.of(checks), new ManagedCertificates(List.of(WEB)), timeLimit,
				Duration.ofMinutes(2), Duration.ofSeconds(30), Clock.systemUTC());
	}

	static Check check(String name, Consumer<Examination> look) {
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
