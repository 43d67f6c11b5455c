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

package io.github.acmeboot.renewal;

import java.time.Duration;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import io.github.acmeboot.renewal.order.RetrySettings;

/**
 * The configured intervals, checked.
 *
 * @param refreshInterval the time after which another instance's certificate is noticed
 * @param checkInterval the time between two close looks
 * @param retry how often and when to try again within seconds
 */
record RenewalSettings(Duration refreshInterval, Duration checkInterval, RetrySettings retry) {

	private static final String RETRY = "acme.renewal.retry.";

	private static final Duration MILLISECOND = Duration.ofMillis(1);

	RenewalSettings {
		atLeast("acme.store.refresh-interval", refreshInterval, MILLISECOND);
		atLeast("acme.renewal.check-interval", checkInterval, MILLISECOND);
		check(retry.maxAttempts() >= 1, RETRY + "max-attempts", retry.maxAttempts(),
				"It must be at least 1, which stands for no further attempt within seconds.");
		atLeast(RETRY + "initial-interval", retry.initialInterval(), MILLISECOND);
		check(retry.multiplier() >= 1, RETRY + "multiplier", retry.multiplier(), "It must be at least 1.");
		atLeast(RETRY + "max-interval", retry.maxInterval(), retry.initialInterval());
	}

	/**
	 * Returns how often each certificate is looked at, be it with a glance.
	 * @return the shorter of the two intervals
	 */
	Duration tick() {
		return (this.refreshInterval.compareTo(this.checkInterval) < 0) ? this.refreshInterval : this.checkInterval;
	}

	private static void atLeast(String property, Duration value, Duration least) {
		check(value.compareTo(least) >= 0, property, value,
				"It must be at least " + least.toMillis() + "ms. Leave the property out for its default.");
	}

	private static void check(boolean sane, String property, Object value, String remedy) {
		if (!sane) {
			throw new InvalidConfigurationPropertyValueException(property, value, remedy);
		}
	}

}
