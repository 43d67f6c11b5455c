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
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.acmeboot.peer.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How instances that share Redis notice a certificate.
 */
class RedisNoticeTests extends AbstractNoticeTests {

	private static final int RENEWALS = 5;

	@TempDir
	private Path directory;

	@Override
	SharedStore store() {
		return RedisStore.start(this.directory);
	}

	@Override
	String refreshInterval() {
		return "60s";
	}

	@Override
	Duration bound() {
		return Duration.ofSeconds(20);
	}

	@Test
	void noticesAreHeardAgainAfterARestart() {
		try (RedisServer server = RedisServer.start(this.directory, "--appendonly", "yes", "--appendfsync", "always")) {
			Fleet<TestServerCa> fleet = this.fleets.with(new RedisStore(server), TestServerCa::new)
				.with("acme.store.refresh-interval", refreshInterval());
			fleet.start(3);
			fleet.awaitServed();
			server.kill();
			server.restart();
			List<Duration> delays = new ArrayList<>();
			for (int renewal = 0; renewal < RENEWALS; renewal++) {
				delays.addAll(renew(fleet, fleet.instances().get(renewal % 3)));
			}
			report("saved to served after a restart", delays);
			assertThat(delays).allSatisfy((delay) -> assertThat(delay).isLessThan(bound()));
		}
	}

}
