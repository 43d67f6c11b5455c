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

/**
 * A lock that is held. Renews itself until it is closed. Safe for use by several threads.
 */
public interface Lease extends AutoCloseable {

	/**
	 * Returns the fencing number: higher than that of every earlier lease of the same
	 * name.
	 * @return a number greater than zero
	 */
	long fence();

	/**
	 * Returns whether the lease is certainly still held, by the monotonic clock.
	 * @return {@code false} as soon as somebody else may hold it
	 */
	boolean held();

	/**
	 * Registers what to do when the lease is lost while it is in use. Called at most
	 * once, at once if it is lost already, and never after {@link #close()}, which waits
	 * for a listener that is being called.
	 * @param listener what to do, on a thread of the lock, which must not be blocked
	 */
	void onLost(Runnable listener);

	/**
	 * Releases the lease if it is still held; otherwise does nothing. Never throws.
	 */
	@Override
	void close();

}
