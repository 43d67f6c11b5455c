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

package io.github.acmeboot.issuer.clock;

import java.time.Duration;
import java.time.Instant;

/**
 * How much the clock of a CA differs from that of this machine.
 *
 * @param issuer the name of the issuer
 * @param skew what has to be added to our time to get the CA's: positive if our clock is
 * slow, negative if it is fast
 * @param uncertainty by how much the skew may be more or less
 * @param at when it was measured, by our clock
 * @param state what to make of it
 */
public record ClockSkew(String issuer, Duration skew, Duration uncertainty, Instant at, State state) {

	/**
	 * What to make of a skew.
	 */
	public enum State {

		/**
		 * It does not matter.
		 */
		AGREES,

		/**
		 * It matters.
		 */
		DIFFERS,

		/**
		 * It is so large that nobody can say which of the two clocks is wrong.
		 */
		IMPLAUSIBLE

	}

}
