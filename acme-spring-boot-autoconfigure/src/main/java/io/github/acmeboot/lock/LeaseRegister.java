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

import java.time.Duration;
import java.util.OptionalLong;

/**
 * Where leases are written down by a back end that lets them end by time. A register
 * knows nothing of renewing: {@link LeasedAcmeLock} does that for all of them.
 * <p>
 * Each method is atomic: of several owners that acquire the same name at most one
 * succeeds until its lease is released or its time is over, by the clock of the back end.
 * Each method ends within a few seconds or throws, whatever the back end does; after an
 * exception it may or may not have had its effect. Safe for use by several threads.
 */
public interface LeaseRegister {

	/**
	 * Writes a lease down if nobody holds one.
	 * @param name what is locked
	 * @param owner a random text that stands for this lease alone
	 * @param timeToLive when the lease ends if it is not extended
	 * @return the fencing number, higher than that of every earlier lease of the name and
	 * than zero; or empty if somebody else holds the lock
	 */
	OptionalLong acquire(String name, String owner, Duration timeToLive);

	/**
	 * Lets the lease of an owner last longer.
	 * @param name what is locked
	 * @param owner the owner
	 * @param timeToLive when the lease ends from now on
	 * @return {@code false} if the owner does not hold the lease any more
	 */
	boolean extend(String name, String owner, Duration timeToLive);

	/**
	 * Ends the lease of an owner. Does nothing if the owner does not hold it.
	 * @param name what is locked
	 * @param owner the owner
	 */
	void release(String name, String owner);

}
