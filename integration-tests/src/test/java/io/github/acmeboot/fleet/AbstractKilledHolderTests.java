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

package io.github.acmeboot.fleet;

import java.security.cert.X509Certificate;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What holds when the instance that orders is killed.
 */
abstract class AbstractKilledHolderTests extends AbstractHolderTests {

	private static final Duration CALM = Duration.ofSeconds(2);

	@ParameterizedTest
	@MethodSource("steps")
	void anotherInstanceGoesOnWithTheOrder(Step step) {
		try (SharedStore store = store()) {
			Fleet<TestServerCa> fleet = fleet(store);
			Step.Reached reached = step.prepare(fleet);
			fleet.start(3);
			reached.await().run();
			fleet.kill(fleet.awaitHolder());
			reached.proceed().run();
			X509Certificate served = fleet.awaitServed();
			fleet.start(1);
			assertThat(fleet.awaitServed()).isEqualTo(served);
			Awaitility.await()
				.during(CALM)
				.atMost(CALM.multipliedBy(5))
				.untilAsserted(() -> assertOneCertificate(fleet));
		}
	}

	@Test
	void anotherInstanceGoesOnWithTheOrderOfOneThatIsToldToStop() {
		try (SharedStore store = store()) {
			Fleet<TestServerCa> fleet = fleet(store);
			Step.Reached reached = Step.FINALIZED.prepare(fleet);
			fleet.start(2);
			reached.await().run();
			fleet.terminate(fleet.awaitHolder());
			fleet.awaitServed();
			assertOneCertificate(fleet);
		}
	}

	private static void assertOneCertificate(Fleet<TestServerCa> fleet) {
		assertThat(fleet.ca().accounts()).as("accounts").isOne();
		assertThat(fleet.ca().certificates()).as("certificates").isOne();
		assertThat(fleet.ca().orders()).as("orders").isOne();
	}

}
