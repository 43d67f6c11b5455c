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

package io.github.acmeboot.renewal;

import java.time.Clock;

import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * The threads of the renewal: no bean, so that an application's own scheduling is left
 * alone. Beside those for the orders in parallel there is one to ask a CA when it wants a
 * certificate renewed, and one more, so that a slow CA does not keep the others from
 * noticing what another instance has done.
 */
class RenewalThreads extends ThreadPoolTaskScheduler {

	private static final long serialVersionUID = 1L;

	private static final int AWAIT_TERMINATION_SECONDS = 10;

	RenewalThreads(boolean virtual, Clock clock) {
		setPoolSize(Renewal.PARALLEL + 2);
		setThreadNamePrefix("acme-");
		setVirtualThreads(virtual);
		setDaemon(true);
		setRemoveOnCancelPolicy(true);
		setAwaitTerminationSeconds(AWAIT_TERMINATION_SECONDS);
		setClock(clock);
	}

}
