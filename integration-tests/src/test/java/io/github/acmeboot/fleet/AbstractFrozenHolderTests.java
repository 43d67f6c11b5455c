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
import java.time.Instant;

import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What holds when the instance that orders stands still for longer than its lease, and
 * then goes on.
 */
abstract class AbstractFrozenHolderTests extends AbstractHolderTests {

	private static final Duration CALM = Duration.ofSeconds(7);

	@ParameterizedTest
	@MethodSource("steps")
	void anotherInstanceGoesOnAndNothingOfItIsOverwritten(Step step) {
		try (SharedStore store = store()) {
			Fleet<TestServerCa> fleet = fleet(store).with("acme.timeouts.read", "10m");
			Instance holder = fleet.start(3).get(0);
			X509Certificate first = fleet.awaitServed();
			Step.Reached reached = freeze(fleet, holder, step);
			ServingWatch watch = fleet.watch(fleet.others(holder));
			fleet.others(holder).get(0).renew();
			X509Certificate second = fleet.awaitServedInPlaceOf(fleet.others(holder), first);
			fleet.others(holder).get(0).renew();
			X509Certificate third = fleet.awaitServedInPlaceOf(fleet.others(holder), second);
			Instant thawed = Instant.now();
			reached.answer().run();
			fleet.thaw(holder);
			assertThat(fleet.awaitServedInPlaceOf(fleet.instances(), first)).isEqualTo(third);
			assertCalm(fleet, third);
			assertThat(holder.saved(Fleet.CERTIFICATE, thawed)).as("saved by the one that stood still").isEmpty();
			holder.renew();
			assertThat(fleet.awaitServedInPlaceOf(fleet.instances(), third)).isNotIn(first, second);
			assertThat(fleet.ca().certificates()).as("certificates").isEqualTo(4);
			assertThat(watch.unserved()).as("time unserved").isZero();
		}
	}

	private static Step.Reached freeze(Fleet<TestServerCa> fleet, Instance holder, Step step) {
		Step.Reached reached = step.prepare(fleet);
		holder.renew();
		reached.await().run();
		fleet.freeze(holder);
		reached.proceed().run();
		return reached;
	}

	private static void assertCalm(Fleet<TestServerCa> fleet, X509Certificate served) {
		Awaitility.await().during(CALM).atMost(CALM.multipliedBy(5)).untilAsserted(() -> {
			assertThat(fleet.awaitServed()).isEqualTo(served);
			assertThat(fleet.ca().orders()).as("orders").isEqualTo(3);
			assertThat(fleet.ca().certificates()).as("certificates").isEqualTo(3);
		});
	}

}
