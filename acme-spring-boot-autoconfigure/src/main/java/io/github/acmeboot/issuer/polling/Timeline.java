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

package io.github.acmeboot.issuer.polling;

import java.time.Duration;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;

/**
 * The time of one conversation with a CA. It never jumps, whatever becomes of the clock
 * of the machine. One thread waits, any thread may wake it.
 */
public interface Timeline {

	/**
	 * Returns the time that has passed.
	 * @return the time since the conversation began
	 */
	Duration elapsed();

	/**
	 * Waits. May return early.
	 * @param time the time to wait for
	 * @throws InterruptedException if the thread is interrupted
	 */
	void awaitUntil(Duration time) throws InterruptedException;

	/**
	 * Waits, whatever wakes the thread.
	 * @param time the time to wait for
	 * @throws AcmeException if the thread is interrupted
	 */
	default void pauseUntil(Duration time) {
		try {
			while (elapsed().compareTo(time) < 0) {
				awaitUntil(time);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AcmeException(Reason.INTERRUPTED, "Interrupted while an order was under way; the order is kept.",
					ex);
		}
	}

	/**
	 * Makes a wait return early.
	 */
	void wake();

	/**
	 * Begins a conversation of the current thread in real time.
	 * @return the timeline
	 */
	static Timeline begin() {
		return new SystemTimeline();
	}

}
