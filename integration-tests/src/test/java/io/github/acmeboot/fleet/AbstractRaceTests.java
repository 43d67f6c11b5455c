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
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.acmeboot.test.pebble.EnabledIfPebble;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What holds when several instances find an empty store at the same moment.
 */
@EnabledIfPebble
abstract class AbstractRaceTests {

	private static final Log logger = LogFactory.getLog(AbstractRaceTests.class);

	private static final Duration CALM = Duration.ofSeconds(2);

	@RegisterExtension
	private final Fleets fleets = new Fleets();

	/**
	 * Returns a store that is empty.
	 * @return the store
	 */
	abstract SharedStore store();

	@ParameterizedTest(name = "{0} instances, {1}")
	@MethodSource("io.github.acmeboot.fleet.Extent#races")
	void instancesThatStartTogetherPlaceOneOrder(int size, int repetition) {
		try (SharedStore store = store()) {
			Fleet<PebbleCa> fleet = this.fleets.with(store, PebbleCa::new);
			long begin = System.nanoTime();
			List<Instance> instances = fleet.start(size);
			long started = System.nanoTime();
			X509Certificate served = fleet.awaitServed(instances);
			long done = System.nanoTime();
			assertOneOfEach(fleet);
			Awaitility.await().during(CALM).atMost(CALM.multipliedBy(5)).untilAsserted(() -> assertOneOfEach(fleet));
			assertThat(fleet.awaitServed(instances)).isEqualTo(served);
			logger.info("%s: %d instances started in %.1f s, all served %.1f s later"
				.formatted(getClass().getSimpleName(), size, (started - begin) / 1e9, (done - started) / 1e9));
		}
	}

	private static void assertOneOfEach(Fleet<PebbleCa> fleet) {
		assertThat(fleet.ca().accounts()).as("accounts").isOne();
		assertThat(fleet.ca().orders()).as("orders").isOne();
		assertThat(fleet.ca().certificates()).as("certificates").isOne();
	}

}
