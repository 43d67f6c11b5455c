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
import java.util.Optional;

/**
 * Lets one instance at a time do a piece of work. A lock saves work; what protects the
 * data is the condition of each write.
 * <p>
 * Of all threads and instances that ask for the same name, at most one holds a lease. A
 * lease that is neither renewed nor released ends after its time to live. An attempt that
 * fails or times out leaves nothing behind. Safe for use by several threads.
 */
public interface AcmeLock {

	/**
	 * Tries to acquire a lease, without waiting for it.
	 * @param name what is locked, such as {@code renew/web}
	 * @param timeToLive how long the lease lasts if its holder dies; the lease renews
	 * itself before that
	 * @return the lease, or empty if somebody else holds it
	 * @throws io.github.acmeboot.AcmeException with the reason {@code STORE} if the back
	 * end cannot be reached
	 */
	Optional<Lease> tryAcquire(String name, Duration timeToLive);

}
