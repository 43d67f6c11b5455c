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
 * The configured intervals.
 *
 * @param refreshInterval the time after which another instance's certificate is noticed
 * @param checkInterval the time between two close looks
 * @param retry how often and when to try again within seconds
 */
record RenewalSettings(Duration refreshInterval, Duration checkInterval, RetrySettings retry) {

	RenewalSettings {
		if (retry.maxInterval().compareTo(retry.initialInterval()) < 0) {
			throw new InvalidConfigurationPropertyValueException("acme.renewal.retry.max-interval", retry.maxInterval(),
					"It must not be less than 'acme.renewal.retry.initial-interval', which is "
							+ retry.initialInterval().toMillis() + "ms.");
		}
	}

	/**
	 * Returns how often each certificate is looked at, be it with a glance.
	 * @return the shorter of the two intervals
	 */
	Duration tick() {
		return (this.refreshInterval.compareTo(this.checkInterval) < 0) ? this.refreshInterval : this.checkInterval;
	}

}
