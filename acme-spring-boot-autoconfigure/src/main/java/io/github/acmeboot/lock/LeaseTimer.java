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

package io.github.acmeboot.lock;

import java.util.concurrent.Future;

/**
 * The monotonic clock of the leases, and what happens by it.
 */
interface LeaseTimer extends AutoCloseable {

	/**
	 * Returns the time on the monotonic clock.
	 * @return nanoseconds since some instant
	 */
	long nanoTime();

	/**
	 * Runs a task later, on a thread of the lock. Does nothing when the timer is closed.
	 * @param nanos when, in nanoseconds from now
	 * @param task the task; it may take its time
	 * @return what cancels the task before it is run
	 */
	Future<?> after(long nanos, Runnable task);

	/**
	 * Forgets all tasks that are not running.
	 */
	@Override
	void close();

}
