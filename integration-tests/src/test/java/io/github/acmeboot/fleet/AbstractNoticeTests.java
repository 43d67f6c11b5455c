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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How long it takes from the save of a certificate until the other instances present it.
 */
abstract class AbstractNoticeTests {

	private static final Log logger = LogFactory.getLog(AbstractNoticeTests.class);

	static final int INSTANCES = 3;

	private static final Duration BOUND = Duration.ofSeconds(50);

	@RegisterExtension
	private final Fleets fleets = new Fleets();

	/**
	 * Returns a store that is empty.
	 * @return the store
	 */
	abstract SharedStore store();

	/**
	 * Returns how often instances look by themselves.
	 * @return a duration, long where they hear of it
	 */
	String refreshInterval() {
		return "2s";
	}

	@Test
	void otherInstancesPresentWhatOneHasSaved() {
		try (SharedStore store = store()) {
			Fleet<TestServerCa> fleet = fleet(store);
			fleet.start(INSTANCES);
			fleet.awaitServed();
			List<Duration> delays = renew(fleet, Extent.renewals());
			report("saved to served", delays);
			assertThat(fleet.ca().orders()).as("orders").isEqualTo(1 + Extent.renewals());
		}
	}

	Fleet<TestServerCa> fleet(SharedStore store) {
		return this.fleets.with(store, TestServerCa::new).with("acme.store.refresh-interval", refreshInterval());
	}

	/**
	 * Renews on one instance after the other.
	 * @param fleet the fleet
	 * @param renewals how often
	 * @return how long the other instances took to present the certificates
	 */
	static List<Duration> renew(Fleet<?> fleet, int renewals) {
		return IntStream.range(0, renewals)
			.mapToObj((renewal) -> renew(fleet, fleet.instances().get(renewal % INSTANCES)))
			.flatMap(List::stream)
			.toList();
	}

	/**
	 * Renews on one instance.
	 * @param fleet the fleet
	 * @param instance the instance
	 * @return how long each other instance took to present the certificate
	 */
	private static List<Duration> renew(Fleet<?> fleet, Instance instance) {
		X509Certificate former = fleet.awaitServed();
		Instant begin = Instant.now();
		List<CompletableFuture<Instant>> served = fleet.others(instance)
			.stream()
			.map((other) -> CompletableFuture.supplyAsync(() -> awaitOther(other, former),
					(task) -> new Thread(task).start()))
			.toList();
		instance.renew();
		fleet.await().until(() -> instance.saved(Fleet.CERTIFICATE, begin).isPresent());
		Instant saved = instance.saved(Fleet.CERTIFICATE, begin).orElseThrow();
		return served.stream().map((future) -> Duration.between(saved, future.join())).toList();
	}

	private static Instant awaitOther(Instance instance, X509Certificate former) {
		Awaitility.await()
			.atMost(BOUND)
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(5))
			.until(() -> instance.presented().filter((leaf) -> !leaf.equals(former)).isPresent());
		return Instant.now();
	}

	void report(String what, List<Duration> delays) {
		List<Duration> sorted = delays.stream().sorted().toList();
		logger.info("%s: %s, %d times: median %d ms, p99 %d ms, longest %d ms".formatted(getClass().getSimpleName(),
				what, sorted.size(), quantile(sorted, 0.5).toMillis(), quantile(sorted, 0.99).toMillis(),
				quantile(sorted, 1).toMillis()));
	}

	private static Duration quantile(List<Duration> sorted, double share) {
		return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
	}

}
