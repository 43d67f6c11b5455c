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

package io.github.acmeboot.fleet;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Shakes hands with instances all the time, and adds up how long one of them has served
 * no valid certificate of the CA.
 */
final class ServingWatch implements AutoCloseable {

	private static final long INTERVAL_MILLIS = 50;

	private final Map<Instance, Tally> tallies = new ConcurrentHashMap<>();

	private final ScheduledExecutorService threads;

	ServingWatch(List<Instance> instances) {
		this.threads = Executors.newScheduledThreadPool(instances.size(), (task) -> {
			Thread thread = new Thread(task, "serving-watch");
			thread.setDaemon(true);
			return thread;
		});
		instances.forEach((instance) -> {
			this.tallies.put(instance, new Tally(0, Duration.ZERO, System.nanoTime()));
			this.threads.scheduleWithFixedDelay(() -> look(instance), 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
		});
	}

	private void look(Instance instance) {
		boolean served = isServed(instance.presented());
		this.tallies.computeIfPresent(instance, (key, tally) -> tally.plus(served, System.nanoTime()));
	}

	private static boolean isServed(Optional<X509Certificate> leaf) {
		Instant now = Instant.now();
		return leaf.filter((one) -> !Fleet.isPlaceholder(one))
			.filter((one) -> one.getNotAfter().toInstant().isAfter(now))
			.isPresent();
	}

	/**
	 * Returns how long the instance that was worst has not served.
	 * @return the time, zero if every handshake was good
	 */
	Duration unserved() {
		return this.tallies.values().stream().map(Tally::unserved).max(Duration::compareTo).orElseThrow();
	}

	/**
	 * Returns how many handshakes there were with the instance that had fewest.
	 * @return the number
	 */
	int handshakes() {
		return this.tallies.values().stream().mapToInt(Tally::handshakes).min().orElseThrow();
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
	}

	/**
	 * What was seen of an instance.
	 *
	 * @param handshakes how many there were
	 * @param unserved how long it did not serve
	 * @param last when it was looked at last
	 */
	private record Tally(int handshakes, Duration unserved, long last) {

		Tally plus(boolean served, long now) {
			Duration more = served ? Duration.ZERO : Duration.ofNanos(now - this.last);
			return new Tally(this.handshakes + 1, this.unserved.plus(more), now);
		}

	}

}
