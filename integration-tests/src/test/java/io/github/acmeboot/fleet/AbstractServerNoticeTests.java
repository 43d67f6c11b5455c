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

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How instances notice a certificate when their store is a server.
 */
abstract class AbstractServerNoticeTests extends AbstractNoticeTests {

	private static final int RENEWALS = 5;

	@Override
	abstract ServerStore store();

	@Test
	void otherInstancesGoOnNoticingAfterARestartOfTheServer() {
		try (ServerStore store = store()) {
			Fleet<TestServerCa> fleet = fleet(store);
			fleet.start(INSTANCES);
			fleet.awaitServed();
			store.restart();
			List<Duration> delays = renew(fleet, RENEWALS);
			report("saved to served after a restart", delays);
			assertThat(fleet.ca().orders()).as("orders").isEqualTo(1 + RENEWALS);
		}
	}

}
