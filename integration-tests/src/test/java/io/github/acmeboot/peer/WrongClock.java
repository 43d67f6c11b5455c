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

package io.github.acmeboot.peer;

import java.time.Duration;
import java.util.Map;

/**
 * A clock of a process that is wrong by the same time always, by libfaketime. A process
 * that asks for the time often has to pay much less for it than for one that moves.
 *
 * @param ahead how far it is ahead of the right time, or behind if negative
 */
public record WrongClock(Duration ahead) {

	/**
	 * Returns what a process is started with that goes by this clock.
	 * @return variables of its environment
	 */
	public Map<String, String> environment() {
		return Map.of("LD_PRELOAD", FakeClock.library(), "FAKETIME", String.format("%+d", this.ahead.toSeconds()),
				"FAKETIME_CACHE_DURATION", "100000", "FAKETIME_DONT_FAKE_MONOTONIC", "1");
	}

}
