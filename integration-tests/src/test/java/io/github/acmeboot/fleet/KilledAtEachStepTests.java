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

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.github.acmeboot.test.pebble.EnabledIfPebble;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Processes that are killed between every two steps of a renewal, and started again.
 */
@EnabledIfPebble
class KilledAtEachStepTests {

	/**
	 * A poll that finds nothing yet, which another run may not make.
	 */
	private static final String VAIN_POLL = "answered (order|authorization) \\(([3-9]|\\d{2,})\\)";

	/**
	 * A request that another run may not make: the CA may have issued at once, and a
	 * nonce may be left of an answer that came early.
	 */
	private static final String AVOIDABLE = "answered (order|newNonce) \\(\\d+\\)";

	private static final String LAST = "saved state/web";

	private static final Duration CALM = Duration.ofSeconds(2);

	private static final String NONE = "none";

	private static final String DOMAINS = "acme.certificates.web.domains";

	@RegisterExtension
	private final Fleets fleets = new Fleets();

	@TempDir
	private Path directory;

	private final List<String> table = new ArrayList<>();

	@TestFactory
	Stream<DynamicTest> oneOrderGivesOneCertificate() {
		List<String> steps = Extent.kills(stepsOfARenewal());
		return Stream.concat(
				IntStream.range(0, steps.size())
					.mapToObj((i) -> DynamicTest.dynamicTest("killed when it had " + steps.get(i),
							() -> kill(steps.get(i), this.directory.resolve("killed-" + i)))),
				Stream.of(DynamicTest.dynamicTest("table", this::print)));
	}

	private List<String> stepsOfARenewal() {
		try (Fleet<PebbleCa> fleet = issued(this.directory.resolve("whole"))) {
			Instance whole = renewing(fleet, NONE);
			fleet.await().until(() -> fleet.ca().certificates() == 2 && !fleet.presentsFormer(whole));
			fleet.await().until(() -> whole.steps().contains(LAST));
			return whole.steps().stream().filter((step) -> !step.matches(VAIN_POLL)).toList();
		}
	}

	private void kill(String step, Path store) {
		try (Fleet<PebbleCa> fleet = issued(store)) {
			Instance killed = renewing(fleet, step);
			fleet.await().until(() -> isReached(step, killed.steps()));
			fleet.kill(killed);
			long before = fleet.ca().orders() - 1;
			long begin = System.nanoTime();
			Instance next = renewing(fleet, NONE);
			fleet.await().until(() -> !fleet.presentsFormer(next));
			double seconds = (System.nanoTime() - begin) / 1e9;
			Awaitility.await().during(CALM).atMost(CALM.multipliedBy(5)).until(() -> !fleet.presentsFormer(next));
			this.table.add("%-45s | %6d | %6d | %12d | %8d | %5.1f s".formatted(step, before, fleet.ca().orders() - 1,
					fleet.ca().certificates() - 1, fleet.ca().accounts(), seconds));
			assertThat(fleet.ca().accounts()).as("accounts").isOne();
			assertThat(fleet.ca().certificates()).as("certificates").isEqualTo(2);
			assertThat(fleet.ca().orders()).as("orders").isBetween(2L, 2L + lost(step));
		}
	}

	private static boolean isReached(String step, List<String> steps) {
		return steps.contains(step) || (step.matches(AVOIDABLE) && steps.contains(LAST));
	}

	/**
	 * Returns how many orders nobody can go on with. The CA cannot validate what nobody
	 * answers any more, and fails the order if it happens to look before the next process
	 * is there.
	 * @param step the last step of the process that was killed
	 * @return the number
	 */
	private static int lost(String step) {
		return step.startsWith("answered challenge") ? 1 : 0;
	}

	/**
	 * Returns a fleet whose certificate was issued by a process that has ended.
	 * @param store the directory to keep it in
	 * @return the fleet, without instances
	 */
	private Fleet<PebbleCa> issued(Path store) {
		Fleet<PebbleCa> fleet = this.fleets.with(new FileStore(store), PebbleCa::withoutNonceRejection);
		Instance first = fleet.start(1).get(0);
		fleet.awaitServed();
		fleet.await().until(() -> first.saved("state/web", Instant.EPOCH).isPresent());
		fleet.terminate(first);
		return fleet;
	}

	/**
	 * Starts a process that has other names to get a certificate for: Pebble cannot be
	 * kept from reusing an authorization now and then, which would leave out steps.
	 * @param fleet the fleet
	 * @param stop the step to stop at
	 * @return the instance
	 */
	private static Instance renewing(Fleet<PebbleCa> fleet, String stop) {
		return fleet.with(DOMAINS, "api.example.org,shop.example.org").with(FleetSteps.STOP, stop).start(1).get(0);
	}

	private void print() {
		System.out.printf("%-45s | %6s | %6s | %12s | %8s | %s%n", "Killed when it had", "orders", "in all",
				"certificates", "accounts", "served again after");
		this.table.forEach(System.out::println);
	}

}
