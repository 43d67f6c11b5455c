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
