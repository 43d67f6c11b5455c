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

package io.github.acmeboot.issuer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;

import io.github.acmeboot.issuer.polling.Timeline;

/**
 * A time that passes only while somebody waits, and a clock that goes by it. A CA that
 * answers at once sees every wait in no time.
 */
final class VirtualTimeline extends Clock implements Timeline {

	private final Instant start = Instant.now();

	private final TreeMap<Duration, Runnable> events = new TreeMap<>();

	private Duration elapsed = Duration.ZERO;

	synchronized void at(Duration time, Runnable event) {
		this.events.put(time, event);
	}

	synchronized void pass(Duration time) {
		awaitUntil(this.elapsed.plus(time));
	}

	@Override
	public synchronized Duration elapsed() {
		return this.elapsed;
	}

	@Override
	public synchronized void awaitUntil(Duration time) {
		while (!this.events.isEmpty() && this.events.firstKey().compareTo(time) <= 0) {
			Map.Entry<Duration, Runnable> event = this.events.pollFirstEntry();
			event.getValue().run();
		}
		this.elapsed = (time.compareTo(this.elapsed) > 0) ? time : this.elapsed;
	}

	@Override
	public void wake() {
	}

	@Override
	public Instant instant() {
		return this.start.plus(elapsed());
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		return this;
	}

}
