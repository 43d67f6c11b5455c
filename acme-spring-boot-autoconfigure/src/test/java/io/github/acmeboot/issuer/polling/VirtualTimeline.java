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
import java.util.Map;
import java.util.TreeMap;

/**
 * A time that passes only while somebody waits.
 */
class VirtualTimeline implements Timeline {

	private final TreeMap<Duration, Runnable> events = new TreeMap<>();

	private Duration elapsed = Duration.ZERO;

	private boolean interrupted;

	void at(long millis, Runnable event) {
		this.events.put(Duration.ofMillis(millis), event);
	}

	void interrupt() {
		this.interrupted = true;
	}

	void pass(Duration time) {
		this.elapsed = this.elapsed.plus(time);
	}

	@Override
	public Duration elapsed() {
		return this.elapsed;
	}

	@Override
	public void awaitUntil(Duration time) throws InterruptedException {
		if (this.interrupted) {
			throw new InterruptedException();
		}
		Map.Entry<Duration, Runnable> event = this.events.firstEntry();
		if (event != null && event.getKey().compareTo(time) <= 0) {
			this.events.remove(event.getKey());
			this.elapsed = event.getKey();
			event.getValue().run();
		}
		else {
			this.elapsed = time;
		}
	}

	@Override
	public void wake() {
	}

}
