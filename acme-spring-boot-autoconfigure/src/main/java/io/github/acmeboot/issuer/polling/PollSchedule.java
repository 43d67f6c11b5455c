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
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The waits between two looks at an order.
 */
public final class PollSchedule {

	private final List<Duration> steps;

	private final double jitter;

	private final RandomGenerator random;

	private PollSchedule(List<Duration> steps, double jitter, RandomGenerator random) {
		this.steps = steps;
		this.jitter = jitter;
		this.random = random;
	}

	/**
	 * Waits for the CA to validate challenges.
	 * @param random where the jitter comes from
	 * @return the schedule
	 */
	public static PollSchedule ofValidation(RandomGenerator random) {
		return new PollSchedule(millis(1000, 1500, 2000, 3000, 5000), 0.2, random);
	}

	/**
	 * Waits for the CA to issue.
	 * @return the schedule
	 */
	public static PollSchedule ofIssuance() {
		return new PollSchedule(millis(50, 250, 500, 1000, 2000, 3000, 5000), 0, () -> 0);
	}

	Duration step(int poll) {
		Duration step = this.steps.get(Math.min(poll, this.steps.size() - 1));
		double factor = 1 + this.jitter * (2 * this.random.nextDouble() - 1);
		return Duration.ofNanos(Math.round(step.toNanos() * factor));
	}

	private static List<Duration> millis(long... millis) {
		return Arrays.stream(millis).mapToObj(Duration::ofMillis).toList();
	}

}
