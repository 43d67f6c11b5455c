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
import java.util.concurrent.locks.LockSupport;

/**
 * The monotonic clock of the machine.
 */
final class SystemTimeline implements Timeline {

	private final Thread owner = Thread.currentThread();

	private final long start = System.nanoTime();

	@Override
	public Duration elapsed() {
		return Duration.ofNanos(System.nanoTime() - this.start);
	}

	@Override
	public void awaitUntil(Duration time) throws InterruptedException {
		if (Thread.interrupted()) {
			throw new InterruptedException();
		}
		LockSupport.parkNanos(this, time.minus(elapsed()).toNanos());
	}

	@Override
	public void wake() {
		LockSupport.unpark(this.owner);
	}

}
