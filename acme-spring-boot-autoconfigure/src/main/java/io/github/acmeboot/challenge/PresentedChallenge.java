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

package io.github.acmeboot.challenge;

import java.time.Duration;
import java.util.Optional;

/**
 * An answer that the CA can see. Safe for use by several threads.
 */
public interface PresentedChallenge extends AutoCloseable {

	/**
	 * Registers what to do each time the CA is seen fetching the answer. A solver that
	 * cannot see it never calls the listener.
	 * @param listener what to do; must be quick, and is called on any thread
	 */
	default void onFetched(Runnable listener) {
	}

	/**
	 * Returns how long it may take until everybody whom the CA may ask knows the answer.
	 * The CA is not told to look before that.
	 * @return a duration that begins when the answer is presented
	 */
	default Duration settlingTime() {
		return Duration.ZERO;
	}

	/**
	 * Looks whether everybody whom the CA may ask knows the answer, once its
	 * {@link #settlingTime()} has passed. Asked again after each wait. The CA is not told
	 * to look before every answer of an order is visible.
	 * @return how long to wait before asking again, or empty if the answer is visible
	 * @throws io.github.acmeboot.AcmeException if it has not become visible in time, or
	 * never will
	 */
	default Optional<Duration> untilVisible() {
		return Optional.empty();
	}

	/**
	 * Takes the answer away. Closing twice does nothing more.
	 */
	@Override
	void close();

	/**
	 * Returns why the answer is still there once it was closed, as where it could not be
	 * taken away. Whoever presented it takes it away later.
	 * @return the reason, or empty if it is not there any more
	 */
	default Optional<String> leftBehind() {
		return Optional.empty();
	}

}
